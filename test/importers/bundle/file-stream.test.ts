import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileStream, memoryFor } from "../../../src/importers/bundle/file-stream.ts";

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), "plimsoll-stream-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function piecesOf(file: string): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of fileStream(file)) pieces.push(piece);
  return pieces;
}

test("a file that is gone is an error that names it", async () => {
  await expect(piecesOf(path.join(folder, "gone"))).rejects.toMatchObject({ code: "not-found" });
});

test.each([0, 1, 65_535, 65_536, 65_537, 200_000, 1_048_576, 3_000_001])(
  "all %i bytes of a file come, in order, in blocks that fit it",
  async (size) => {
    const file = path.join(folder, String(size));
    const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 31) >>> 7));
    writeFileSync(file, bytes);
    const pieces = await piecesOf(file);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    const held = pieces.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
    expect(held).toBeLessThanOrEqual(65_536 + 3 * size);
  },
);

test.each([1, 65_537, 1_048_576, 3_000_001])("all %i bytes lie in memory that has room for them", async (size) => {
  const file = path.join(folder, `kept ${String(size)}`);
  const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 31) >>> 7));
  writeFileSync(file, bytes);
  const memory = Buffer.alloc(memoryFor(size));
  let position = 0;
  for await (const piece of fileStream(file, memory)) {
    expect(piece.buffer).toBe(memory.buffer);
    position += piece.length;
  }
  expect(position).toBe(size);
  expect(memory.subarray(0, size).equals(bytes)).toBe(true);
});

test("where memory has no more room, blocks have their own", async () => {
  const file = path.join(folder, "large");
  const bytes = Buffer.from(Uint8Array.from({ length: 400_000 }, (_, index) => (index * 31) >>> 7));
  writeFileSync(file, bytes);
  const pieces: Uint8Array[] = [];
  for await (const piece of fileStream(file, Buffer.alloc(100_000))) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
});
