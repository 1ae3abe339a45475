/** A table from numbers to row numbers, in a fraction of what a Map takes: sources name millions of processes. */

const FIRST_CAPACITY = 1 << 10;
/** Odd and large, so that keys that count up are spread. */
const SPREAD = 0x9e_37_79_b1;

export class NumberTable {
  #keys = new Float64Array(FIRST_CAPACITY).fill(Number.NaN);
  #rows = new Int32Array(FIRST_CAPACITY);
  #size = 0;

  /** The row of a key; -1 where there is none. */
  get(key: number): number {
    const slot = this.#slotOf(key);
    return this.#keys[slot] === key ? (this.#rows[slot] ?? -1) : -1;
  }

  set(key: number, row: number): void {
    const slot = this.#slotOf(key);
    if (this.#keys[slot] !== key) {
      this.#keys[slot] = key;
      this.#size += 1;
    }
    this.#rows[slot] = row;
    if (this.#size * 2 > this.#keys.length) this.#grow();
  }

  clear(): void {
    this.#keys = new Float64Array(FIRST_CAPACITY).fill(Number.NaN);
    this.#rows = new Int32Array(FIRST_CAPACITY);
    this.#size = 0;
  }

  /** Where a key stands, or would. At least half of the slots are free. */
  #slotOf(key: number): number {
    const keys = this.#keys;
    const mask = keys.length - 1;
    const high = Math.floor(key / 2 ** 32);
    const mixed = Math.imul(((key % 2 ** 32) | 0) ^ Math.imul(high, SPREAD), SPREAD);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (keys[slot] !== key && keys[slot] === keys[slot]) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const rows = this.#rows;
    this.#keys = new Float64Array(2 * keys.length).fill(Number.NaN);
    this.#rows = new Int32Array(2 * keys.length);
    for (let old = 0; old < keys.length; old += 1) {
      const key = keys[old] ?? Number.NaN;
      if (Number.isNaN(key)) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#rows[slot] = rows[old] ?? 0;
    }
  }
}
