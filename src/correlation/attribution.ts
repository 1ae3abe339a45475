/**
 * Which programs carry an episode's excess: each program's mean load at the sampled instants inside the episode, less
 * its own mean outside, over the host's mean excess at the same instants.
 *
 * A program is all processes of one identity, since a miner that is restarted is still one cause. A program that is not
 * in a snapshot counts as zero there. Where the number of CPUs is not known, shares are a range: at most, as if the
 * samples held every busy process; at least, as if the host were as large as hosts get.
 */
import { SECOND, contains, timestamp, type TimeRange } from "../base/time.ts";
import { CPU_UTILIZATION, DISK_READ, DISK_WRITE } from "../model/metrics.ts";
import { median } from "../statistics/median.ts";
import { excessAt, levelAt, type ExcessCurve } from "./excess-curve.ts";

/** Rows of process usage in order of time; missing values are NaN. CPU is a ratio of one CPU. */
export interface UsageRows {
  readonly processIds: Float64Array;
  readonly times: Float64Array;
  readonly cpu: Float64Array;
  readonly readBytes: Float64Array;
  readonly writeBytes: Float64Array;
}

export interface ProgramShare {
  readonly identity: string;
  /** What each of its processes used inside the episode, summed over the snapshots. */
  readonly usedBy: ReadonlyMap<number, number>;
  readonly share: number | readonly [least: number, most: number];
  /** Share of the sampled instants inside at which it carried a tenth or more of the excess. */
  readonly presence: number;
  /** Standard deviation over mean of what it used at the sampled instants inside: near 0 is a load that never varies. */
  readonly variation: number;
}

export interface Attribution {
  /** Greatest share first; programs that carry nothing are left out. */
  readonly programs: readonly ProgramShare[];
  readonly unattributedShare: number;
  /** Sampled instants inside the episode that the shares rest on. */
  readonly instants: number;
}

/** Rows of one snapshot may be stamped one after the other within this time. */
const SNAPSHOT = 30 * SECOND;
/** Fewer snapshots say nothing about an episode. */
const LEAST_INSTANTS = 3;
/** With fewer snapshots outside, what a program used there is no measure of its own level: it counts as nothing. */
const LEAST_OUTSIDE = 12;
/** A smaller share is within the noise of sampling. */
const LEAST_SHARE = 0.01;
const PRESENT_SHARE = 0.1;
/** Below this load of the host, the ratio of its processes' load to it is noise. */
const LEAST_TELLING_LEVEL = 0.05;
/** The largest host that is thought possible where nothing says how many CPUs there are. */
const LARGEST_HOST_CPUS = 128;

/** The metrics whose excess process samples can explain. */
export function isAttributable(metric: string): boolean {
  return columnFor(metric) !== undefined;
}

function columnFor(metric: string): "cpu" | "readBytes" | "writeBytes" | undefined {
  if (metric === CPU_UTILIZATION) return "cpu";
  if (metric === DISK_READ) return "readBytes";
  return metric === DISK_WRITE ? "writeBytes" : undefined;
}

/** The share that a range stands for where one number is needed: the most, as the samples show it. */
export function shareAtMost(share: ProgramShare["share"] | undefined): number | undefined {
  return typeof share === "object" ? share[1] : share;
}

/** One reading of all processes: what each program used, and which rows it is. */
interface Snapshot {
  readonly time: number;
  readonly used: ReadonlyMap<string, number>;
  readonly total: number;
  readonly from: number;
  readonly to: number;
}

interface Tally {
  inside: number;
  outside: number;
  present: number;
  squares: number;
  readonly byProcess: Map<number, number>;
}

/**
 * `undefined` where the metric is not one that process samples explain, or there are too few of them, or no excess.
 * O(rows).
 */
