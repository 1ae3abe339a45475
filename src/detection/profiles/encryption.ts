/**
 * Encryption of files against their owner's will: what is read comes back to the same disk in about the same amount, all
 * at once and for hours. A restore, a conversion or a patch night writes as much, so that bytes alone do not carry the
 * reading; a program that nobody knows, or a protection that went off first, does.
 */
import { bytes, carriersOf, daysOf, hasMetricOf, percent } from "./episode-words.ts";
import type { ActivityProfile } from "./profile.ts";
import { weigh } from "./weigh.ts";
import { WORK_ROLES } from "./work-roles.ts";

const NOTABLE_BYTES = 5e9;
/** Written over read: ciphers neither shrink nor swell what they are given. */
const SAME_AMOUNT = { least: 0.6, most: 1.6 };
const DOUBTFUL = 0.4;

export const encryption: ActivityProfile = {
  id: "encryption",
  title: "Encryption of files",
  read(facts) {
    const { episode, expectation, simultaneousShare } = facts;
    const reading = weigh("encryption", 0.02);
    const { diskReadBytes = 0, diskWriteBytes = 0, networkTransmitBytes = 0, networkReceiveBytes = 0 } = episode.excess;
    if (!hasMetricOf(episode, "disk")) reading.oppose(0.8, "Disk traffic is not what deviates.");
    else if (diskWriteBytes >= NOTABLE_BYTES) {
      const ratio = diskReadBytes > 0 ? diskWriteBytes / diskReadBytes : Infinity;
      if (ratio >= SAME_AMOUNT.least && ratio <= SAME_AMOUNT.most) {
        const text = `${bytes(diskWriteBytes)} were written and ${bytes(diskReadBytes)} read: files came back in the same amount.`;
        reading.support(0.25, text, ratio);
      } else reading.oppose(0.4, `${bytes(diskWriteBytes)} were written and ${bytes(diskReadBytes)} read.`);
      if (networkTransmitBytes + networkReceiveBytes > 0.3 * diskWriteBytes) {
        reading.oppose(0.4, "The network took part in proportion, as in a backup or a copy.");
      }
    } else reading.oppose(0.6, `No more than ${bytes(diskWriteBytes)} were written.`, diskWriteBytes);
    const days = daysOf(episode);
    if (days > 3) reading.oppose(0.5, `It lasted ${days.toFixed(0)} days.`, days);
    if (facts.controls.includes("protection-stopped")) {
      reading.support(0.35, "A protection was stopped near the onset.");
    }
    const stranger = facts.processes.find(
      ({ role, isNewOnHost, isRareInClass, isMasquerading, suspicion }) =>
        isMasquerading || (role === undefined && isNewOnHost && isRareInClass && suspicion >= DOUBTFUL),
    );
    if (stranger !== undefined) {
      reading.support(0.35, `${stranger.name} was at work, of which nobody knows here.`, stranger.suspicion);
    }
    const tool = facts.processes.find(({ role }) => role === "encryption");
    if (tool !== undefined) reading.support(0.4, `${tool.name}, which encrypts, was at work.`, tool.share);
    const worker = carriersOf(facts).find(
      ({ role, suspicion }) => role !== undefined && WORK_ROLES.has(role) && suspicion < DOUBTFUL,
    );
    if (worker !== undefined)
      reading.oppose(0.6, `${worker.name} carries the load; it is known as ${worker.role ?? ""}.`);
    if (expectation === "bursty" && stranger === undefined && tool === undefined)
      reading.oppose(0.4, "Systems of this class read and write as much by their trade.");
    if (simultaneousShare >= 0.3) {
      reading.oppose(0.3, `${percent(simultaneousShare)} of the class began the same within a day.`, simultaneousShare);
    }
    return reading.finish();
  },
};
