/** A scenario: what happens to a fleet. It decides who is touched by which incident; the incidents know how. */
import type { Subject } from "../../model/fleet.ts";
import type { Random } from "../../statistics/random.ts";
import type { Fleet } from "../fleet.ts";
import type { Period } from "../period.ts";
import type { HostPlan } from "../plan.ts";

export interface Story {
  readonly plans: readonly HostPlan[];
  readonly subjects: readonly Subject[];
}

export interface Scenario {
  readonly id: string;
  readonly title: string;
  plan(fleet: Fleet, period: Period, random: Random): Story;
}
