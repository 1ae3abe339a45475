/**
 * A series as a chart needs it: least, mean and greatest value per step of a range. A chunk that lies within one step
 * is taken from its summary, so that years of a fast series cost no more than a look at its index.
 */
import type { TimeRange } from "../../base/time.ts";
import type { Envelope } from "../../model/series.ts";
import { decodeBlock, decodeSamples } from "../chunk/column-block.ts";
import { damaged } from "../chunk/column-reader.ts";
import { MOST_ROWS } from "../chunk/limits.ts";
import type { Database } from "../file/database.ts";
import { EnvelopeSteps } from "./envelope-steps.ts";
import { listedTimes, steadyTimes } from "./row-times.ts";
import {
  checkedBlock,
  decodeGroup,
  groupOverlapping,
  lowerBound,
  overlapping,
  OVERLAPPING_CHUNKS,
  type StoredChunk,
} from "./sample-reader.ts";

/** `count` leaves gaps out, `rows` does not. The block is left out where the chunk lies within one step. */
interface SummedChunk extends Omit<StoredChunk, "block"> {
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly sum: number | null;
  readonly block: Uint8Array | null;
}

type ChunkRow = readonly [
  number,
  number,
  number,
  number,
  number,
  number | null,
  number | null,
  number | null,
  Uint8Array | null,
];

function chunkOf([id, first, last, rows, count, min, max, sum, block]: ChunkRow): SummedChunk {
  return { id, first, last, rows, count, min, max, sum, block };
}

const CHUNKS = `SELECT id, first, last, rows, count, min, max, sum,
  CASE WHEN first >= ? AND last < ? AND CAST((first - ?) / ? AS INTEGER) = CAST((last - ?) / ? AS INTEGER)
    THEN NULL ELSE block END AS block ${OVERLAPPING_CHUNKS}`;

const chunkTimes = new Float64Array(MOST_ROWS);
const chunkValues = new Float64Array(MOST_ROWS);

/**
 * At most `points` entries over the range, one per step that has a value; the time of each is that of its first sample.
 * Gaps count for nothing.
 */
export function readEnvelope(database: Database, seriesId: number, range: TimeRange, points: number): Envelope {
  const { start, end } = range;
  const size = Math.max(1, Math.floor(points));
  const width = Math.max(1, Math.ceil((end - start) / size));
  const chunks = database
    .prepareList<ChunkRow>(CHUNKS)
    .all(start, end, start, width, start, width, ...overlapping(seriesId, range))
    .map(chunkOf);
  const steps = new EnvelopeSteps(start, width, size);
  for (const group of groupOverlapping(chunks)) {
    const [chunk] = group;
    if (chunk === undefined || group.every(({ count }) => count === 0)) continue;
    if (group.length > 1) addMerged(steps, database, group, range);
    else if (chunk.block === null) addSummary(steps, chunk);
    else addChunk(steps, { ...chunk, block: chunk.block }, range);
  }
  return steps.finish();
}

function addSummary(steps: EnvelopeSteps, { first, count, min, max, sum }: SummedChunk): void {
  steps.add(first, count, min ?? Number.NaN, max ?? Number.NaN, sum ?? Number.NaN);
}

function addChunk(steps: EnvelopeSteps, chunk: SummedChunk & StoredChunk, range: TimeRange): void {
  const { first, last, rows, count } = chunk;
  const block = checkedBlock(chunk.block, rows);
  if (count < rows) {
    decodeBlock(block, chunkTimes, [chunkValues], 0);
    addListed(steps, chunkTimes, chunkValues, rows, range);
    return;
  }
  const { steady, unscaled } = decodeSamples(block, chunk, chunkTimes, chunkValues);
  const times = steady === undefined ? listedTimes(chunkTimes) : steadyTimes(steady);
  const from = first >= range.start ? 0 : times.rowAt(range.start, 0, rows);
  const to = last < range.end ? rows : times.rowAt(range.end, from, rows);
  if (unscaled === undefined) steps.addAll(times, chunkValues, from, to);
  else steps.addUnscaled(times, unscaled, from, to);
}

/** Chunks that overlap count only after they are merged, and so need their samples even within one step. */
function addMerged(steps: EnvelopeSteps, database: Database, group: readonly SummedChunk[], range: TimeRange): void {
  const find = database.prepare<{ block: Uint8Array }>("SELECT block FROM chunk WHERE id = ?");
  const whole = group.map((chunk) => {
    const block = chunk.block ?? find.get(chunk.id)?.block;
    if (block === undefined) throw damaged("it is gone");
    return { ...chunk, block };
  });
  const rows = whole.reduce((sum, chunk) => sum + chunk.rows, 0);
  const times = new Float64Array(rows);
  const values = new Float64Array(rows);
  const merged = decodeGroup(whole, times, values, 0);
  addListed(steps, times, values, merged, range);
}

/** The first `rows` samples as far as they are in the range; where there are gaps, the arrays are closed up. */
function addListed(
  steps: EnvelopeSteps,
  times: Float64Array,
  values: Float64Array,
  rows: number,
  { start, end }: TimeRange,
): void {
  const from = lowerBound(times, 0, rows, start);
  const to = lowerBound(times, from, rows, end);
  steps.addAll(listedTimes(times), values, from, dropGaps(times, values, from, to));
}

/** Closes up what is left without gaps, in place; returns where it ends. */
function dropGaps(times: Float64Array, values: Float64Array, from: number, to: number): number {
  let kept = from;
  for (let i = from; i < to; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (value !== value) continue;
    times[kept] = times[i] ?? 0;
    values[kept] = value;
    kept += 1;
  }
  return kept;
}
