/** Keeps a stream that can be read once, so that it can be read again: in memory, or in a temporary file of our own. */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ByteStream } from "../decode/to-utf8.ts";
import { fileStream } from "./file-stream.ts";

export interface Spool {
  /** Reads `stream` to its end. Where it is kept on disk, `file` is its path. One stream is kept at a time. */
  keep(stream: ByteStream): Promise<{ readonly size: number; readonly file: string | undefined; open(): ByteStream }>;
  close(): Promise<void>;
}

export function openSpool(inMemory: number): Spool {
  let folder: string | undefined;
  let count = 0;
  let current: string | undefined;

  const drop = async (): Promise<void> => {
    if (current !== undefined) await rm(current, { force: true });
    current = undefined;
  };

  const toDisk = async (pieces: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): Promise<string> => {
    folder ??= await mkdtemp(join(tmpdir(), "plimsoll-"));
    count += 1;
    current = join(folder, String(count));
    const file = await open(current, "wx", 0o600);
    try {
      for (const piece of pieces) await file.writeFile(piece);
      for (let next = await rest.next(); next.done !== true; next = await rest.next()) await file.writeFile(next.value);
    } finally {
      await file.close();
    }
    return current;
  };

  return {
    async keep(stream) {
      await drop();
      const pieces: Uint8Array[] = [];
      let size = 0;
      const counted = async function* (): AsyncGenerator<Uint8Array> {
        for await (const bytes of stream) {
          size += bytes.length;
          yield bytes;
        }
      };
      const source = counted();
      for (;;) {
        const next = await source.next();
        if (next.done === true) return { size, file: undefined, open: () => inOrder(pieces) };
        pieces.push(next.value);
        if (size > inMemory) break;
      }
      const file = await toDisk(pieces, source);
      return { size, file, open: () => fileStream(file) };
    },
    async close() {
      await drop();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function* inOrder(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
  await Promise.resolve();
}
