import { expect, test } from "vitest";
import { HOUR, MINUTE, timestamp } from "../../src/base/time.ts";
import { attributeExcess, type UsageRows } from "../../src/correlation/attribution.ts";
import { DISK_WRITE, NETWORK_TRANSMIT } from "../../src/model/metrics.ts";
import { at, plantedCurve } from "./planted.ts";

const start = at("2026-03-10T22:00:00");
const hours = 10;
const episode = { start, end: timestamp(start + hours * HOUR) };
const curve = plantedCurve(start, hours, 0.8, 0.05);
const names = ["system", "miner", "browser"];
const identityOf = (id: number) => names[id] ?? "?";

/** Ten hours before and ten inside, every five minutes; what each process uses before and inside, in CPUs. */
function usage(before: readonly number[], inside: readonly number[], pause = 5 * MINUTE): UsageRows {
  const rows: [id: number, time: number, cpu: number][] = [];
  for (let time = start - 10 * HOUR; time < episode.end; time += pause) {
    (time < start ? before : inside).forEach((cpu, id) => rows.push([id, time + id * 1000, cpu]));
  }
  const none = new Float64Array(rows.length).fill(Number.NaN);
  return {
    processIds: Float64Array.from(rows, ([id]) => id),
    times: Float64Array.from(rows, ([, time]) => time),
    cpu: Float64Array.from(rows, ([, , cpu]) => cpu),
    readBytes: none,
    writeBytes: none,
  };
}

test("without samples, or without excess, nothing is attributed", () => {
  expect(attributeExcess(usage([], []), identityOf, episode, curve, 8)).toBeUndefined();
  const quiet = plantedCurve(start, hours, 0);
  expect(attributeExcess(usage([0.1], [0.1]), identityOf, episode, quiet, 8)).toBeUndefined();
  const network = { ...curve, metric: NETWORK_TRANSMIT };
  expect(attributeExcess(usage([0.1], [0.9]), identityOf, episode, network, 8)).toBeUndefined();
});

test("a program is credited with what it uses more than before, as a share of the host's excess", () => {
  // 0.8 of eight CPUs are 6.4; the miner uses 6 of them, the system as much as before.
  const found = attributeExcess(usage([0.4, 0, 0.2], [0.4, 6, 0.2]), identityOf, episode, curve, 8);
  expect(found?.programs.map(({ identity }) => identity)).toEqual(["miner"]);
  expect(found?.programs[0]?.share).toBeCloseTo(6 / 6.4, 4);
  expect(found?.programs[0]).toMatchObject({ presence: 1, usedBy: new Map([[1, 720]]) });
  expect(found?.programs[0]?.variation).toBeCloseTo(0, 9);
  expect(found?.unattributedShare).toBeCloseTo(1 - 6 / 6.4, 4);
  expect(found?.instants).toBe(120);
});

test("a few snapshots before the onset are no measure of what is usual", () => {
  const rows = usage([6], [6]);
  const late = rows.times.findIndex((time) => time >= start - 15 * MINUTE);
  const cut = Object.fromEntries(Object.entries(rows).map(([name, column]) => [name, column.subarray(late)]));
  const found = attributeExcess({ ...rows, ...cut }, identityOf, episode, curve, 8);
  expect(found?.programs[0]?.share).toBeCloseTo(6 / 6.4, 4);
});

test("restarted processes of one program add up", () => {
  const rows = usage([0, 0, 0], [0, 3, 3]);
  const found = attributeExcess(rows, (id) => (id === 0 ? "system" : "miner"), episode, curve, 8);
  expect(found?.programs).toHaveLength(1);
  expect(found?.programs[0]?.share).toBeCloseTo(6 / 6.4, 4);
});

test("a program that is there half of the time is present half of the time", () => {
  const rows = usage([0, 0], [0, 6]);
  const cpu = rows.cpu.map((value, index) => (value === 6 && index % 4 === 1 ? 0 : value));
  expect(attributeExcess({ ...rows, cpu }, identityOf, episode, curve, 8)?.programs[0]?.presence).toBeCloseTo(0.5, 9);
});

test("where the number of CPUs is not known the share is a range that holds the true one", () => {
  const found = attributeExcess(usage([0.4, 0, 0.2], [0.4, 6, 0.2]), identityOf, episode, curve, undefined);
  const share = found?.programs[0]?.share;
  if (typeof share !== "object") throw new Error("expected a range");
  expect(share[0]).toBeLessThan(6 / 6.4);
  expect(share[1]).toBeGreaterThanOrEqual(6 / 6.4);
  expect(share[1]).toBeLessThanOrEqual(1);
});

test("disk excess is attributed by the bytes that processes wrote", () => {
  const rows = usage([0, 0], [0, 1]);
  const disk = { ...curve, metric: DISK_WRITE, level: curve.level.map(() => 5e7), excess: curve.excess.map(() => 4e7) };
  const writeBytes = rows.cpu.map((cpu) => cpu * 3e7);
  const found = attributeExcess({ ...rows, writeBytes }, identityOf, episode, disk, undefined);
  expect(found?.programs[0]).toMatchObject({ identity: "miner" });
  expect(found?.programs[0]?.share).toBeCloseTo(0.75, 9);
});
