import { expect, it } from "vitest";
import { timestamp } from "../../../src/base/time.ts";
import { laneSummary, pointableAt, spokenReading } from "../../../renderer/charts/lane-summary.ts";
import type { Lane, SpanLane } from "../../../renderer/charts/lane.ts";
import { readLanes } from "../../../renderer/charts/reading.ts";
import { exampleLane, exampleTrace } from "./example-lane.ts";

const plain = (text: string): string => text.replace(/\s/g, " ");
const range = { start: timestamp(0), end: timestamp(1_000) };
const cpu = exampleLane(exampleTrace());
const claim = (id: string, start: number, end: number): SpanLane["spans"][number] => ({
  id,
  range: { start: timestamp(start), end: timestamp(end) },
  label: id,
  title: `ticket ${id}`,
  look: "claim",
  fields: [],
});
const claims: Lane = {
  kind: "spans",
  id: "claims",
  title: "Claims",
  empty: "",
  spans: [claim("one", 10, 20), claim("two", 500, 600)],
};
const marks: Lane = {
  kind: "marks",
  id: "controls",
  title: "Control events",
  key: "",
  empty: "",
  marks: [{ id: "1", time: timestamp(300), shape: "circle", title: "logon", fields: [] }],
};

it("says of a metric its mean over the samples, its range and how much of it is outside", () => {
  expect(plain(laneSummary(cpu, range))).toBe("CPU: mean 88 %, from 2 % to 96 %; 50 % of it outside the normal range");
  expect(laneSummary(exampleLane(exampleTrace({ band: undefined })), range)).toContain("not known before an analysis");
  expect(laneSummary(exampleLane(), range)).toBe("CPU: no samples");
});

it("counts the events of the span, and names the first", () => {
  expect(plain(laneSummary(claims, range))).toBe("Claims: 2 entries; the first: ticket one");
  expect(plain(laneSummary(claims, { start: timestamp(400), end: timestamp(550) }))).toBe(
    "Claims: 1 entry; the first: ticket two",
  );
  expect(laneSummary(marks, { start: timestamp(0), end: timestamp(300) })).toBe("Control events: none in this span");
});

it("finds what the cursor stands on, and says so", () => {
  expect([15, 22, 100].map((time) => pointableAt(claims, timestamp(time), 3)?.id)).toEqual(["one", "one", undefined]);
  expect([298, 310].map((time) => pointableAt(marks, timestamp(time), 3)?.id)).toEqual(["1", undefined]);
  expect(spokenReading(claims, [], pointableAt(claims, timestamp(15), 3))).toBe("Claims: ticket one");
  expect(spokenReading(claims, [], undefined)).toBe("Claims: nothing here");
  expect(plain(spokenReading(cpu, readLanes([cpu], 200), undefined))).toBe(
    "CPU 95 %, outside the normal range, +89 standard deviations, normally 3–9 %",
  );
});
