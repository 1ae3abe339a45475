/** Cuts a stream of UTF-8 into sections of whole lines, each in memory of its own, which can be given away. */
import type { ByteStream } from "./to-utf8.ts";

const NEWLINE = 0x0a;

/**
 * Sections of about `size` bytes. Memory stays bounded: of a line longer than `longestLine` only so much is kept as
 * shows that it is.
 */
export async function* cutSections(
  stream: ByteStream,
  size: number,
  longestLine: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  let ofLastLine = 0;
  for await (const piece of stream) {
    const last = piece.lastIndexOf(NEWLINE);
    const isDropping = ofLastLine > longestLine;
    ofLastLine = last === -1 ? ofLastLine + piece.length : piece.length - last - 1;
    if (isDropping && last === -1) continue;
    const kept = isDropping ? piece.subarray(piece.indexOf(NEWLINE)) : piece;
    if (last === -1 || bytes + kept.length < size) {
      pieces.push(kept);
      bytes += kept.length;
      continue;
    }
    const end = kept.length - ofLastLine;
    yield joined([...pieces, kept.subarray(0, end)]);
    pieces = end === kept.length ? [] : [kept.slice(end)];
    bytes = kept.length - end;
  }
  if (bytes > 0) yield joined(pieces);
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
