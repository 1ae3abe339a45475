/** An activity profile: a named explanation of an episode, weighed from facts alone. */
import type { Contribution } from "../../base/registry.ts";
import type { ProfileReading } from "../../model/episode.ts";
import type { EpisodeFacts } from "../facts.ts";

export interface ActivityProfile extends Contribution {
  readonly title: string;
  /** How far the facts fit, with reasons for and against. */
  read(facts: EpisodeFacts): ProfileReading;
}
