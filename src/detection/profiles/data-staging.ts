/** Data staging: files are read, packed and written down in one place before they leave. */
import { bytes, carriersOf, hasMetricOf } from "./episode-words.ts";
import type { ActivityProfile } from "./profile.ts";
import { weigh } from "./weigh.ts";

const NOTABLE_BYTES = 5e9;

export const dataStaging: ActivityProfile = {
  id: "data-staging",
  title: "Data staging",
  read(facts) {
    const { episode } = facts;
    const reading = weigh("data-staging", 0.03);
    if (!hasMetricOf(episode, "disk")) reading.oppose(0.7, "Disk traffic is not what deviates.");
    const { diskReadBytes = 0, diskWriteBytes = 0, networkTransmitBytes = 0 } = episode.excess;
    if (diskReadBytes >= NOTABLE_BYTES && hasMetricOf(episode, "disk")) {
      reading.support(0.3, `${bytes(diskReadBytes)} more than usual were read from disk.`, diskReadBytes);
      if (diskWriteBytes >= 0.05 * diskReadBytes) {
        reading.support(0.25, `${bytes(diskWriteBytes)} were written beside it.`, diskWriteBytes);
      }
      if (networkTransmitBytes >= 0.5 * diskReadBytes) {
        reading.oppose(0.4, `${bytes(networkTransmitBytes)} left over the network meanwhile.`, networkTransmitBytes);
      }
    }
    const archiver = facts.processes.find(({ role }) => role === "archiver");
    if (archiver !== undefined) reading.support(0.6, `${archiver.name}, an archiver, was at work.`, archiver.share);
    if (facts.controls.includes("device-attached")) reading.support(0.3, "A device was attached near the onset.");
    const [carrier] = carriersOf(facts);
    if (carrier?.role === "backup" && carrier.suspicion < 0.4) {
      reading.oppose(0.6, `${carrier.name}, a backup program, carries the load.`, carrier.share);
    }
    return reading.finish();
  },
};
