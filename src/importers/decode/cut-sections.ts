/** Cuts a stream of UTF-8 into sections of whole lines, in memory that can be given away, copying little of it. */
import type { ByteStream } from "./to-utf8.ts";

const NEWLINE = 0x0a;

/** Bytes that are nobody else's: each array is all of its memory. */
export type OwnPieces = readonly Uint8Array<ArrayBuffer>[];

/**
 * Sections of about `size` bytes, each in pieces. Memory stays bounded: of a line longer than `longestLine` only so much
 * is kept as shows that it is.
 */
export async function* cutSections(stream: ByteStream, size: number, longestLine: number): AsyncGenerator<OwnPieces> {
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let ofLastLine = 0;
  for await (const piece of stream) {
    const last = piece.lastIndexOf(NEWLINE);
    const isDropping = ofLastLine > longestLine;
    ofLastLine = last === -1 ? ofLastLine + piece.length : piece.length - last - 1;
    if (isDropping && last === -1) continue;
    const kept = isDropping ? piece.subarray(piece.indexOf(NEWLINE)) : piece;
    if (last === -1 || bytes + kept.length < size) {
      bytes += kept.length;
      pieces.push(own(kept));
      continue;
    }
    const end = kept.length - ofLastLine;
    const rest = ofLastLine === 0 ? [] : [own(kept.subarray(end))];
    yield [...pieces, own(kept.subarray(0, end))];
    pieces = rest;
    bytes = ofLastLine;
  }
  if (bytes > 0) yield pieces;
}

/** The piece itself where it is all of its memory, else a copy: what is left of that memory may be in use. */
export function own(piece: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = piece;
  const isAll = buffer instanceof ArrayBuffer && buffer.byteLength === piece.byteLength;
  return isAll ? new Uint8Array(buffer) : new Uint8Array(piece);
}
