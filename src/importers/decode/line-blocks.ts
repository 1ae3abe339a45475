/**
 * Cuts a stream of UTF-8 into blocks of whole lines without copying them, except for the one line in which two pieces
 * of the stream meet. Memory stays bounded whatever a file holds: a line beyond the limit is dropped and reported.
 */
import type { ByteStream } from "./to-utf8.ts";

export interface LineBlock {
  /** 1-based number of the block's first line. */
  readonly first: number;
  readonly bytes: Uint8Array;
  /** How many lines they are, where whoever has gone through them says so: else they are counted. */
  lines?: number;
}

export interface LineLimits {
  /** Bytes of the longest line that is passed on. */
  readonly longestLine: number;
  /** Told of a longer one: its number and how it begins. An empty line stands in its place. */
  onOverlong(line: number, beginning: Uint8Array): void;
  /** Told how many lines there were, once all are read. */
  onEnd?(lines: number): void;
}

const NEWLINE = 0x0a;
const BEGINNING = 8_000;
const EMPTY_LINE = Uint8Array.of(NEWLINE);

export async function* lineBlocks(stream: ByteStream, limits: LineLimits): AsyncGenerator<LineBlock> {
  let line = 1;
  let carried: Uint8Array[] = [];
  let carriedBytes = 0;
  let isOverlong = false;

  /** Ends the line that is carried, with the bytes that complete it. */
  const finish = (last: Uint8Array): Uint8Array => {
    const parts = [...carried, last];
    const isTooLong = isOverlong || carriedBytes + last.length > limits.longestLine;
    carried = [];
    carriedBytes = 0;
    isOverlong = false;
    if (!isTooLong) return Buffer.concat(parts);
    limits.onOverlong(line, Buffer.concat(parts).subarray(0, BEGINNING));
    return EMPTY_LINE;
  };

  for await (const piece of stream) {
    let start = 0;
    if (carriedBytes > 0) {
      const newline = piece.indexOf(NEWLINE);
      if (newline !== -1) {
        yield { first: line, bytes: finish(piece.subarray(0, newline + 1)) };
        line += 1;
        start = newline + 1;
      }
    }
    const end = piece.lastIndexOf(NEWLINE) + 1;
    if (end > start) {
      const block: LineBlock = { first: line, bytes: piece.subarray(start, end) };
      yield block;
      line += block.lines ?? countLines(block.bytes);
      start = end;
    }
    if (start === piece.length) continue;
    carriedBytes += piece.length - start;
    if (isOverlong) continue;
    carried.push(piece.subarray(start));
    if (carriedBytes > limits.longestLine) {
      isOverlong = true;
      carried = [Buffer.concat(carried).subarray(0, BEGINNING)];
    }
  }
  if (carriedBytes > 0) {
    yield { first: line, bytes: finish(new Uint8Array(0)) };
    line += 1;
  }
  limits.onEnd?.(line - 1);
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
