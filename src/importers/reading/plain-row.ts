/**
 * A row of separated text as it lies in a block of ASCII: its cells are positions, and become texts and numbers only
 * where somebody asks for them.
 */

const QUOTE = 34;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const ZERO = 48;
const POINT = 46;
/** Digits that a double holds exactly. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) => Number(`1e${String(exponent)}`));

export class PlainRow {
  readonly width: number;
  /** Where each cell begins and ends, quotes around it left out. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  bytes: Uint8Array = new Uint8Array(0);
  readonly #delimiter: number;
  /** Whether quotes within a cell are doubled. */
  readonly #isDoubled: Uint8Array;
  #text = "";

  constructor(width: number, delimiter: string) {
    this.width = width;
    this.from = new Int32Array(width);
    this.to = new Int32Array(width);
    this.#isDoubled = new Uint8Array(width);
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Takes a block of whole lines of ASCII, which `text` is too. */
  enter(bytes: Uint8Array, text: string): void {
    this.bytes = bytes;
    this.#text = text;
  }

  /**
   * Finds the cells of the row that begins at a position, and returns the position of its newline; -1 where it is not
   * plain: of another width, with a quote that stays open in its line, or with one in an odd place.
   */
  cut(start: number): number {
    const { bytes, width, from, to } = this;
    const delimiter = this.#delimiter;
    let at = start;
    for (let cell = 0; cell < width; cell += 1) {
      let byte = bytes[at] ?? NEWLINE;
      if (byte === QUOTE) {
        at = this.#cutQuoted(cell, at + 1);
        if (at === -1) return -1;
        byte = bytes[at] ?? NEWLINE;
      } else {
        from[cell] = at;
        while (byte !== delimiter && byte !== NEWLINE && byte !== QUOTE) {
          at += 1;
          byte = bytes[at] ?? NEWLINE;
        }
        if (byte === QUOTE) return -1;
        to[cell] = byte === NEWLINE && at > start && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
        this.#isDoubled[cell] = 0;
      }
      if (byte === NEWLINE) return cell === width - 1 && at < bytes.length ? at : -1;
      at += 1;
    }
    return -1;
  }

  /** The text between two positions. */
  between(from: number, to: number): string {
    return this.#text.slice(from, to);
  }

  text(cell: number): string {
    const text = this.#text.slice(this.from[cell], this.to[cell]);
    return this.isDoubled(cell) ? text.replaceAll('""', '"') : text;
  }

  /** Whether a cell's text is not what lies between its positions. */
  isDoubled(cell: number): boolean {
    return this.#isDoubled[cell] === 1;
  }

  isEmpty(cell: number): boolean {
    return this.from[cell] === this.to[cell];
  }

  /** A cell of digits alone; NaN for anything else and for numbers of many digits. */
  whole(cell: number): number {
    return this.#number(cell, false);
  }

  /** A cell of digits, with a point between them at most; NaN for anything else and for numbers of many digits. */
  decimal(cell: number): number {
    return this.#number(cell, true);
  }

  #number(cell: number, mayHavePoint: boolean): number {
    const { bytes } = this;
    const start = this.from[cell] ?? 0;
    const end = this.to[cell] ?? 0;
    let mantissa = 0;
    let point = -1;
    if (end - start > EXACT_DIGITS + 1) return Number.NaN;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      const digit = byte - ZERO;
      if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
      else if (mayHavePoint && byte === POINT && point === -1 && at > start && at < end - 1) point = at;
      else return Number.NaN;
    }
    const digits = end - start - (point === -1 ? 0 : 1);
    if (digits === 0 || digits > EXACT_DIGITS) return Number.NaN;
    return point === -1 ? mantissa : mantissa / (POWERS[end - point - 1] ?? 1);
  }

  /** Where a quoted cell's delimiter or line end is; -1 where something else follows its quote. */
  #cutQuoted(cell: number, start: number): number {
    const { bytes } = this;
    let at = start;
    this.from[cell] = start;
    this.#isDoubled[cell] = 0;
    for (;;) {
      const byte = bytes[at] ?? NEWLINE;
      if (byte === NEWLINE) return -1;
      if (byte === QUOTE) {
        if (bytes[at + 1] !== QUOTE) break;
        this.#isDoubled[cell] = 1;
        at += 1;
      }
      at += 1;
    }
    this.to[cell] = at;
    const end = bytes[at + 1] === CARRIAGE_RETURN ? at + 2 : at + 1;
    const byte = bytes[end];
    return byte === NEWLINE || (byte === this.#delimiter && end === at + 1) ? end : -1;
  }
}
