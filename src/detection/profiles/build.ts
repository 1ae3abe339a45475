/** Build: compilers and tests, in bursts, mostly when people work, with disk in proportion. */
import { percent } from "./episode-words.ts";
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
    if (shape.flatness !== undefined && shape.flatness < 0.5) {
      reading.support(0.1, "The load comes in bursts.", shape.flatness);
    } else if (shape.flatness !== undefined && shape.flatness > 0.85) {
      reading.oppose(0.4, `The load is level (${percent(shape.flatness)}).`, shape.flatness);
    }
    if (shape.invertedRhythm) reading.oppose(0.4, "It is higher when nobody works.");
    return reading.finish();
  },
};
