/** Backup: files read and sent elsewhere or written, mostly at night, for hours. */
import { daysOf, hasMetricOf, percent } from "./episode-words.ts";
import type { ActivityProfile } from "./profile.ts";
import { weighRole } from "./role-reading.ts";
import { weigh } from "./weigh.ts";

export const backup: ActivityProfile = {
  id: "backup",
  title: "Backup",
  read(facts) {
    const { episode } = facts;
    const reading = weigh("backup", 0.03);
    weighRole(facts, ["backup"], reading);
    const days = daysOf(episode);
    const { diskReadBytes = 0, networkTransmitBytes = 0, diskWriteBytes = 0 } = episode.excess;
    if (
      hasMetricOf(episode, "disk") &&
      diskReadBytes > 0 &&
      networkTransmitBytes + diskWriteBytes > 0.3 * diskReadBytes
    ) {
      reading.support(0.25, "What was read was sent or written in proportion.", diskReadBytes);
    }
    const offPeak = episode.shape.offPeakShare ?? 0;
    if (days <= 2 && offPeak > 0.8 && hasMetricOf(episode, "disk")) {
      reading.support(0.2, `${percent(offPeak)} of it lies outside business hours.`, offPeak);
    }
    if (days > 4) reading.oppose(0.5, `It lasted ${days.toFixed(0)} days.`, days);
    return reading.finish();
  },
};
