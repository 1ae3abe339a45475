/** When the rows of a chunk are, whether their times are listed or go in even steps. */
import type { SteadyTimes } from "../chunk/times.ts";

export interface RowTimes {
  at(row: number): number;
  /** The first row from `from` to `to` that is not before `time`; `to` where there is none. */
  rowAt(time: number, from: number, to: number): number;
}

export function steadyTimes({ first, step }: SteadyTimes): RowTimes {
  return {
    at: (row) => first + step * row,
    rowAt(time, from, to) {
      let row = Math.min(to, Math.max(from, Math.ceil((time - first) / step)));
      // What division has rounded.
      while (row > from && first + step * (row - 1) >= time) row -= 1;
      while (row < to && first + step * row < time) row += 1;
      return row;
    },
  };
}

export function listedTimes(times: Float64Array): RowTimes {
  /** Rows that were passed over last time: about as many are the next time. */
  let passed = 0;
  return {
    at: (row) => times[row] ?? Number.NaN,
    rowAt(time, from, to) {
      let row = Math.min(to, from + passed);
      while (row > from && (times[row - 1] ?? 0) >= time) row -= 1;
      while (row < to && (times[row] ?? 0) < time) row += 1;
      passed = row - from;
      return row;
    },
  };
}
