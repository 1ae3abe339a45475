/** Where a claim is in force on the host, and the load is not what it says. */
import type { TimeRange } from "../base/time.ts";
import type { ExpectedLoad, Justification } from "../model/justification.ts";
import { findMetric, type Metric } from "../model/metrics.ts";
import type { ClaimedEpisode } from "./claimed-episode.ts";
import { explainsPartly, explainsWholly, MOST_OF_PARTLY } from "./claim-limits.ts";
import { excessInside, type ExcessCurve } from "./excess-curve.ts";
import { programName } from "./program.ts";

export interface ClaimTest {
  /** A sentence where the load is not what the claim says. */
  readonly contradiction: string | undefined;
  /** The most of the excess in its windows that the claim can answer for. */
  readonly portion: number;
  readonly remarks: readonly string[];
}

/** More of the excess beyond what is expected than this is another load; less is one that exceeded its bounds. */
const BEYOND = 0.05;
/** A program with a smaller share of the excess is not thought to carry it. */
const CARRIES_FROM = 0.05;

export function testAgainstLoad(
  episode: ClaimedEpisode,
  claim: Justification,
  windows: readonly TimeRange[],
): ClaimTest {
  if (!speaksOf(claim, episode)) {
    const says = claim.metrics.map(titleOf).join(", ");
    return contradicted(`It speaks of ${says}, and the load is on ${titleOf(episode.curve.metric)}.`);
  }
  const tests = [
    processTest(episode, claim),
    ...claim.expected.map((expected) => boundTest(episode, expected, windows)),
  ];
  return (
    tests.find(({ contradiction }) => contradiction !== undefined) ?? {
      contradiction: undefined,
      portion: Math.min(...tests.map(({ portion }) => portion)),
      remarks: tests.flatMap(({ remarks }) => remarks),
    }
  );
}

const contradicted = (contradiction: string): ClaimTest => ({ contradiction, portion: 0, remarks: [] });
const agrees = (...remarks: string[]): ClaimTest => ({ contradiction: undefined, portion: 1, remarks });

/** Naming no metric covers all. CPU time is one load however it is broken down, and power follows what is claimed. */
function speaksOf(claim: Justification, { curve, metrics }: ClaimedEpisode): boolean {
  if (claim.metrics.length === 0 || claim.metrics.includes(curve.metric)) return true;
  const group = groupOf(curve.metric);
  if (group === "power") return claim.metrics.some((metric) => metrics.includes(metric));
  return group === "cpu" && claim.metrics.some((metric) => groupOf(metric) === "cpu");
}

function processTest({ carriers }: ClaimedEpisode, { process }: Justification): ClaimTest {
  if (process === undefined || process.trim() === "") return agrees();
  const claimed = programName(process);
  const telling = [...(carriers ?? [])].filter(([, share]) => share >= CARRIES_FROM);
  if (telling.length === 0) return agrees(`No process samples show whether ${claimed} carried it.`);
  const all = telling.reduce((sum, [, share]) => sum + share, 0);
  const own = telling.filter(([name]) => name === claimed).reduce((sum, [, share]) => sum + share, 0);
  const portion = own / all;
  if (explainsWholly(portion)) return agrees();
  const others = telling
    .filter(([name]) => name !== claimed)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([name, share]) => `${name} (${percent(share)})`)
    .join(", ");
  if (!explainsPartly(portion)) return contradicted(`It names ${claimed}, and the load is carried by ${others}.`);
  return { ...agrees(`${claimed} carries ${percent(portion)} of it, the rest is carried by ${others}.`), portion };
}

function boundTest(episode: ClaimedEpisode, expected: ExpectedLoad, windows: readonly TimeRange[]): ClaimTest {
  const levels = expected.metric === episode.curve.metric ? episode.curve : episode.levelsOf(expected.metric);
  const title = titleOf(expected.metric);
  if (levels === undefined) return agrees(`No samples show whether ${title} kept to what it says.`);
  const inside = excessInside(episode.curve, windows);
  const beyond = excessInside(episode.curve, windows, (hour) => isBeyond(levels, hour, expected));
  if (!(inside > 0) || beyond === 0) return agrees();
  const word = expected.comparison === "<=" ? "at most" : "at least";
  const said = `${word} ${valueText(expected.value, expected.metric)}`;
  const share = beyond / inside;
  if (share > BEYOND) {
    return contradicted(`It says ${title} ${said}, and ${percent(share)} of the excess goes beyond that.`);
  }
  return {
    ...agrees(`${percent(share)} of the excess goes beyond the ${said} of ${title} that it says.`),
    portion: Math.min(1 - share, MOST_OF_PARTLY),
  };
}

/** The metric's noise is not held against a load. */
function isBeyond(levels: ExcessCurve, hour: number, { comparison, value, metric }: ExpectedLoad): boolean {
  const level = levels.level[hour] ?? Number.NaN;
  const noise = findMetric(metric)?.noiseFloor ?? 0;
  return comparison === "<=" ? level > value + noise : level < value - noise;
}

function groupOf(metric: string): Metric["group"] | undefined {
  return findMetric(metric)?.group;
}

function titleOf(metric: string): string {
  return findMetric(metric)?.title ?? metric;
}

function valueText(value: number, metric: string): string {
  const unit = findMetric(metric)?.unit ?? "";
  return unit === "1" ? percent(value) : `${value} ${unit}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
