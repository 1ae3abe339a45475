/**
 * Episodes that are no excess of load: a load that fell away, data that stopped, readings that cannot be true. They are
 * looked for apart from the frames and never compete with them for an alarm; only a contradiction is one by itself.
 */
import { HOUR, timestamp } from "../../base/time.ts";
import type { DetectedEpisode, EpisodeKind, Frame, Witness } from "../../model/episode.ts";
import type { HourWindow } from "../hour-window.ts";
import type { HourGrid } from "../hour-grid.ts";
import type { HostHours, MetricHours } from "../input.ts";
import { levelIn } from "../window-levels.ts";

export interface Sign {
  readonly kind: EpisodeKind;
  readonly frames: readonly Frame[];
  readonly host: HostHours;
  readonly grid: HourGrid;
  readonly window: HourWindow;
  readonly metrics: readonly string[];
  /** What is read, and what was to be expected; NaN where nothing is read. */
  readonly level: number;
  readonly normalLevel: number;
  readonly deviation: number;
  readonly peerCount: number;
  /** 1 is an alarm by itself. */
  readonly strength: number;
  /** Share of the window's hours that show it. */
  readonly persistence: number;
  readonly witness?: Witness;
  readonly numbers: Readonly<Record<string, number>>;
}

export function signEpisode(sign: Sign): DetectedEpisode {
  const { kind, frames, host, grid, window, metrics, level, normalLevel, strength, persistence, witness } = sign;
  const [metric = ""] = metrics;
  const hours = host.metrics.find((candidate) => candidate.metric === metric);
  const part = (which: "business" | "off-peak"): number | undefined => {
    const value = hours === undefined ? Number.NaN : levelIn(hours.median, grid, window, which);
    return value === value ? value : undefined;
  };
  const length = window.to - window.from;
  return {
    host: host.host,
    start: timestamp(host.start + window.from * HOUR),
    end: window.isOpen ? undefined : timestamp(host.start + window.to * HOUR),
    startsBeforeData: false,
    metrics,
    frames,
    kind,
    ...(witness === undefined ? {} : { witness }),
    excess: {},
    shape: {
      metric,
      normalLevel,
      level,
      levelBusiness: part("business"),
      levelOffPeak: part("off-peak"),
      deviation: sign.deviation,
      peerLevel: undefined,
      peerCount: sign.peerCount,
      offPeakShare: undefined,
      flatness: undefined,
      onsetStep: undefined,
      throttleRatio: undefined,
      invertedRhythm: kind === "rhythm-change",
      diskPerCpu: undefined,
      networkPerCpu: undefined,
      persistence,
      coverage: hours === undefined ? 0 : coverageOf(hours, window),
    },
    strength,
    confidence: Math.min(1, strength) * persistence,
    numbers: { ...sign.numbers, hours: length, peers: sign.peerCount },
  };
}

function coverageOf({ count }: MetricHours, { from, to }: HourWindow): number {
  let covered = 0;
  for (let hour = from; hour < to; hour++) if ((count[hour] ?? 0) > 0) covered++;
  return covered / (to - from);
}

/** Stretches of hours for which `holds`, pauses of at most `pause` hours included; `undefined` hours say nothing. */
export function stretches(
  hours: number,
  holds: (hour: number) => boolean | undefined,
  { least, pause }: { readonly least: number; readonly pause: number },
): (HourWindow & { readonly count: number })[] {
  const found: (HourWindow & { readonly count: number })[] = [];
  let from = 0;
  let last = -1;
  let count = 0;
  const close = (isOpen: boolean): void => {
    if (count >= least) found.push({ from, to: last + 1, isOpen, count });
    count = 0;
  };
  for (let hour = 0; hour < hours; hour++) {
    const answer = holds(hour);
    if (answer === true) {
      if (count === 0) from = hour;
      last = hour;
      count++;
    } else if (answer === false && count > 0 && hour - last > pause) close(false);
  }
  close(hours - 1 - last <= pause);
  return found;
}
