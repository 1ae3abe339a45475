import { expect, it } from "vitest";
import { toCsv } from "../../../src/base/csv.ts";
import { timestamp } from "../../../src/base/time.ts";
import { laneRows } from "../../../renderer/charts/lane-rows.ts";
import type { Lane } from "../../../renderer/charts/lane.ts";
import { exampleLane, exampleTrace } from "./example-lane.ts";

const range = { start: timestamp(0), end: timestamp(1_000_000) };
const fields = [["Why", "runs from a stick"]] as const;

it("gives a row for each point, span and mark in the span, with all that is known of it", () => {
  const lanes: readonly Lane[] = [
    exampleLane(exampleTrace()),
    {
      kind: "spans",
      id: "processes",
      title: "Processes",
      empty: "",
      spans: [
        { id: "a", range, label: "=svchost.exe", title: "", look: "process", fields },
        {
          id: "b",
          range: { start: range.end, end: timestamp(2_000_000) },
          label: "later",
          title: "",
          look: "process",
          fields,
        },
      ],
    },
    {
      kind: "marks",
      id: "controls",
      title: "Control events",
      key: "",
      empty: "",
      marks: [{ id: "1", time: timestamp(5), shape: "circle", title: "logon", fields: [] }],
    },
  ];
  const [header = [], ...rows] = laneRows(lanes, range);
  const records = rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]])));
  expect(records).toMatchObject([
    { lane: "CPU", line: "RND-07", mean: "0.05", samples: "1", "normal low": "0.03", weeks: "24", "end (UTC)": "" },
    { lane: "CPU", mean: "0.95", least: "0.94", samples: "12", "start (UTC)": "1970-01-01T00:00:00.000200Z" },
    { lane: "Processes", text: "=svchost.exe; Why: runs from a stick", "end (UTC)": "1970-01-01T00:00:01Z" },
    { lane: "Control events", text: "logon" },
  ]);
  expect(Number(records[1]?.["residual"])).toBeCloseTo(89);
  expect(toCsv([header, ...rows])).toContain(",'=svchost.exe; Why");
});
