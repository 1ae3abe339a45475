import { expect, test } from "vitest";
import { DAY, HOUR, timestamp } from "../../src/base/time.ts";
import type { ClaimedEpisode } from "../../src/correlation/claimed-episode.ts";
import { testClaims } from "../../src/correlation/claims.ts";
import type { Justification } from "../../src/model/justification.ts";
import { CPU_UTILIZATION, DISK_WRITE } from "../../src/model/metrics.ts";
import { at, plantedClaim, plantedCurve } from "./planted.ts";

const start = at("2026-03-10T22:00:00");
const hours = 100;
const end = timestamp(start + hours * HOUR);
const after = (count: number) => timestamp(start + count * HOUR);

const episode: ClaimedEpisode = {
  host: "RND-07",
  range: { start, end },
  metrics: [CPU_UTILIZATION],
  curve: plantedCurve(start, hours),
  levelsOf: () => undefined,
  carriers: undefined,
};
const verdict = (claims: readonly Partial<Justification>[], changed: Partial<ClaimedEpisode> = {}) => {
  const { state, coverage, refs } = testClaims({ ...episode, ...changed }, claims.map(plantedClaim));
  return { state, coverage: Math.round(coverage * 100) / 100, refs: refs.map((ref) => `${ref.id} ${ref.verdict}`) };
};
const why = (claim: Partial<Justification>, changed: Partial<ClaimedEpisode> = {}) =>
  testClaims({ ...episode, ...changed }, [plantedClaim(claim)]).refs[0]?.why;

test("without claims a load is unexplained", () => {
  expect(verdict([])).toEqual({ state: "unexplained", coverage: 0, refs: [] });
});

test("an approved claim that was there before and spans the load explains it", () => {
  expect(verdict([{ start, end }])).toEqual({ state: "explained", coverage: 1, refs: ["CHG-1 explains"] });
});

test("two hours beyond an edge still are the load that was meant, three are not all of it", () => {
  expect(verdict([{ start: after(2), end: after(hours - 2) }]).state).toBe("explained");
  expect(verdict([{ start: after(8), end: after(hours) }])).toMatchObject({ state: "partly", coverage: 0.94 });
});

test("95 per cent explain, 20 per cent explain in part, less explains nothing", () => {
  expect(verdict([{ start, end: after(93) }])).toMatchObject({ state: "explained", coverage: 0.95 });
  expect(verdict([{ start, end: after(92) }])).toMatchObject({ state: "partly", coverage: 0.94 });
  expect(verdict([{ start, end: after(18) }])).toMatchObject({ state: "partly", coverage: 0.2 });
  expect(verdict([{ start, end: after(17) }])).toEqual({ state: "unexplained", coverage: 0, refs: ["CHG-1 expired"] });
});

test("several claims explain together what none does alone, and an hour counts once", () => {
  const first = { id: "CHG-1", start, end: after(50) };
  const second = { id: "CHG-2", start: after(40), end };
  expect(verdict([first, second])).toEqual({
    state: "explained",
    coverage: 1,
    refs: ["CHG-1 partly", "CHG-2 partly"],
  });
  expect(verdict([first, { ...first, id: "CHG-3" }])).toMatchObject({ state: "partly", coverage: 0.52 });
});

test("a recurring claim explains only when it is in force", () => {
  const nightly = { start: at("2026-01-01T22:00:00"), end: at("2026-01-02T06:00:00"), recurrence: "FREQ=DAILY" };
  // Eight hours and two at each edge; the first and the last night are cut: 10 + 3 × 12 + 6 of 100 hours.
  expect(verdict([nightly])).toMatchObject({ state: "partly", coverage: 0.52 });
  expect(verdict([{ ...nightly, recurrence: "FREQ=SECONDLY" }])).toMatchObject({ state: "contradicted" });
});

test("a claim without an end holds until further notice", () => {
  expect(verdict([{ kind: "workload", start: at("2026-02-01T00:00:00") }]).state).toBe("explained");
});

test("a claim that ended before the onset explains nothing and is named as expired", () => {
  expect(verdict([{ start: at("2026-03-01T00:00:00"), end: at("2026-03-05T00:00:00") }])).toEqual({
    state: "unexplained",
    coverage: 0,
    refs: ["CHG-1 expired"],
  });
  expect(verdict([{ start: at("2025-01-01T00:00:00"), end: at("2025-01-02T00:00:00") }]).refs).toEqual([]);
});

test("a recurring window that is not in force has not run out", () => {
  const patching = {
    start: at("2026-01-13T21:00:00"),
    end: at("2026-01-14T03:00:00"),
    recurrence: "FREQ=MONTHLY;BYDAY=3WE",
  };
  expect(verdict([patching]).refs).toEqual([]);
});

