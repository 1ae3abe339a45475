/** Rows of values with their times, one row after the other, until each column is taken out by itself. */

const FIRST_CAPACITY = 64;

export class RowBlock {
  readonly width: number;
  count = 0;
  capacity: number;
  times: Float64Array;
  /** The values of the first row, then those of the second, …; NaN is a gap. */
  values: Float64Array;

  constructor(width: number, capacity = FIRST_CAPACITY) {
    this.width = width;
    this.capacity = capacity;
    this.times = new Float64Array(capacity);
    this.values = new Float64Array(capacity * width);
  }

  get bytes(): number {
    return this.times.byteLength + this.values.byteLength;
  }

  /** Adds a row, for which there must be room, unless all of its values are gaps: whether it was added. */
  add(time: number, row: Float64Array): boolean {
    const { values, width, count } = this;
    const from = count * width;
    let gaps = 0;
    for (let column = 0; column < width; column += 1) {
      const value = row[column] ?? Number.NaN;
      values[from + column] = value;
      if (value !== value) gaps += 1;
    }
    if (gaps === width) return false;
    this.times[count] = time;
    this.count = count + 1;
    return true;
  }

  grow(): void {
    this.capacity *= 2;
    this.times = larger(this.times);
    this.values = larger(this.values);
  }

  clear(): void {
    this.count = 0;
  }
}

/** The values of a column that are there, and their times: until the next column is taken. */
export interface GatheredColumn {
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly count: number;
  readonly greatest: number;
}

/** Of the column that was gathered last, and its memory for the next one: the longest so far decides. */
let keptTimes = new Float64Array(0);
let kept = new Float64Array(0);

/** Takes a column out of a block. */
export function gatherColumn({ times, values, width, count }: RowBlock, column: number): GatheredColumn {
  if (kept.length < count) {
    keptTimes = new Float64Array(count);
    kept = new Float64Array(count);
  }
  let size = 0;
  let greatest = -Infinity;
  for (let row = 0, at = column; row < count; row += 1, at += width) {
    const value = values[at] ?? Number.NaN;
    kept[size] = value;
    if (value > greatest) greatest = value;
    if (value === value) size += 1;
  }
  if (size === count) return { times, values: kept, count, greatest };
  size = 0;
  for (let row = 0, at = column; row < count; row += 1, at += width) {
    keptTimes[size] = times[row] ?? Number.NaN;
    const value = values[at] ?? Number.NaN;
    if (value === value) size += 1;
  }
  return { times: keptTimes, values: kept, count: size, greatest };
}

function larger(array: Float64Array): Float64Array {
  const twice = new Float64Array(array.length * 2);
  twice.set(array);
  return twice;
}
