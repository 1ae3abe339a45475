/** Patching: everyone's evening, over in hours, with disk writes. */
import { daysOf, isFetching, percent } from "./episode-words.ts";
import type { ActivityProfile } from "./profile.ts";
import { weighRole } from "./role-reading.ts";
import { weigh } from "./weigh.ts";

export const patching: ActivityProfile = {
  id: "patching",
  title: "Patching",
  read(facts) {
    const { episode, simultaneousShare } = facts;
    const reading = weigh("patching", 0.03);
    weighRole(facts, ["patching"], reading);
    const days = daysOf(episode);
    if (simultaneousShare >= 0.3 && days <= 2) {
      reading.support(
        0.5,
        `${percent(simultaneousShare)} of the class began the same within a day.`,
        simultaneousShare,
      );
    }
    if (days <= 1 && (episode.excess.diskWriteBytes ?? 0) > 1e9) {
      reading.support(0.15, "It was over within a day and wrote to disk.", days);
    }
    if (isFetching(episode, days)) {
      reading.support(0.4, "Files came in, were written, and hardly anything left, as updates do.");
    }
    if (days > 3) reading.oppose(0.6, `It lasted ${days.toFixed(0)} days.`, days);
    return reading.finish();
  },
};
