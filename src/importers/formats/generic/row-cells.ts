/**
 * Where the cells of a row lie among its bytes, for rows without anything out of the ordinary: no quotes in separated
 * text, no escapes and nothing nested in JSON.
 */
import { textOf } from "../../decode/file-text.ts";
import type { TableShape } from "../../mapping.ts";

export interface RowCells {
  /** Of each column of the last row: where its text begins and ends; -1 where it has none. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Whether a byte can be the one behind a cell. */
  isDelimiter(byte: number): boolean;
  /** Finds the cells of the row at `from`, up to the newline that is returned; -1 for a row that is not ordinary. */
  locate(bytes: Uint8Array, from: number): number;
}

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const TAB = 9;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

export function rowCells(shape: TableShape): RowCells {
  return shape.kind === "json" ? objectCells(shape.columns) : separatedCells(shape);
}

function separatedCells({ columns, delimiter: mark }: TableShape): RowCells {
  const delimiter = mark.charCodeAt(0);
  const width = columns.length;
  const starts = new Int32Array(width);
  const ends = new Int32Array(width);
  return {
    starts,
    ends,
    isDelimiter: (byte) => byte === delimiter,
    locate(bytes, from) {
      let column = 0;
      let start = from;
      for (let at = from; ; at += 1) {
        const byte = bytes[at] ?? NEWLINE;
        if (byte !== delimiter && byte !== NEWLINE) {
          if (byte === QUOTE) return -1;
          continue;
        }
        if (column === width) return -1;
        let end = at;
        while (start < end && isBlank(bytes[start] ?? 0)) start += 1;
        while (end > start && isBlank(bytes[end - 1] ?? 0)) end -= 1;
        starts[column] = start;
        ends[column] = end;
        column += 1;
        start = at + 1;
        if (byte === NEWLINE) return column === width ? at : -1;
      }
    },
  };
}

interface Key {
  /** Its name with both quotes. */
  readonly quoted: Uint8Array;
  /** -1 for a key that is no column. */
  readonly column: number;
}

function objectCells(columns: readonly string[]): RowCells {
  const byName = new Map(columns.map((name, index) => [name, index]));
  const starts = new Int32Array(columns.length);
  const ends = new Int32Array(columns.length);
  /** The keys of the row before, in order: objects of one export mostly have the same. */
  const keys: Key[] = [];

  const keyAt = (bytes: Uint8Array, from: number, index: number): Key | undefined => {
    const known = keys[index];
    if (known !== undefined && startsWith(bytes, from, known.quoted)) return known;
    const end = stringEnd(bytes, from + 1);
    if (end === -1) return undefined;
    const column = byName.get(textOf(bytes.subarray(from + 1, end))) ?? -1;
    const key = { quoted: bytes.slice(from, end + 1), column };
    keys[index] = key;
    return key;
  };

  const locate = (bytes: Uint8Array, from: number): number => {
    starts.fill(-1);
    let at = skipBlanks(bytes, from);
    if (bytes[at] !== OPEN_BRACE) return -1;
    at = skipBlanks(bytes, at + 1);
    for (let index = 0; bytes[at] === QUOTE; index += 1) {
      const key = keyAt(bytes, at, index);
      if (key === undefined) return -1;
      at = skipBlanks(bytes, at + key.quoted.length);
      if (bytes[at] !== COLON) return -1;
      at = skipBlanks(bytes, at + 1);
      let start = at;
      let end: number;
      const first = bytes[at] ?? NEWLINE;
      if (first === QUOTE) {
        start += 1;
        end = stringEnd(bytes, start);
        if (end === -1) return -1;
        at = end + 1;
      } else {
        if (!beginsScalar(first)) return -1;
        end = scalarEnd(bytes, at);
        at = end;
        if (isNull(bytes, start, end)) end = start;
      }
      if (key.column !== -1) {
        starts[key.column] = start;
        ends[key.column] = end;
      }
      at = skipBlanks(bytes, at);
      if (bytes[at] === COMMA) at = skipBlanks(bytes, at + 1);
      else if (bytes[at] !== CLOSE_BRACE) return -1;
    }
    if (bytes[at] !== CLOSE_BRACE || bytes[at - 1] === COMMA) return -1;
    at = skipBlanks(bytes, at + 1);
    return bytes[at] === NEWLINE ? at : -1;
  };
  return { starts, ends, isDelimiter, locate };
}

function isDelimiter(byte: number): boolean {
  return byte === QUOTE || byte === COMMA || byte === CLOSE_BRACE;
}

/** Where a string ends whose text begins at `from`; -1 where it holds an escape or never ends. */
function stringEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 1) {
    const byte = bytes[at] ?? NEWLINE;
    if (byte === QUOTE) return at;
    // Control characters, the newline among them, do not stand in strings.
    if (byte === BACKSLASH || byte < SPACE) return -1;
  }
}

/** Where a number or a word ends. */
function scalarEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 1) {
    const byte = bytes[at] ?? NEWLINE;
    if (byte === COMMA || byte === CLOSE_BRACE || byte <= SPACE) return at;
  }
}

/** A number, `true`, `false` or `null`. */
function beginsScalar(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || byte === 45 || byte === 116 || byte === 102 || byte === 110;
}

function isNull(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 4 && bytes[start] === 110 && bytes[start + 1] === 117 && bytes[start + 2] === 108;
}

function startsWith(bytes: Uint8Array, from: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index += 1) if (bytes[from + index] !== text[index]) return false;
  return true;
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at] ?? NEWLINE)) at += 1;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN;
}
