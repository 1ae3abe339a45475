/** An incident as the episode that is told to others. */
import { HOUR, timestamp } from "../base/time.ts";
import type { DetectedEpisode, Frame } from "../model/episode.ts";
import { GPU_UTILIZATION, POWER } from "../model/metrics.ts";
import { kindOfLoad } from "./episode-kind.ts";
import { lastsAtEnd, startsWithData } from "./find-candidates.ts";
import type { SeriesOfHost } from "./host-series.ts";
import { daysBefore, firstHours, hoursIn } from "./hour-window.ts";
import type { Incident } from "./join-candidates.ts";
import { measureExcess } from "./measure-excess.ts";
import { levelIn } from "./window-levels.ts";

/** A metric belongs to the episode from this share of the leading strength on. */
const NOTABLE = 0.1;
/** A frame fires from this robust z on. */
const FIRES = 1.5;
/** Days of the recent level and of the one before it (DETECTION.md: 7 against 28). */
const RECENT_DAYS = 7;
const EARLIER_DAYS = 28;
/** Peers from which their number takes nothing from the confidence. */
const MANY_PEERS = 10;

export function buildEpisode(incident: Incident, all: SeriesOfHost): DetectedEpisode {
  const [leader] = incident;
  const { series, window, times, shape, strength, frame } = leader;
  const { host, grid } = series;
  const startsBeforeData = frame === "peers" && startsWithData(series, window);
  const before = daysBefore(window, EARLIER_DAYS);
  const recent = firstHours(window, RECENT_DAYS * 24);
  const hours = hoursIn(window, grid);
  const levelShift = levelIn(series.own.z, grid, recent, "all") - levelIn(series.own.z, grid, before, "all");
  const peerDeviation = levelIn(series.peers?.z ?? [], grid, window, "all");
  const isOwn = incident.some((candidate) => candidate.frame === "own-season");
  const frames: Frame[] = [];
  if (isOwn) frames.push("own-season");
  if (levelShift > FIRES && window.to - window.from >= RECENT_DAYS * 24) frames.push("own-level");
  if (frame === "peers" || peerDeviation > FIRES) frames.push("peers");
  if (incident.some((candidate) => candidate.frame === "policy")) frames.push("policy");
  const gpu = shape.metric === POWER ? all.get(GPU_UTILIZATION)?.hours.median : undefined;
  const gpuLevel = levelIn(gpu ?? [], grid, window, "all");
  const notable = incident.filter((candidate) => candidate.strength >= NOTABLE * strength);
  const excess = measureExcess(all, window, frame, shape.metric);
  const covered = hours * shape.coverage;
  const meanCores = host.logicalCpus === undefined ? Number.NaN : (excess.cpuHours ?? Number.NaN) / covered;
  return {
    host: host.host,
    start: startsBeforeData ? host.data.start : (times?.start ?? timestamp(host.start + window.from * HOUR)),
    end: lastsAtEnd(series, window) ? undefined : (times?.end ?? timestamp(host.start + window.to * HOUR)),
    startsBeforeData,
    metrics: [...new Set(notable.map((candidate) => candidate.series.hours.metric))],
    frames,
    kind: kindOfLoad(series, window, shape, frames),
    excess,
    shape,
    strength,
    confidence: confidenceOf(leader, frames.length),
    numbers: {
      ...incident.find((candidate) => candidate.frame === "policy")?.numbers,
      ...leader.numbers,
      ...finite({ levelShift, peerDeviation, meanCores, gpuLevel }),
      hours,
      ...(window.daily === undefined ? {} : { hoursOfDay: hours / Math.ceil((window.to - window.from) / 24) }),
      peers: series.peerCount,
    },
  };
}

/** Each doubt takes its share: weakness, missing hours, hours that are normal, few peers, a single frame. */
function confidenceOf({ strength, shape, series, frame }: Incident[0], frames: number): number {
  const certain = 1 - Math.exp(-1.2 * strength);
  const peers = frame === "peers" ? 0.6 + 0.4 * Math.min(1, series.peerCount / MANY_PEERS) : 1;
  const agreement = frames >= 2 ? 1 : 0.85;
  return certain * Math.sqrt(shape.coverage) * (0.5 + 0.5 * shape.persistence) * peers * agreement;
}

function finite(numbers: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => Number.isFinite(value)));
}
