/** Batch: a computation with a beginning and an end, month-end and simulation runs among them. */
import { daysOf, percent } from "./episode-words.ts";
import type { ActivityProfile } from "./profile.ts";
import { weighRole } from "./role-reading.ts";
import { weigh } from "./weigh.ts";

export const batch: ActivityProfile = {
  id: "batch",
  title: "Batch computation",
  read(facts) {
    const { episode } = facts;
    const { shape } = episode;
    const reading = weigh("batch", 0.08);
    weighRole(facts, ["database", "render", "scientific"], reading);
    const days = daysOf(episode);
    if (episode.end !== undefined && days <= 7) {
      reading.support(0.35, `It ended by itself after ${days.toFixed(1)} days.`, days);
    } else if (days > 14) reading.oppose(0.6, `It has lasted ${days.toFixed(0)} days.`, days);
    const moved = Math.max(shape.diskPerCpu ?? 0, shape.networkPerCpu ?? 0);
    if (moved > 0.5) reading.support(0.25, `Disk or network grew along with CPU (${percent(moved)}).`, moved);
    return reading.finish();
  },
};
