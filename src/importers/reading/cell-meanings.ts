/**
 * What the cells of a column mean, remembered by their bytes: a text that comes again and again is neither made nor read
 * a second time. Where hardly any comes again, as with command lines that are all different, they are not sought.
 */
import { ownText } from "../../base/own-text.ts";
import type { PlainRow } from "./plain-row.ts";

/** Cells that are remembered, each in its own place: a newer one takes the place of an older one. */
const PLACES = 1 << 13;
/** After so many cells it is decided whether to seek; where fewer than one in eight came again, the next are not sought. */
const TRIED = 8_192;
const NOT_SOUGHT = 8 * TRIED;
/** Longer cells are not sought. */
const LONGEST = 200;
/** Hash of FNV-1a. */
const BASIS = 0x81_1c_9d_c5;
const PRIME = 0x01_00_01_93;

interface Known<Meaning> {
  readonly text: string;
  readonly meaning: Meaning;
}

export class CellMeanings<Meaning> {
  readonly #read: (text: string) => Meaning;
  readonly #known = new Array<Known<Meaning> | undefined>(PLACES).fill(undefined);
  #tried = 0;
  #again = 0;
  #notSought = 0;

  /** `read` says what a text means; it must always say the same. */
  constructor(read: (text: string) => Meaning) {
    this.#read = read;
  }

  of(row: PlainRow, cell: number): Meaning {
    const from = row.from[cell] ?? 0;
    const to = row.to[cell] ?? 0;
    if (this.#notSought > 0 || to - from > LONGEST || row.isDoubled(cell)) {
      if (this.#notSought > 0) this.#notSought -= 1;
      return this.#read(row.text(cell));
    }
    const place = placeOf(row.bytes, from, to);
    this.#tried += 1;
    const known = this.#known[place];
    if (known !== undefined && isAt(known.text, row.bytes, from, to)) {
      this.#again += 1;
      return known.meaning;
    }
    if (this.#tried >= TRIED) this.#judge();
    const text = ownText(row.between(from, to));
    const meaning = this.#read(text);
    this.#known[place] = { text, meaning };
    return meaning;
  }

  #judge(): void {
    if (this.#again * 8 < this.#tried) this.#notSought = NOT_SOUGHT;
    this.#tried = 0;
    this.#again = 0;
  }
}

function placeOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = BASIS;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), PRIME);
  return (hash ^ (hash >>> 15)) & (PLACES - 1);
}

function isAt(text: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) !== bytes[from + index]) return false;
  }
  return true;
}
