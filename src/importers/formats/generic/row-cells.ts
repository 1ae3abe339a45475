/** Where the cells of a row of separated text lie among its bytes, for rows without quotes. */
import type { TableShape } from "../../mapping.ts";

export interface RowCells {
  /** Of each column of the last row: where its text begins and ends. */
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

export function rowCells({ columns, delimiter: mark }: TableShape): RowCells {
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

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN;
}
