import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { byteWriter, type ByteWriter } from "../../../src/demo/formats/byte-writer.ts";
import { createOutputFile } from "../../../src/demo/formats/output-file.ts";
import { seededRandom } from "../../../src/statistics/random.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "plimsoll-bytes-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function written(write: (writer: ByteWriter) => void | Promise<void>, name = "file.txt"): Promise<Buffer> {
  const writer = byteWriter(await createOutputFile(path.join(folder, "deep", name)));
  await write(writer);
  await writer.close();
  return readFileSync(path.join(folder, "deep", name));
}

test("the hash of a file that is not closed yet cannot be asked for", async () => {
  const output = await createOutputFile(path.join(folder, "open.txt"));
  expect(() => output.sha256()).toThrow("not closed yet");
  await output.abandon();
});

test("numbers are rounded to the nearest with the decimals asked for, as far as a double can tell", async () => {
  const random = seededRandom(1);
  const cases = Array.from({ length: 5_000 }, () => ({
    value: (random.next() - 0.3) * 10 ** random.integer(-4, 9),
    decimals: random.integer(0, 6),
  }));
  const text = await written((writer) => {
    for (const { value, decimals } of cases) {
      writer.fixed(value, decimals);
      writer.byte(10);
    }
  });
  const lines = text.toString().split("\n");
  for (const [index, { value, decimals }] of cases.entries()) {
    expect(lines[index]).toMatch(decimals === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${decimals}}$`));
    expect(Math.abs(Number(lines[index]) - value)).toBeLessThanOrEqual(
      0.5 * 10 ** -decimals + Math.abs(value) * 2 ** -52,
    );
  }
});

test("whole numbers keep their digits up to 2^53 and are padded to a width", async () => {
  const text = await written((writer) => {
    for (const value of [0, 7, -12, 999_999, 1_000_000, 9_007_199_254_740_991]) {
      writer.integer(value);
      writer.byte(32);
    }
    writer.integer(5, 3);
  });
  expect(text.toString()).toBe("0 7 -12 999999 1000000 9007199254740991 005");
});

test("text of any length and alphabet arrives whole, in blocks", async () => {
  const line = `${"Zeit → время, 時間 ".repeat(20)}\n`;
  const text = await written(async (writer) => {
    for (let count = 0; count < 9_000; count += 1) {
      writer.text(line);
      await writer.flush();
    }
  });
  expect(text.toString()).toBe(line.repeat(9_000));
});

test("a name that ends in .gz is compressed, and the hash is that of the file's own bytes", async () => {
  const output = await createOutputFile(path.join(folder, "table.csv.gz"));
  const writer = byteWriter(output);
  const line = "2026-01-05T00:00:00Z,0.031200,0.401100\n";
  for (let count = 0; count < 60_000; count += 1) {
    writer.text(line);
    await writer.flush();
  }
  await writer.close();
  const bytes = readFileSync(path.join(folder, "table.csv.gz"));
  expect(gunzipSync(bytes).toString()).toBe(line.repeat(60_000));
  expect(output.sha256()).toBe(createHash("sha256").update(bytes).digest("hex"));
});
