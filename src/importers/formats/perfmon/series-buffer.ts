/** Collects the values of all series of a log, a block of rows at a time, and hands them on column by column. */
import type { ImportSink } from "../../importer.ts";
import { columnGatherer, rowBlock, type RowBlock } from "../../reading/row-block.ts";
import type { Plan } from "./plan.ts";

/** Values held back at most, whatever the width of the log. */
const CELLS_HELD = 1 << 21;
const MOST_ROWS = 4_096;
const FEWEST_ROWS = 64;

export interface SeriesBuffer {
  /** Adds a row, by slot; whether it had a value for any series. */
  add(time: number, values: Float64Array): boolean;
  flush(): void;
}

export function seriesBuffer(plan: Plan, sink: Pick<ImportSink, "samples">): SeriesBuffer {
  const engines = plan.gpus.map((gpu) => gpu.engines);
  const slots = Int32Array.from(
    new Set([
      ...plan.series.map(({ slot }) => slot),
      ...engines.flatMap((slotsOf) => slotsOf.flatMap((of) => [...of])),
    ]),
  ).sort();
  const columnOf = new Map(Array.from(slots, (slot, column) => [slot, column]));
  const isEachSlot = slots.length === plan.slotCount;
  const picked = new Float64Array(slots.length);
  const rows = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.floor(CELLS_HELD / Math.max(1, slots.length))));
  const block = rowBlock(slots.length, rows);
  const gather = columnGatherer(rows);
  const series = plan.series.map(({ key, slot, offset, isRest }) => ({
    key,
    column: columnOf.get(slot) ?? 0,
    offset,
    sign: isRest ? -1 : 1,
  }));
  const gpus = plan.gpus.map(({ key, engines: slotsOf }) => ({
    key,
    load: rowBlock(1, rows),
    engines: slotsOf.map((of) => of.map((slot) => columnOf.get(slot) ?? 0)),
  }));
  const load = new Float64Array(1);

  const flush = (): void => {
    for (const { key, column, offset, sign } of series) {
      const { times, values, count } = gather(block, column);
      for (let index = 0; index < count; index += 1) values[index] = offset + sign * (values[index] ?? Number.NaN);
      if (count > 0) sink.samples(key, times, values, count);
    }
    for (const gpu of gpus) {
      for (let row = 0; row < block.count; row += 1) {
        load[0] = busiestEngine(gpu.engines, block, row);
        gpu.load.add(block.times[row] ?? Number.NaN, load);
      }
      const { times, values, count } = gather(gpu.load, 0);
      if (count > 0) sink.samples(gpu.key, times, values, count);
      gpu.load.clear();
    }
    block.clear();
  };

  return {
    flush,
    add(time, values) {
      if (block.count === rows) flush();
      if (isEachSlot) return block.add(time, values);
      for (let column = 0; column < slots.length; column += 1) {
        picked[column] = values[slots[column] ?? 0] ?? Number.NaN;
      }
      return block.add(time, picked);
    },
  };
}

/** What Windows' task manager shows as a GPU's load: engines run side by side, so the busiest one counts. */
function busiestEngine(engines: readonly Int32Array[], { values, width }: RowBlock, row: number): number {
  const from = row * width;
  let busiest = Number.NaN;
  for (const columns of engines) {
    let sum = Number.NaN;
    for (const column of columns) {
      const value = values[from + column] ?? Number.NaN;
      if (!Number.isNaN(value)) sum = Number.isNaN(sum) ? value : sum + value;
    }
    if (!(sum <= busiest)) busiest = Number.isNaN(sum) ? busiest : sum;
  }
  // Rounding of many processes' shares can pass 100 %.
  return Math.min(1, busiest);
}
