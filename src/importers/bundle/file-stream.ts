/** The bytes of a file on disk, in blocks, the next one being read while the last one is in use. */
import { open, type FileHandle } from "node:fs/promises";
import { UserError } from "../../base/errors.ts";

/** Blocks grow to the greatest, so that of thousands of small files none takes memory that it does not fill. */
const FIRST_BLOCK = 64 * 1024;
const GREATEST_BLOCK = 512 * 1024;
/** After a block that the file did not fill, hardly anything comes but its end. */
const LAST_BLOCK = 4 * 1024;

/** Bytes of memory that have room for all blocks of a file of that size. */
export function memoryFor(size: number): number {
  return size + GREATEST_BLOCK + LAST_BLOCK;
}

/** Blocks lie in `memory`, one after the other, as far as it has room for them; else each has its own. */
export async function* fileStream(path: string, memory?: Buffer): AsyncGenerator<Uint8Array> {
  const file = await openForReading(path);
  try {
    let position = 0;
    let size = FIRST_BLOCK;
    let next = readBlock(file, position, size, memory);
    for (;;) {
      const block = await next;
      if (block.length === 0) return;
      position += block.length;
      size = block.length < size ? LAST_BLOCK : Math.min(GREATEST_BLOCK, 2 * size);
      next = readBlock(file, position, size, memory);
      // A failure is seen when the block is awaited; until then it must not count as unhandled.
      next.catch(() => undefined);
      yield block;
    }
  } finally {
    // Waits for the block that is being read, so that none comes later into memory that is used again by then.
    await file.close();
  }
}

async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function readBlock(file: FileHandle, position: number, size: number, memory?: Buffer): Promise<Uint8Array> {
  const hasRoom = memory !== undefined && position + size <= memory.length;
  const block = hasRoom ? memory.subarray(position, position + size) : Buffer.allocUnsafeSlow(size);
  const { bytesRead } = await file.read(block, 0, size, position);
  return block.subarray(0, bytesRead);
}

/** The error for a file or folder that cannot be read. */
export function unreadable(path: string, cause: unknown): UserError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  switch (code) {
    case "ENOENT":
      return new UserError("not-found", "The file is not there any more.", {
        where: path,
        next: "Put it back or leave it out, then import again.",
        cause,
      });
    case "EACCES":
    case "EPERM":
      return new UserError("bad-input", "The file may not be read.", {
        where: path,
        next: "Give yourself the right to read it, or copy it to a folder of your own.",
        cause,
      });
    default:
      return new UserError("bad-input", `The file could not be read${code === "" ? "" : ` (${code})`}.`, {
        where: path,
        next: "Check the disk that it lies on, then import again.",
        cause,
      });
  }
}
