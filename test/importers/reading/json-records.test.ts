import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonRecords, parseJson, type JsonOptions } from "../../../src/importers/reading/json-records.ts";
import { flatten, memorySink, textFrom } from "../memory-sink.ts";

async function split(text: string, pieceSize = 5, options: JsonOptions = {}) {
  const sink = memorySink();
  const records = await flatten(jsonRecords(textFrom(text, sink, pieceSize), sink, options));
  return {
    records,
    values: records.map((record) => parseJson(record.text)),
    lines: records.map((record) => record.line),
    rejects: sink.rejects.map(({ line, reason }) => `${line}: ${reason}`),
  };
}

const objects = [{ a: 1 }, { b: 'x { \\ " } y', c: [1, { d: [] }] }, { e: null }];

describe("JSON records", () => {
  test.each([
    ["one a line", objects.map((value) => JSON.stringify(value)).join("\n")],
    ["one array", JSON.stringify(objects)],
    ["a pretty array", JSON.stringify(objects, null, 2)],
    ["a pretty array without indentation", JSON.stringify(objects, null, 1).replaceAll(/\n +/g, "\n")],
    ["an array with one object a line", `[\n${objects.map((value) => JSON.stringify(value)).join(",\n")}\n]`],
    ["objects one after another", objects.map((value) => JSON.stringify(value, null, 4)).join("\n")],
    ["objects side by side", objects.map((value) => JSON.stringify(value)).join("")],
    ["an envelope", JSON.stringify({ "@odata.count": 3, value: objects, next: [{ no: 1 }] })],
    ["a pretty envelope", JSON.stringify({ Schema: [{ Name: "x" }], Results: objects, Stats: { a: "[" } }, null, 2)],
    [
      "two pages",
      `${JSON.stringify({ value: objects.slice(0, 1) })}\n${JSON.stringify({ value: objects.slice(1) })}\n`,
    ],
    ["Windows line ends", objects.map((value) => JSON.stringify(value)).join("\r\n")],
  ])("are found in %s", async (_, text) => {
    for (const pieceSize of [1, 3, 1_000]) {
      const { values, rejects } = await split(text, pieceSize);
      expect({ values, rejects }).toEqual({ values: objects, rejects: [] });
    }
  });

  test("an envelope that holds nothing gives no record", async () => {
    expect((await split('{"value": []}')).records).toEqual([]);
  });

  test("a record that only looks like an envelope is one, where the format says so", async () => {
    expect((await split('{"value":[{"a":1}]}', 5, { envelopes: [] })).values).toEqual([{ value: [{ a: 1 }] }]);
  });

  test.each([
    ["in one object a line", '{"a":1}\n{"a":2,"b":\n{"a":3}\n'],
    ["first of all", '{"a":1,"b":"cut\n{"a":2}\n{"a":3}\n'],
    ["in a text", '{"a":1}\n{"a":2,"b":"cut\n{"a":3}\n'],
    ["in an array of lines", '[\n{"a":1},\n{"a":2,"b":[1,\n{"a":3}\n]'],
    ["in a pretty array", '[\n  {\n    "a": 1\n  },\n  {\n    "a": 2,\n    "b": [\n  {\n    "a": 3\n  }\n]'],
    ["at the end", '{"a":1}\n{"a":2}\n{"a":3,"b'],
    ["by its brackets", '{"a":1}\n{"a":2]}\n{"a":3}\n'],
  ])("a broken record is rejected alone: %s", async (_, text) => {
    for (const pieceSize of [1, 4, 1_000]) {
      const { values, rejects } = await split(text, pieceSize);
      expect(values).toHaveLength(2);
      expect(rejects).toHaveLength(1);
    }
  });

  test("a first record that is cut off does not take the lines after it along", async () => {
    const text = `{"a":0,\n${Array.from({ length: 50 }, (_, index) => `{"a":${index + 1}}`).join("\n")}\n`;
    const { values, rejects } = await split(text, 64);
    expect([values.length, rejects]).toEqual([50, ["1: The record is cut off: the next one begins before it ends."]]);
  });

  test("a record over the limit is rejected, and what follows is read", async () => {
    const text = `{"a":"${"x".repeat(5_000)}"}\n{"a":2}\n`;
    const { values, rejects } = await split(text, 100, { longestRecord: 1_024 });
    expect([values, rejects]).toEqual([[{ a: 2 }], ["1: The record is longer than 1 KiB."]]);
  });

  test("text that is no JSON becomes a record of its own, for the format to reject", async () => {
    const { records } = await split('INFO starting\n{"a":1}\n');
    expect(records).toEqual([
      { text: "INFO starting", line: 1 },
      { text: '{"a":1}', line: 2 },
    ]);
  });

  test("lines are counted in every layout", async () => {
    expect((await split(JSON.stringify(objects, null, 2))).lines).toEqual([2, 5, 14]);
  });

  test("any JSON objects come back whole in any layout, however the stream is cut", async () => {
    const object = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 });
    const layout = fc.constantFrom<(values: unknown[]) => string>(
      (values) => values.map((value) => JSON.stringify(value)).join("\n"),
      (values) => values.map((value) => JSON.stringify(value, null, 2)).join("\n"),
      (values) => JSON.stringify(values),
      (values) => JSON.stringify(values, null, 3),
      (values) => JSON.stringify({ "@odata.context": "x", value: values }, null, 2),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(object, { maxLength: 5 }),
        layout,
        fc.integer({ min: 1, max: 50 }),
        async (values, write, size) => {
          const text = write(values);
          const { records, rejects } = await split(text, size);
          const expected = values.map((value) => JSON.stringify(value));
          expect(rejects).toEqual([]);
          expect(records.map((record) => JSON.stringify(JSON.parse(record.text)))).toEqual(
            expected.map((one) => JSON.stringify(JSON.parse(one))),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  test("any bytes at all come to an end", async () => {
    const bytes = fc.string({
      unit: fc.constantFrom("{", "}", "[", "]", '"', "\\", "\n", " ", ",", ":", "1"),
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        await split(text, size);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("one record's text", () => {
  test("whole numbers beyond 2^53 keep every digit", () => {
    expect(
      parseJson('{"id":494725159582865908,"n":-9223372036854775808,"s":"1234567890123456789","f":0.12345678901234567}'),
    ).toEqual({
      id: "494725159582865908",
      n: "-9223372036854775808",
      s: "1234567890123456789",
      f: 0.12345678901234567,
    });
  });

  test("text that is no JSON is undefined", () => {
    expect(parseJson("{'a': 1}")).toBeUndefined();
  });
});
