import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fileStream } from "../../src/importers/bundle/file-stream.ts";
import { fingerprint } from "../../src/importers/fingerprint.ts";

const folder = mkdtempSync(join(tmpdir(), "fingerprint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const bytes of stream) text += Buffer.from(bytes).toString();
  return text;
}

const pace = (): Promise<void> => Promise.resolve();
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

test.each([
  ["held in memory", 100],
  ["read again", 1],
])("the SHA-256 is that of the bytes, and they can be read afterwards: %s", async (_, inMemory) => {
  const path = join(folder, "abc");
  writeFileSync(path, "abc");
  const print = await fingerprint({ size: 3, open: () => fileStream(path) }, inMemory, pace);
  expect([print.sha256, print.size, await readAll(print.open()), await readAll(print.open())]).toEqual([
    ABC,
    3,
    "abc",
    "abc",
  ]);
});

test("a file that changes after it was hashed is an error where it ends, unless it is held", async () => {
  const path = join(folder, "log");
  writeFileSync(path, "abc");
  const file = { path, size: 3, open: () => fileStream(path) };
  const held = await fingerprint(file, 100, pace);
  const readAgain = await fingerprint(file, 1, pace);
  appendFileSync(path, "d");
  expect(await readAll(held.open())).toBe("abc");
  await expect(readAll(readAgain.open())).rejects.toThrow("The file changed while it was being read.");
});
