import { describe, expect, it } from "vitest";
import { timestamp, type TimeRange } from "../../../src/base/time.ts";
import type { Lane, Span } from "../../../renderer/charts/lane.ts";
import { heightOf, hitTest, layLanes } from "../../../renderer/charts/lane-layout.ts";
import { placeAt } from "../../../renderer/charts/use-lane-order.ts";
import { exampleLane } from "./example-lane.ts";
import { MOST_ROWS, placeSpans } from "../../../renderer/charts/span-rows.ts";

const range = (start: number, end: number): TimeRange => ({ start: timestamp(start), end: timestamp(end) });
const span = (id: string, start: number, end: number): Span => ({
  id,
  range: range(start, end),
  label: id,
  title: id,
  fields: [],
  look: "claim",
});

describe("placeSpans", () => {
  it("gives a row to what would hide another, and reuses a row that is free again", () => {
    const { placed, rows } = placeSpans([span("c", 60, 90), span("a", 0, 50), span("b", 40, 70)]);
    expect(placed.map(({ span: one, row }) => [one.id, row])).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 0],
    ]);
    expect(rows).toBe(2);
  });

  it("is bounded, whatever the telemetry holds", () => {
    const many = Array.from({ length: 500 }, (_, index) => span(String(index), index, 10_000));
    expect(placeSpans(many).rows).toBe(MOST_ROWS);
  });
});

it("lets metric lanes share what the others leave, within bounds", () => {
  const metric = (id: string): Lane => ({
    kind: "metric",
    id,
    title: id,
    unit: "1",
    colour: "cpu",
    against: "own",
    traces: [],
  });
  const three = [metric("a"), metric("b"), metric("c")];
  const heights = (available: number): number[] => layLanes(three, { c: 100 }, available).map((one) => one.height);
  expect([heights(260), heights(0), heights(5000)]).toEqual([
    [80, 80, 100],
    [34, 34, 100],
    [110, 110, 100],
  ]);
});

it("puts a dragged lane before the first one whose middle lies below the pointer", () => {
  const metric = (id: string): Lane => ({ ...exampleLane(), id });
  const placed = layLanes([metric("a"), metric("b")], { a: 100, b: 100 }, 200);
  expect([-5, 49, 51, 149, 151, 900].map((y) => placeAt(placed, y))).toEqual([0, 0, 1, 1, 2, 2]);
});

describe("hitTest", () => {
  const lanes: readonly Lane[] = [
    { kind: "metric", id: "cpu", title: "CPU", unit: "1", colour: "cpu", against: "own", traces: [] },
    { kind: "spans", id: "claims", title: "Claims", empty: "", spans: [span("long", 0, 500), span("short", 100, 101)] },
    {
      kind: "marks",
      id: "controls",
      title: "Control",
      key: "",
      empty: "",
      marks: [{ id: "usb", time: timestamp(500), shape: "triangle", title: "device", fields: [] }],
    },
  ];
  const placed = layLanes(lanes, { cpu: 50 }, 400);
  const hit = (x: number, y: number): string | undefined => hitTest(placed, range(0, 1000), 1000, x, y)?.id;

  it("finds the span in its row and the mark near the pointer, and nothing in a metric lane", () => {
    expect([
      hit(10, 20),
      hit(10, 55),
      hit(101, 75),
      hit(400, 75),
      hit(503, heightOf(placed) - 5),
      hit(520, heightOf(placed) - 5),
    ]).toEqual([undefined, "long", "short", undefined, "usb", undefined]);
  });
});
