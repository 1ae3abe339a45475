import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { decideEncoding, guessCodePage } from "../../../src/importers/decode/encoding.ts";
import { fileText, type FileTextOptions } from "../../../src/importers/decode/file-text.ts";

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
  await Promise.resolve();
}

function open(bytes: Uint8Array, size: number, options: Partial<FileTextOptions> = {}) {
  const notes: string[] = [];
  const overlong: [number, string][] = [];
  const text = fileText(() => cut(bytes, size), {
    encoding: decideEncoding(bytes),
    note: (note) => notes.push(note),
    onOverlong: (line, beginning) => overlong.push([line, beginning]),
    ...options,
  });
  return { text, notes, overlong };
}

async function linesOf(bytes: Uint8Array, size = 5, options: Partial<FileTextOptions> = {}) {
  const { text, notes, overlong } = open(bytes, size, options);
  const lines: string[] = [];
  for await (const batch of text.lines()) {
    expect(batch.first).toBe(lines.length + 1);
    lines.push(...batch.lines);
  }
  return { lines, notes, overlong };
}

describe("text from bytes", () => {
  test("a block of many lines gives each of them its number, in batches that need not all be asked for", async () => {
    const written = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
    const { lines } = await linesOf(Buffer.from(written.join("\n")), 150_000);
    expect(lines).toEqual(written);
    const { text } = open(Buffer.from(written.join("\n")), 150_000);
    for await (const batch of text.lines()) {
      expect(batch.lines.length).toBeLessThan(10_000);
      break;
    }
  });

  test("any text in any Unicode encoding comes back, however the stream is cut", async () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "ß", "Ж", "漢", "😀", "\n", ",", " "),
      minLength: 1,
      maxLength: 40,
    });
    const encoding = fc.constantFrom("utf-8", "utf-16le", "utf-16be");
    await fc.assert(
      fc.asyncProperty(text, encoding, fc.integer({ min: 1, max: 9 }), async (written, name, size) => {
        const { lines } = await linesOf(iconv.encode(written, name, { addBOM: true }), size);
        const expected = written.split("\n");
        if (written.endsWith("\n")) expected.pop();
        expect(lines).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("UTF-16 without a mark is known by its NUL bytes", () => {
    expect(decideEncoding(iconv.encode("timestamp,value\n", "utf-16le"))).toEqual({
      encoding: "utf-16le",
      markLength: 0,
    });
    expect(decideEncoding(iconv.encode("timestamp,value\n", "utf-16be"))).toEqual({
      encoding: "utf-16be",
      markLength: 0,
    });
    expect(decideEncoding(Buffer.from("timestamp,value\n")).encoding).toBe("utf-8");
  });

  test("a Windows code page is told by its letters", () => {
    const page = (text: string, name: string) => guessCodePage(iconv.encode(text, name));
    expect(page("Процессор(_Total)\\% загруженности", "windows-1251")).toBe("windows-1251");
    expect(page("Prozessor, Überwachung, größer", "windows-1252")).toBe("windows-1252");
    expect(page("Mémoire\\Octets dédiés à l'élève", "windows-1252")).toBe("windows-1252");
  });

  test("a line that is not UTF-8 is read by itself, wherever the stream is cut, and noted once", async () => {
    const bytes = Buffer.concat([
      Buffer.from("Größe\n"),
      iconv.encode("Größe\n", "windows-1252"),
      Buffer.from("Größe\nend"),
    ]);
    for (let size = 1; size <= bytes.length; size += 1) {
      const { lines, notes } = await linesOf(bytes, size);
      expect(lines).toEqual(["Größe", "Größe", "Größe", "end"]);
      expect(new Set(notes)).toEqual(new Set(["A line is not UTF-8 and was read as windows-1252, by its letters."]));
    }
  });

  test("what is odd about a place is told once, though the text is read twice", async () => {
    const { text, notes, overlong } = open(iconv.encode(`é\n${"x".repeat(50)}\n`, "windows-1252"), 7, {
      longestLine: 20,
    });
    for (let pass = 0; pass < 2; pass += 1)
      for await (const block of text.blocks()) expect(block.first).toBeGreaterThan(0);
    expect([notes.length, overlong.length]).toEqual([1, 1]);
  });

  test("lines end with LF or CRLF, and the last one may have no end", async () => {
    expect((await linesOf(Buffer.from("a\r\nb\n\nc"))).lines).toEqual(["a", "b", "", "c"]);
    expect((await linesOf(Buffer.from(""))).lines).toEqual([]);
  });

  test("a line beyond the limit becomes an empty one and is told, with how it begins", async () => {
    for (const size of [1, 7, 1_000]) {
      const bytes = Buffer.from(`a\n${"x".repeat(100)}\nb\n${"y".repeat(100)}`);
      const { lines, overlong } = await linesOf(bytes, Math.min(size, 30), { longestLine: 40 });
      expect(lines).toEqual(["a", "", "b", ""]);
      expect(overlong.map(([line, beginning]) => [line, beginning[0]])).toEqual([
        [2, "x"],
        [4, "y"],
      ]);
    }
  });

  test("a document beyond the limit is refused with what to do", async () => {
    const { text } = open(Buffer.alloc(3_000_000, "x"), 65_536, { largestDocument: 2 * 1024 * 1024 });
    await expect(text.whole()).rejects.toThrow("The document is larger than 2 MiB.");
  });
});