test("a claim that was written after the onset, or at an unknown time, explains nothing", () => {
  expect(verdict([{ start, end, created: after(1) }])).toMatchObject({
    state: "unexplained",
    refs: ["CHG-1 retroactive"],
  });
  expect(verdict([{ start, end, created: start }])).toMatchObject({ refs: ["CHG-1 retroactive"] });
  expect(verdict([{ start, end, created: undefined }])).toMatchObject({ refs: ["CHG-1 retroactive"] });
});

test("a claim that nobody approved explains nothing", () => {
  expect(verdict([{ start, end, approval: "unapproved", state: "Draft" }])).toMatchObject({
    state: "unexplained",
    refs: ["CHG-1 unapproved"],
  });
  expect(verdict([{ start, end, approval: "cancelled", state: "Canceled" }]).refs).toEqual(["CHG-1 unapproved"]);
});

test("a claim for another host, or for none, explains nothing and is named when it would have", () => {
  expect(verdict([{ start, end, hosts: ["RND-08"] }])).toMatchObject({ state: "unexplained", refs: ["CHG-1 foreign"] });
  expect(verdict([{ start, end, hosts: [] }]).refs).toEqual(["CHG-1 foreign"]);
  expect(verdict([{ start: at("2025-01-01T00:00:00"), hosts: ["BLD-01"] }]).refs).toEqual([]);
  const elsewhere = { hosts: ["RND-08"], start: timestamp(end + DAY), end: timestamp(end + 2 * DAY) };
  expect(verdict([elsewhere]).refs).toEqual([]);
});

test("a load beyond what is expected contradicts the claim, one within explains", () => {
  const expected = (value: number) => [{ metric: CPU_UTILIZATION, comparison: "<=" as const, value }];
  expect(verdict([{ start, end, expected: expected(0.9) }]).state).toBe("explained");
  expect(verdict([{ start, end, expected: expected(0.5) }])).toMatchObject({
    state: "contradicted",
    coverage: 0,
    refs: ["CHG-1 contradicted"],
  });
});

test("a single hour beyond what is expected keeps a claim from explaining", () => {
  const curve = plantedCurve(start, hours);
  curve.level[50] = 0.99;
  const expected = [{ metric: CPU_UTILIZATION, comparison: "<=" as const, value: 0.9 }];
  expect(verdict([{ start, end, expected }], { curve })).toMatchObject({ state: "partly", coverage: 0.95 });
});

test("a load on another metric contradicts the claim", () => {
  expect(verdict([{ start, end, metrics: [DISK_WRITE] }])).toMatchObject({ state: "contradicted" });
  expect(verdict([{ start, end, metrics: [DISK_WRITE, CPU_UTILIZATION] }]).state).toBe("explained");
});

test("a load by another process contradicts the claim", () => {
  const claim = { start, end, process: "blender.exe" };
  const carried = (shares: Record<string, number>) => ({ carriers: new Map(Object.entries(shares)) });
  expect(verdict([claim], carried({ blender: 0.93, chrome: 0.02 })).state).toBe("explained");
  expect(verdict([claim], carried({ svchost: 0.9, blender: 0.02 }))).toMatchObject({ state: "contradicted" });
  expect(why(claim, carried({ svchost: 0.9 }))).toBe("It names blender, and the load is carried by svchost (90 %).");
});

test("a claimed process that carries half of the load explains half of it", () => {
  const carriers = new Map([
    ["blender", 0.45],
    ["svchost", 0.45],
  ]);
  expect(verdict([{ start, end, process: "blender" }], { carriers })).toMatchObject({ state: "partly", coverage: 0.5 });
});

test("without process samples a claim is believed and says what was not tested", () => {
  expect(why({ start, end, process: "blender" })).toBe(
    "100 % of the excess lies inside it. No process samples show whether blender carried it.",
  );
});

test("a nightly backup makes no statement about a processor that is busy day and night", () => {
  const backup = { start: at("2026-01-01T01:00:00"), end: at("2026-01-01T05:00:00"), recurrence: "FREQ=DAILY" };
  expect(verdict([{ ...backup, metrics: [DISK_WRITE] }])).toMatchObject({ state: "unexplained", refs: [] });
  expect(verdict([{ start: after(90), end, metrics: [DISK_WRITE] }])).toMatchObject({ state: "unexplained", refs: [] });
});

test("the verdict does not depend on the order of the claims", () => {
  const claims = [
    { id: "A", start, end: after(50) },
    { id: "B", start, end, hosts: ["RND-08"] },
    { id: "C", start, end, created: after(5) },
  ];
  expect(verdict([...claims].reverse())).toEqual(verdict(claims));
});
