import type { ByteStream } from "../decode/to-utf8.ts";

/** The first bytes of a stream, up to `size`. */
export async function headOf(stream: ByteStream, size: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of stream) {
    pieces.push(bytes);
    length += bytes.length;
    if (length >= size) break;
  }
  return Buffer.concat(pieces).subarray(0, size);
}
