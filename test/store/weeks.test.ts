import SqliteDatabase from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sealWeek } from "../../src/store/samples/week-table.ts";
import { HOURS_OF_WEEK, type WeekOfHours } from "../../src/store/workspace.ts";
import { importSource, open, START, temporaryPath } from "./workspace-fixture.ts";

const METRIC = "system.cpu.utilization";

function week(values: Float32Array, madeOf = "a"): WeekOfHours {
  const count = new Uint16Array(HOURS_OF_WEEK).fill(12);
  return { metric: METRIC, week: 2_900, madeOf, median: values, count };
}

function withHost(file = temporaryPath()) {
  const workspace = open(file);
  const source = importSource(workspace, "a.csv", (writer) =>
    writer.samples({ host: "A", metric: METRIC, instance: "" }, Float64Array.of(START), Float64Array.of(0.1), 1),
  );
  return { workspace, source };
}

describe("hourly features that are kept", () => {
  it("come back bit for bit", () => {
    const { workspace } = withHost();
    const decimal = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1, 100, 1e4, 1e6));
    const value = fc.oneof(
      fc.float(),
      decimal.map(([whole, parts]) => Math.fround(whole / parts)),
      fc.constantFrom(Number.NaN, -0, 0, Infinity, Math.fround(1e-40)),
    );
    const list = fc.array(value, { minLength: HOURS_OF_WEEK, maxLength: HOURS_OF_WEEK });
    fc.assert(
      fc.property(list, (values) => {
        const kept = week(Float32Array.from(values));
        workspace.keepWeeksOfHours("A", [sealWeek(kept)]);
        expect(workspace.weeksOfHours("A")).toEqual([kept]);
      }),
      { numRuns: 50 },
    );
  });

  it("take the place of those kept before", () => {
    const { workspace } = withHost();
    workspace.keepWeeksOfHours("A", [sealWeek(week(new Float32Array(HOURS_OF_WEEK)))]);
    workspace.keepWeeksOfHours("a", [sealWeek(week(new Float32Array(HOURS_OF_WEEK).fill(0.5), "b"))]);
    expect(workspace.weeksOfHours("A")).toMatchObject([{ week: 2_900, madeOf: "b" }]);
  });

  it("go with a source that had a part in them; those of another metric stay", () => {
    const { workspace, source } = withHost();
    const memory = "system.memory.utilization";
    importSource(workspace, "b.csv", (writer) =>
      writer.samples({ host: "A", metric: memory, instance: "" }, Float64Array.of(START), Float64Array.of(0.1), 1),
    );
    const kept = week(new Float32Array(HOURS_OF_WEEK));
    workspace.keepWeeksOfHours("A", [sealWeek(kept), sealWeek({ ...kept, metric: memory })]);
    workspace.removeSource(source);
    expect(workspace.weeksOfHours("A").map(({ metric }) => metric)).toEqual([memory]);
  });

  it("are nobody's evidence: no entry in the log, and another host has none", () => {
    const { workspace } = withHost();
    const before = workspace.custody().length;
    workspace.keepWeeksOfHours("A", [sealWeek(week(new Float32Array(HOURS_OF_WEEK)))]);
    workspace.keepWeeksOfHours("nobody", [sealWeek(week(new Float32Array(HOURS_OF_WEEK)))]);
    expect(workspace.custody()).toHaveLength(before);
    expect(workspace.weeksOfHours("nobody")).toEqual([]);
  });

  it("wait for no import: while a source is taken in, nothing is kept", () => {
    const { workspace } = withHost();
    const writer = workspace.beginSource({ path: "b.csv", sha256: "b".repeat(64), size: 1, format: "test" });
    workspace.keepWeeksOfHours("A", [sealWeek(week(new Float32Array(HOURS_OF_WEEK)))]);
    writer.rollback();
    expect(workspace.weeksOfHours("A")).toEqual([]);
  });

  it("are left out where they are damaged", () => {
    const file = temporaryPath();
    const { workspace } = withHost(file);
    workspace.keepWeeksOfHours("A", [sealWeek(week(new Float32Array(HOURS_OF_WEEK)))]);
    workspace.close();
    const database = new SqliteDatabase(file);
    database.exec("UPDATE hour_week SET block = CAST(substr(block, 1, 12) || x'ff' || substr(block, 14) AS BLOB)");
    database.close();
    expect(open(file).weeksOfHours("A")).toEqual([]);
  });
});

describe("what each source gave to a host's series", () => {
  it("is told by series and source, with its first and last time", () => {
    const { workspace, source } = withHost();
    const times = Float64Array.of(START + 1e6, START + 5e6);
    const second = importSource(workspace, "b.csv", (writer) =>
      writer.samples({ host: "A", metric: METRIC, instance: "" }, times, Float64Array.of(0.1, 0.2), 2),
    );
    const [series] = workspace.series();
    expect(workspace.contributions("A")).toEqual([
      { seriesId: series?.id, sourceId: source, from: START, to: START },
      { seriesId: series?.id, sourceId: second, from: START + 1e6, to: START + 5e6 },
    ]);
    expect(workspace.contributions("nobody")).toEqual([]);
  });
});