export function attributeExcess(
  rows: UsageRows,
  identityOf: (processId: number) => string,
  episode: TimeRange,
  curve: ExcessCurve,
  logicalCpus: number | undefined,
): Attribution | undefined {
  const column = columnFor(curve.metric);
  if (column === undefined) return undefined;
  const isCpu = column === "cpu";
  const presentFrom = PRESENT_SHARE * (isCpu ? (logicalCpus ?? 1) : 1);
  const tallies = new Map<string, Tally>();
  const impliedCpus: number[] = [];
  let instants = 0;
  let excessSum = 0;
  let instantsOutside = 0;
  let greatestTotal = 0;

  for (const snapshot of snapshots(rows, rows[column], identityOf)) {
    greatestTotal = Math.max(greatestTotal, snapshot.total);
    if (!contains(episode, timestamp(snapshot.time))) {
      instantsOutside++;
      for (const [identity, used] of snapshot.used) tallyOf(tallies, identity).outside += used;
      continue;
    }
    const excess = excessAt(curve, snapshot.time);
    if (Number.isNaN(excess)) continue;
    instants++;
    excessSum += excess;
    const level = levelAt(curve, snapshot.time);
    if (level > LEAST_TELLING_LEVEL) impliedCpus.push(snapshot.total / level);
    for (const [identity, used] of snapshot.used) {
      const tally = tallyOf(tallies, identity);
      tally.inside += used;
      tally.squares += used * used;
      if (used > 0 && used >= presentFrom * excess) tally.present++;
    }
    for (let row = snapshot.from; row < snapshot.to; row++) {
      const processId = rows.processIds[row] ?? 0;
      const { byProcess } = tallyOf(tallies, identityOf(processId));
      const used = rows[column][row] ?? Number.NaN;
      if (used >= 0) byProcess.set(processId, (byProcess.get(processId) ?? 0) + used);
    }
  }

  if (instants < LEAST_INSTANTS || !(excessSum > 0)) return undefined;
  const [fewest, most] = isCpu ? cpuRange(logicalCpus, greatestTotal, impliedCpus) : [1, 1];
  const programs = [...tallies]
    .map(([identity, tally]): ProgramShare => {
      const outside = instantsOutside < LEAST_OUTSIDE ? 0 : tally.outside / instantsOutside;
      const carried = Math.max(0, tally.inside / instants - outside) / (excessSum / instants);
      return {
        identity,
        usedBy: tally.byProcess,
        share: fewest === most ? shareOf(carried / fewest) : [shareOf(carried / most), shareOf(carried / fewest)],
        presence: shareOf(tally.present / instants),
        variation: variationOf(tally, instants),
      };
    })
    .filter(({ share }) => (shareAtMost(share) ?? 0) >= LEAST_SHARE)
    .sort(byShare);
  const attributed = programs.reduce((sum, { share }) => sum + (shareAtMost(share) ?? 0), 0);
  return { programs, unattributedShare: shareOf(1 - attributed), instants };
}

function* snapshots(
  { times, processIds }: UsageRows,
  column: Float64Array,
  identityOf: (processId: number) => string,
): Generator<Snapshot> {
  for (let from = 0; from < times.length;) {
    const time = times[from] ?? 0;
    const used = new Map<string, number>();
    let total = 0;
    let to = from;
    for (; to < times.length && (times[to] ?? 0) <= time + SNAPSHOT; to++) {
      const value = column[to] ?? Number.NaN;
      if (!(value >= 0)) continue;
      const identity = identityOf(processIds[to] ?? 0);
      used.set(identity, (used.get(identity) ?? 0) + value);
      total += value;
    }
    if (used.size > 0) yield { time, used, total, from, to };
    from = to;
  }
}

function tallyOf(tallies: Map<string, Tally>, identity: string): Tally {
  let tally = tallies.get(identity);
  if (tally === undefined) {
    tally = { inside: 0, outside: 0, present: 0, squares: 0, byProcess: new Map() };
    tallies.set(identity, tally);
  }
  return tally;
}

/** How many CPUs the host has, at least and at most: what a ratio of one CPU is divided by to be one of the host. */
function cpuRange(
  logicalCpus: number | undefined,
  greatestTotal: number,
  impliedCpus: readonly number[],
): readonly [number, number] {
  if (logicalCpus !== undefined && logicalCpus > 0) return [logicalCpus, logicalCpus];
  const implied = impliedCpus.length === 0 ? 1 : median(impliedCpus);
  // More CPU cannot be used than there is; five per cent are rounding in the source.
  const fewest = Math.max(1, Math.ceil(greatestTotal * 0.95), Math.round(implied));
  return [fewest, Math.max(fewest, LARGEST_HOST_CPUS)];
}

/** Rounded, since sums in another order of rows differ in their last digits and the result must not. */
function shareOf(ratio: number): number {
  return Math.round(Math.min(1, Math.max(0, ratio)) * 10_000) / 10_000;
}

/** Rounded like a share; instants at which it was not seen count as zero. */
function variationOf({ inside, squares }: Tally, instants: number): number {
  const mean = inside / instants;
  const variance = Math.max(0, squares / instants - mean * mean);
  return mean > 0 ? Math.round((Math.sqrt(variance) / mean) * 10_000) / 10_000 : 0;
}

function byShare(a: ProgramShare, b: ProgramShare): number {
  const difference = (shareAtMost(b.share) ?? 0) - (shareAtMost(a.share) ?? 0);
  return difference !== 0 ? difference : a.identity < b.identity ? -1 : 1;
}
