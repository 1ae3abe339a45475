/** Collects the values of all series of a log, a block of rows at a time, and hands them on column by column. */
import type { SeriesKey } from "../../../model/series.ts";
import type { ImportSink } from "../../importer.ts";
import { gatherColumn, RowBlock } from "../../reading/row-block.ts";
import type { Plan } from "./plan.ts";

/** Values held back at most, whatever the width of the log. */
const CELLS_HELD = 1 << 21;
const MOST_ROWS = 4_096;
const FEWEST_ROWS = 64;

interface BufferedSeries {
  readonly key: SeriesKey;
  readonly column: number;
  readonly offset: number;
  readonly sign: 1 | -1;
}

interface BufferedGpu {
  readonly key: SeriesKey;
  readonly load: RowBlock;
  readonly engines: readonly Int32Array[];
}

export class SeriesBuffer {
  readonly #sink: Pick<ImportSink, "samples">;
  readonly #series: readonly BufferedSeries[];
  readonly #gpus: readonly BufferedGpu[];
  /** Of each column of the block, the slot of a row that it is; `undefined` where they are all of them. */
  readonly #slots: Int32Array | undefined;
  readonly #picked: Float64Array;
  readonly #block: RowBlock;

  constructor(plan: Plan, sink: Pick<ImportSink, "samples">) {
    const engines = plan.gpus.map((gpu) => gpu.engines);
    const slots = Int32Array.from(
      new Set([
        ...plan.series.map(({ slot }) => slot),
        ...engines.flatMap((slotsOf) => slotsOf.flatMap((of) => [...of])),
      ]),
    ).sort();
    const columnOf = new Map(Array.from(slots, (slot, column) => [slot, column]));
    const rows = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.floor(CELLS_HELD / Math.max(1, slots.length))));
    this.#sink = sink;
    this.#slots = slots.length === plan.slotCount ? undefined : slots;
    this.#picked = new Float64Array(slots.length);
    this.#block = new RowBlock(slots.length, rows);
    this.#series = plan.series.map(({ key, slot, offset, isRest }) => ({
      key,
      column: columnOf.get(slot) ?? 0,
      offset,
      sign: isRest ? -1 : 1,
    }));
    this.#gpus = plan.gpus.map(({ key, engines: slotsOf }) => ({
      key,
      load: new RowBlock(1, rows),
      engines: slotsOf.map((of) => of.map((slot) => columnOf.get(slot) ?? 0)),
    }));
  }

  /** Adds a row, by slot; whether it had a value for any series. */
  add(time: number, values: Float64Array): boolean {
    const block = this.#block;
    if (block.count === block.capacity) this.flush();
    return block.add(time, this.#slots === undefined ? values : this.#pick(values, this.#slots));
  }

  flush(): void {
    const block = this.#block;
    for (const { key, column, offset, sign } of this.#series) {
      const { times, values, count } = gatherColumn(block, column);
      if (count === 0) continue;
      reckon(values, count, offset, sign);
      this.#sink.samples(key, times, values, count);
    }
    for (const { key, load, engines } of this.#gpus) {
      for (let row = 0; row < block.count; row += 1) {
        busiest[0] = busiestEngine(engines, block, row);
        load.add(block.times[row] ?? Number.NaN, busiest);
      }
      const { times, values, count } = gatherColumn(load, 0);
      if (count > 0) this.#sink.samples(key, times, values, count);
      load.clear();
    }
    block.clear();
  }

  #pick(values: Float64Array, slots: Int32Array): Float64Array {
    const picked = this.#picked;
    for (let column = 0; column < slots.length; column += 1) picked[column] = values[slots[column] ?? 0] ?? Number.NaN;
    return picked;
  }
}

/** The load of a GPU in one row. */
const busiest = new Float64Array(1);

function reckon(values: Float64Array, count: number, offset: number, sign: 1 | -1): void {
  for (let index = 0; index < count; index += 1) values[index] = offset + sign * (values[index] ?? Number.NaN);
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
