/** Build: compilers and tests, in bursts, mostly when people work, with disk in proportion. */
import { daysOf, hasMetricOf, isFetching, percent } from "./episode-words.ts";
import type { ActivityProfile } from "./profile.ts";
import { weighRole } from "./role-reading.ts";
import { weigh } from "./weigh.ts";

export const build: ActivityProfile = {
  id: "build",
  title: "Build",
  read(facts) {
    const { episode, expectation } = facts;
    const { shape } = episode;
    const reading = weigh("build", 0.03);
    weighRole(facts, ["build"], reading);
    if (expectation === "bursty") reading.support(0.15, "Systems of this class work in bursts.");
    if ((shape.diskPerCpu ?? 0) > 0.5) {
      reading.support(0.2, `Disk grew along with CPU (${percent(shape.diskPerCpu ?? 0)}).`, shape.diskPerCpu);
    }
    const { diskReadBytes = 0, diskWriteBytes = 0 } = episode.excess;
    if (expectation === "bursty" && hasMetricOf(episode, "disk") && diskWriteBytes > diskReadBytes) {
      reading.support(0.35, "More was written than read, as compilers and packers do.", diskWriteBytes);
    }
    const days = daysOf(episode);
    if (expectation === "bursty" && episode.end !== undefined && days <= 2) {
      reading.support(0.15, `It was over after ${(days * 24).toFixed(0)} hours.`, days * 24);
    }
    if (shape.flatness !== undefined && shape.flatness < 0.5) {
      reading.support(0.1, "The load comes in bursts.", shape.flatness);
    } else if (shape.flatness !== undefined && shape.flatness > 0.85) {
      reading.oppose(0.4, `The load is level (${percent(shape.flatness)}).`, shape.flatness);
    }
    if (isFetching(episode, days)) reading.oppose(0.3, "Files came in and hardly anything left, as updates do.");
    if (shape.invertedRhythm && days > 2) reading.oppose(0.4, "It is higher when nobody works.");
    return reading.finish();
  },
};
