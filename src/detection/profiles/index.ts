/** Every activity profile. A new one is one file and one line here. */
import { registry } from "../../base/registry.ts";
import { isLoad, type ProfileReading } from "../../model/episode.ts";
import type { EpisodeFacts } from "../facts.ts";
import { backup } from "./backup.ts";
import { batch } from "./batch.ts";
import { browserMining } from "./browser-mining.ts";
import { build } from "./build.ts";
import { cpuMining } from "./cpu-mining.ts";
import { dataStaging } from "./data-staging.ts";
import { encryption } from "./encryption.ts";
import { exfiltration } from "./exfiltration.ts";
import { gpuMining } from "./gpu-mining.ts";
import { patching } from "./patching.ts";
import type { ActivityProfile } from "./profile.ts";
import { unknown } from "./unknown.ts";

export const profiles = registry<ActivityProfile>([
  cpuMining,
  gpuMining,
  browserMining,
  dataStaging,
  exfiltration,
  encryption,
  backup,
  patching,
  build,
  batch,
  unknown,
]);

/**
 * All profiles weighed against the facts, best first; ties keep the order of the list. Activities are explanations of
 * load: what is none has no other name than its kind.
 */
export function readProfiles(facts: EpisodeFacts): ProfileReading[] {
  if (!isLoad(facts.episode.kind)) return [unknown.read(facts)];
  return profiles.all.map((profile) => profile.read(facts)).sort((a, b) => b.score - a.score);
}
