/** Exfiltration: far more bytes leave than usual, for longer than a mail, to where few others send. */
import { bytes, hasMetricOf, percent } from "./episode-words.ts";
import type { ActivityProfile } from "./profile.ts";
import { weigh } from "./weigh.ts";

const NOTABLE_BYTES = 2e9;
/** Sent over received, below which traffic flows both ways alike. */
const BOTH_WAYS = 1.5;

export const exfiltration: ActivityProfile = {
  id: "exfiltration",
  title: "Exfiltration",
  read(facts) {
    const { episode } = facts;
    const reading = weigh("exfiltration", 0.03);
    const sent = episode.excess.networkTransmitBytes ?? 0;
    const received = episode.excess.networkReceiveBytes ?? 0;
    const isNetwork = hasMetricOf(episode, "network");
    if (!isNetwork) reading.oppose(0.7, "Network traffic is not what deviates.");
    if (sent >= NOTABLE_BYTES && isNetwork) {
      reading.support(0.5, `${bytes(sent)} more than usual left the host.`, sent);
      if (sent > 3 * received) reading.support(0.2, "Far more was sent than received.", received);
    }
    if ((episode.shape.offPeakShare ?? 0) > 0.7) {
      reading.support(0.15, `${percent(episode.shape.offPeakShare ?? 0)} of it lies outside business hours.`);
    }
    const { hoursOfDay } = episode.numbers;
    if (hoursOfDay !== undefined && isNetwork) {
      const text = `It comes back day after day, for about ${hoursOfDay.toFixed(0)} hours at the same time.`;
      reading.support(0.15, text, hoursOfDay);
    }
    const target = facts.connections.find(
      ({ isExternal, bytesOut, isRareInFleet }) => isExternal && isRareInFleet && (bytesOut ?? 0) >= NOTABLE_BYTES / 2,
    );
    if (target !== undefined) {
      const text = `${bytes(target.bytesOut ?? 0)} went to ${target.domain ?? target.destination}, where few others connect.`;
      reading.support(0.7, text, target.bytesOut);
    } else if (facts.hasConnections) {
      reading.oppose(0.3, "No rare external destination took many bytes.");
    }
    if (target === undefined && isNetwork && sent > 0 && sent < BOTH_WAYS * received) {
      const text = `${bytes(received)} came in meanwhile: traffic that flows both ways is a service's.`;
      reading.oppose(0.5, text, received);
    }
    const backup = facts.processes.find(({ role, suspicion }) => role === "backup" && suspicion < 0.4);
    if (backup !== undefined) reading.oppose(0.6, `${backup.name}, a backup program, was at work.`, backup.share);
    return reading.finish();
  },
};
