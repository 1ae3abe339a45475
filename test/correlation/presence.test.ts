import { expect, test } from "vitest";
import { DAY, HOUR, timestamp } from "../../src/base/time.ts";
import { estimateByPresence, estimatedGrounds } from "../../src/correlation/presence.ts";
import { at, plantedCurve } from "./planted.ts";

const onset = at("2026-03-10T22:00:00");
const curve = plantedCurve(onset, 48);
const before = { start: timestamp(onset - 7 * DAY), end: onset };
const end = curve.range.end;

test("without excess, or without a day before it, nothing is estimated", () => {
  const runs = [{ identity: "miner", start: onset, end }];
  expect(estimateByPresence(runs, plantedCurve(onset, 48, 0), before).size).toBe(0);
  expect(estimateByPresence(runs, curve, { start: timestamp(onset - HOUR), end: onset }).size).toBe(0);
});

test("a program that came and stayed with the load is told from one that is always there", () => {
  const estimates = estimateByPresence(
    [
      { identity: "always", start: timestamp(onset - 30 * DAY), end },
      { identity: "miner", start: onset, end: timestamp(onset + 24 * HOUR) },
      { identity: "miner", start: timestamp(onset + 24 * HOUR), end },
      { identity: "brief", start: onset, end: timestamp(onset + 12 * HOUR) },
    ],
    curve,
    before,
  );
  expect(estimates.get("miner")?.share).toBeCloseTo(1, 9);
  expect(estimates.get("miner")?.before).toBe(0);
  expect(estimates.get("always")?.share).toBe(0);
  expect(estimates.get("brief")?.share).toBeCloseTo(0.25, 9);
  expect(estimatedGrounds(estimates.get("miner"))[0]?.text).toMatch(
    /100 % of the excess and 0 %.*estimated from starts/,
  );
  expect(estimatedGrounds(estimates.get("brief"))).toEqual([]);
});

test("a start without a stop runs on only where stops are recorded at all", () => {
  const open = { identity: "miner", start: onset, end: undefined };
  const other = { identity: "other", start: timestamp(onset - DAY), end: timestamp(onset - HOUR) };
  expect(estimateByPresence([open], curve, before).get("miner")).toBeUndefined();
  expect(estimateByPresence([open, other], curve, before).get("miner")?.share).toBeCloseTo(1, 9);
});
