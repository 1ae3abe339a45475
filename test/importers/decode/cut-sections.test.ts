import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder } from "../../../src/importers/bundle/spool.ts";
import { cutSections } from "../../../src/importers/decode/cut-sections.ts";

async function cut(pieces: readonly string[], size: number, longestLine: number): Promise<string[]> {
  const sections: string[] = [];
  const stream = inOrder(pieces.map((piece) => Buffer.from(piece, "utf8")));
  for await (const section of cutSections(stream, size, longestLine)) {
    for (const piece of section) expect(piece.byteLength).toBe(piece.buffer.byteLength);
    sections.push(Buffer.concat(section).toString("utf8"));
  }
  return sections;
}

test("an empty stream has no sections", async () => {
  expect(await cut([], 10, 10)).toEqual([]);
});

test("sections are whole lines, and together they are the text", async () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 8 }), fc.integer({ min: 1, max: 40 }), async (pieces, size) => {
      const sections = await cut(pieces, size, 1_000);
      expect(sections.join("")).toBe(pieces.join(""));
      for (const section of sections.slice(0, -1)) expect(section.endsWith("\n")).toBe(true);
      for (const section of sections) expect(section).not.toBe("");
    }),
  );
});

test("of a line that never ends no more is kept than shows that it is too long", async () => {
  const sections = await cut(["short\n", ...Array.from({ length: 50 }, () => "x".repeat(10)), "end\nlast\n"], 20, 30);
  const text = sections.join("");
  expect(text.length).toBeLessThan(80);
  expect(text.split("\n")).toEqual(["short", expect.stringMatching(/^x{31,50}$/), "last", ""]);
});
