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

/** `read` says what a text means; it must always say the same. */
export function cellMeanings<Meaning>(read: (text: string) => Meaning): (row: PlainRow, cell: number) => Meaning {
  const written = new Array<string | undefined>(PLACES).fill(undefined);
  const meant = new Array<Meaning | undefined>(PLACES).fill(undefined);
  let tried = 0;
  let again = 0;
  let notSought = 0;

  return (row, cell) => {
    const from = row.from[cell] ?? 0;
    const to = row.to[cell] ?? 0;
    if (notSought > 0 || to - from > LONGEST || row.isDoubled(cell)) {
      if (notSought > 0) notSought -= 1;
      return read(row.text(cell));
    }
    const place = placeOf(row.bytes, from, to);
    tried += 1;
    const known = written[place];
    if (known !== undefined && isAt(known, row.bytes, from, to)) {
      again += 1;
      return meant[place] as Meaning;
    }
    if (tried >= TRIED) {
      if (again * 8 < tried) notSought = NOT_SOUGHT;
      tried = 0;
      again = 0;
    }
    const text = ownText(row.between(from, to));
    const meaning = read(text);
    written[place] = text;
    meant[place] = meaning;
    return meaning;
  };
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
