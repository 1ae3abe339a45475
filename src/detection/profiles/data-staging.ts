/**
 * Data staging: files are read, packed and written down in one place before they leave, over hours or days.
 *
 * Builds, month-ends and services move as many bytes. What sets staging apart is who moves them (an archiver, or nobody
 * who is known), that what is gathered is more than what is written, and that it is over when it is done.
 */
import type { EpisodeFacts } from "../facts.ts";
import { bytes, carriersOf, daysOf, hasMetricOf } from "./episode-words.ts";
import type { ActivityProfile } from "./profile.ts";
import { weigh, type Reading } from "./weigh.ts";
import { WORK_ROLES } from "./work-roles.ts";

const NOTABLE_BYTES = 5e9;
const TRUSTED = 0.4;
/** Staging is over in days; what is still there after two weeks has come to stay. */
const STAYS_DAYS = 14;

export const dataStaging: ActivityProfile = {
  id: "data-staging",
  title: "Data staging",
  read(facts) {
    const { episode } = facts;
    const reading = weigh("data-staging", 0.03);
    const archiver = facts.processes.find(({ role }) => role === "archiver");
    const hasDevice = facts.controls.includes("device-attached");
    if (!hasMetricOf(episode, "disk")) reading.oppose(0.7, "Disk traffic is not what deviates.");
    else weighBytes(facts, archiver !== undefined, reading);
    if (archiver !== undefined) reading.support(0.6, `${archiver.name}, an archiver, was at work.`, archiver.share);
    if (hasDevice) reading.support(0.3, "A device was attached near the onset.");
    const hasPrograms = facts.hasProcessEvents || facts.hasProcessSamples;
    if (hasPrograms && archiver === undefined && !hasDevice) {
      reading.oppose(0.45, "Programs were recorded, and none that packs files was among those that stand out.");
    }
    const [carrier] = carriersOf(facts);
    if (carrier?.role !== undefined && WORK_ROLES.has(carrier.role) && !carrier.isMasquerading) {
      const weight = carrier.suspicion < TRUSTED ? 0.6 : 0.3;
      reading.oppose(weight, `${carrier.name}, known as ${carrier.role}, carries the load.`, carrier.share);
    }
    const days = daysOf(episode);
    if (days > STAYS_DAYS) reading.oppose(0.5, `It has lasted ${days.toFixed(0)} days.`, days);
    return reading.finish();
  },
};

function weighBytes({ episode, expectation }: EpisodeFacts, hasArchiver: boolean, reading: Reading): void {
  const {
    diskReadBytes: read = 0,
    diskWriteBytes: written = 0,
    networkTransmitBytes: sent = 0,
    networkReceiveBytes: received = 0,
  } = episode.excess;
  if (read < NOTABLE_BYTES) return;
  reading.support(0.3, `${bytes(read)} more than usual were read from disk.`, read);
  if (written >= 0.05 * read) reading.support(0.25, `${bytes(written)} were written beside it.`, written);
  if (hasArchiver && sent >= 0.05 * read && sent > 2 * received) {
    reading.support(0.2, `${bytes(sent)} left over the network meanwhile.`, sent);
  } else if (sent >= 0.5 * read) reading.oppose(0.4, `${bytes(sent)} left over the network meanwhile.`, sent);
  // What was fetched from elsewhere first is written more than it is read here.
  if (written > read && received < 0.5 * written) {
    reading.oppose(
      0.4,
      `More was written (${bytes(written)}) than read: files were made rather than gathered.`,
      written,
    );
  }
  if (expectation === "bursty" && !hasArchiver) {
    reading.oppose(0.3, "Systems of this class read and write as much by their trade.");
  }
}
