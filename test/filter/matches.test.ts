import fc from "fast-check";
import { expect, it } from "vitest";
import { UTC } from "../../src/base/zone.ts";
import { episodeFields } from "../../src/filter/conclusion-fields.ts";
import { connectionFields } from "../../src/filter/event-fields.ts";
import type { FilterField } from "../../src/filter/field.ts";
import { predicateOf } from "../../src/filter/matches.ts";
import { parseFilter } from "../../src/filter/parse-filter.ts";
import { connectionRecord } from "../store/workspace-fixture.ts";
import { filterCase, names, ports } from "./filter-cases.ts";

it("refuses an expression that was read with other fields", () => {
  expect(() => predicateOf({ kind: "has", field: "no.such" }, episodeFields)).toThrow(/read with other fields/);
});

it("a filter admits the rows that it means", () => {
  const row = fc.record({
    host: fc.constantFrom("host-1", "host-2"),
    processName: fc.constantFrom(...names.filter((name) => name !== ""), undefined),
    destinationDomain: fc.constantFrom("pool.example", undefined),
    destinationPort: fc.constantFrom(...ports, undefined),
    bytesOut: fc.constantFrom(50, 100, 9000, undefined),
  });
  fc.assert(
    fc.property(filterCase, row, ({ text, isMeant }, facts) => {
      const record = { ...connectionRecord(facts), id: 1, sourceId: 1, locator: 1 };
      const { expression, problem } = parseFilter(text, connectionFields, UTC);
      expect(problem).toBeUndefined();
      if (expression === undefined) throw new Error("The filter was taken for an empty one.");
      expect(predicateOf(expression, connectionFields)(record)).toBe(isMeant(record));
    }),
    { seed: 2, numRuns: 2_000 },
  );
});

it("a condition on a field that has several values is met by one of them", () => {
  const tags: readonly FilterField<{ readonly tags: readonly string[] }>[] = [
    { name: "tag", title: "Tag", kind: "text", valueOf: (row) => row.tags },
  ];
  const admits = (text: string, row: { tags: string[] }): boolean | undefined => {
    const { expression } = parseFilter(text, tags, UTC);
    return expression === undefined ? undefined : predicateOf(expression, tags)(row);
  };
  expect(admits("tag:b", { tags: ["a", "b"] })).toBe(true);
  expect(admits("tag != b", { tags: ["a", "b"] })).toBe(false);
  expect(admits("tag:*", { tags: [] })).toBe(false);
});
