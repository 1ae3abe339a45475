/**
 * CPU mining: all day and night, level, without bytes in proportion, with one thin connection that never ends.
 *
 * The shape alone can carry the reading, since a disguised miner leaves no name behind; what correlation found then
 * makes it plain or takes it back.
 */
import type { EpisodeFacts } from "../facts.ts";
import { carriersOf, daysOf, leads, percent } from "./episode-words.ts";
import { weighConnections, weighControls } from "./mining-signs.ts";
import type { ActivityProfile } from "./profile.ts";
import { weigh, type Reading } from "./weigh.ts";
import { WORK_ROLES } from "./work-roles.ts";

/** What disk and network grew by, over what CPU grew by: below this hardly at all, above that in proportion. */
const LITTLE = 0.35;
const IN_PROPORTION = 0.8;

export const cpuMining: ActivityProfile = {
  id: "cpu-mining",
  title: "CPU mining",
  read(facts) {
    const reading = weigh("cpu-mining", 0.05);
    if (!leads(facts.episode, "cpu")) reading.oppose(0.85, "The deviation is not led by CPU.");
    weighShape(facts, reading);
    weighProcesses(facts, reading);
    weighControls(facts, reading);
    weighConnections(facts, reading);
    return reading.finish();
  },
};

function weighShape({ episode, simultaneousShare }: EpisodeFacts, reading: Reading): void {
  const { shape } = episode;
  const days = daysOf(episode);
  const excess = shape.level - shape.normalLevel;
  if (excess >= 0.08 && days >= 3) {
    const text = `CPU stood ${percent(excess)} of the machine above normal for ${days.toFixed(0)} days.`;
    reading.support(Math.min(0.4, 0.15 + 0.25 * (days / 14)), text, days);
  } else if (days < 1) reading.oppose(0.5, `It lasted ${(days * 24).toFixed(0)} hours.`, days * 24);
  if (shape.persistence >= 0.8) {
    reading.support(0.15, `${percent(shape.persistence)} of the hours are above normal.`, shape.persistence);
  }
  const moved = [shape.diskPerCpu, shape.networkPerCpu].filter((value) => value !== undefined);
  const proportion = moved.length === 0 ? undefined : Math.max(...moved);
  if (proportion !== undefined && proportion < LITTLE) {
    const text = `Disk and network grew by ${percent(proportion)} of what CPU grew by.`;
    reading.support(0.35, text, proportion);
  } else if (proportion !== undefined && proportion > IN_PROPORTION) {
    reading.oppose(0.5, `Disk or network grew in proportion to CPU (${percent(proportion)}).`, proportion);
  }
  if (shape.invertedRhythm) {
    reading.support(0.45, "The load is higher outside business hours than inside, against the usual rhythm.");
  } else if (shape.throttleRatio !== undefined && shape.throttleRatio > 2 && (shape.offPeakShare ?? 1) < 0.4) {
    reading.oppose(0.4, "The load keeps business hours, as people's work does.", shape.throttleRatio);
  }
  const { levelBusiness, levelOffPeak, flatness } = shape;
  if (levelBusiness !== undefined && levelOffPeak !== undefined && isThrottled(levelBusiness, levelOffPeak)) {
    const text = `It holds ${percent(levelBusiness)} in business hours and ${percent(levelOffPeak)} outside: a throttle.`;
    reading.support(0.4, text, shape.throttleRatio);
  }
  if (flatness !== undefined && flatness >= 0.85) {
    reading.support(0.2, `The plateau is level within each part of the day (${percent(flatness)}).`, flatness);
  }
  if (episode.startsBeforeData && shape.peerLevel !== undefined) {
    const text = `${shape.peerCount} comparable hosts stand at ${percent(shape.peerLevel)} at the same hours.`;
    reading.support(0.15, text, shape.peerLevel);
  }
  if (episode.end !== undefined && days < 7) {
    reading.oppose(0.35, `It ended by itself after ${days.toFixed(1)} days.`, days);
  }
  if (simultaneousShare >= 0.3) {
    reading.oppose(0.6, `${percent(simultaneousShare)} of the class began the same within a day.`, simultaneousShare);
  }
}

function isThrottled(business: number, offPeak: number): boolean {
  return business >= 0.3 && offPeak >= 0.6 && business / offPeak > 0.4 && business / offPeak < 0.85;
}

function weighProcesses(facts: EpisodeFacts, reading: Reading): void {
  const [carrier] = carriersOf(facts);
  if (carrier !== undefined) {
    const { name, role, share } = carrier;
    if (carrier.isMiner) reading.support(0.9, `${name} carries the load and bears the marks of a miner.`, share);
    if (carrier.isMasquerading) {
      reading.support(0.6, `${name} carries the load and poses as a system program.`, share);
    }
    if (carrier.isNewOnHost && carrier.isRareInClass && role === undefined) {
      reading.support(0.4, `${name} carries the load, is new on this host and rare in its class.`, share);
    }
    if (role === "browser") reading.oppose(0.5, `${name}, a browser, carries the load.`, share);
    else if (role !== undefined && WORK_ROLES.has(role) && carrier.suspicion < 0.4) {
      reading.oppose(0.6, `${name} carries the load; it is known as ${role} and has no mark of suspicion.`, share);
    }
  }
}
