/** Collects the values of all series of a log, a block of rows at a time, and hands them on column by column. */
import type { SeriesKey } from "../../../model/series.ts";
import type { ImportSink } from "../../importer.ts";
import type { Plan } from "./plan.ts";

/** Values held back at most, whatever the width of the log. */
const CELLS_HELD = 1 << 21;

export interface SeriesBuffer {
  /** Adds a row; whether it had a value for any series. */
  add(time: number, values: Float64Array): boolean;
  flush(): void;
}

export function seriesBuffer(plan: Plan, sink: Pick<ImportSink, "samples">): SeriesBuffer {
  const keys: SeriesKey[] = [...plan.series.map(({ key }) => key), ...plan.gpus.map(({ key }) => key)];
  const rows = Math.min(4096, Math.max(64, Math.floor(CELLS_HELD / Math.max(1, keys.length))));
  const times = new Float64Array(rows);
  const columns = keys.map(() => new Float64Array(rows));
  const gaps = new Uint32Array(keys.length);
  const slots = Int32Array.from(plan.series, ({ slot }) => slot);
  const offsets = Float64Array.from(plan.series, ({ offset }) => offset);
  const signs = Float64Array.from(plan.series, ({ isRest }) => (isRest ? -1 : 1));
  const presentTimes = new Float64Array(rows);
  const presentValues = new Float64Array(rows);
  let count = 0;
  return { add, flush };

  function add(time: number, values: Float64Array): boolean {
    if (count === rows) flush();
    times[count] = time;
    let hasValue = false;
    let index = 0;
    for (; index < slots.length; index++) {
      const raw = values[slots[index] ?? 0] ?? Number.NaN;
      hasValue = put(index, (offsets[index] ?? 0) + (signs[index] ?? 1) * raw) || hasValue;
    }
    for (const gpu of plan.gpus) hasValue = put(index++, busiestEngine(gpu.engines, values)) || hasValue;
    count++;
    return hasValue;
  }

  function put(index: number, value: number): boolean {
    const column = columns[index];
    if (column !== undefined) column[count] = value;
    if (!Number.isNaN(value)) return true;
    gaps[index] = (gaps[index] ?? 0) + 1;
    return false;
  }

  function flush(): void {
    for (const [index, key] of keys.entries()) {
      const column = columns[index];
      const missing = gaps[index] ?? 0;
      if (column === undefined || missing === count) continue;
      if (missing === 0) sink.samples(key, times, column, count);
      else sink.samples(key, presentTimes, presentValues, pickPresent(column));
    }
    gaps.fill(0);
    count = 0;
  }

  /** A blank is no sample: the values that are there, with their times; returns how many. */
  function pickPresent(column: Float64Array): number {
    let kept = 0;
    for (let row = 0; row < count; row++) {
      const value = column[row] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      presentTimes[kept] = times[row] ?? Number.NaN;
      presentValues[kept] = value;
      kept++;
    }
    return kept;
  }
}

/** What Windows' task manager shows as a GPU's load: engines run side by side, so the busiest one counts. */
function busiestEngine(engines: readonly Int32Array[], values: Float64Array): number {
  let busiest = Number.NaN;
  for (const slots of engines) {
    let sum = Number.NaN;
    for (const slot of slots) {
      const value = values[slot] ?? Number.NaN;
      if (!Number.isNaN(value)) sum = Number.isNaN(sum) ? value : sum + value;
    }
    if (!(sum <= busiest)) busiest = Number.isNaN(sum) ? busiest : sum;
  }
  // Rounding of many processes' shares can pass 100 %.
  return Math.min(1, busiest);
}
