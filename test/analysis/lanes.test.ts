import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { fleetDays } from "../../src/analysis/fleet-days.ts";
import { fleetWeeksOf } from "../../src/analysis/fleet-weeks.ts";
import { lanes, loadLineAt } from "../../src/analysis/lanes.ts";
import { DAY, HOUR, timestamp, toIso } from "../../src/base/time.ts";
import type { Baseline } from "../../src/model/baseline.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import { CPU_REMAINDER, CPU_UTILIZATION, DISK_READ, DISK_REMAINDER } from "../../src/model/metrics.ts";
import { at } from "../correlation/planted.ts";
import { dataEnd, dataStart, hostNames, plantWorkspace, type PlantedWorkspace } from "./planted-workspace.ts";

let planted: PlantedWorkspace;
beforeAll(() => {
  planted = plantWorkspace();
});
afterAll(() => planted.close());

const range = { start: dataStart, end: dataEnd };

test("before an analysis lanes have no band, and unknown hosts and metrics no lane", () => {
  const query = { hosts: ["RND-5", "NOBODY"], metrics: [CPU_UTILIZATION, "hw.power"], range, points: 100 };
  const found = lanes(planted.workspace, query);
  expect(found.map(({ host, metric, band }) => [host, metric, band])).toEqual([["RND-5", CPU_UTILIZATION, undefined]]);
});

test("the latest days of the fleet are the means of their samples, and NaN where there are none", async () => {
  const days = await fleetDays(planted.workspace);
  expect(days.hosts.map(({ host }) => host).toSorted()).toEqual([...hostNames].toSorted());
  for (const { host, load } of days.hosts) {
    expect(load).toHaveLength(30);
    const [series] = planted.workspace.series({ hosts: [host], metrics: [CPU_UTILIZATION] });
    const day = { start: timestamp(days.start + 20 * DAY), end: timestamp(days.start + 21 * DAY) };
    const { values } = planted.workspace.readSamples(series?.id ?? 0, day);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    if (values.length === 0) expect(load[20]).toBeNaN();
    else expect(load[20]).toBeCloseTo(mean, 6);
  }
});

test("instances of a rate add up, step by step, within the points asked for", () => {
  const [lane] = lanes(planted.workspace, { hosts: ["RND-1"], metrics: [DISK_READ], range, points: 50 });
  expect(lane?.envelope.times.length).toBeLessThanOrEqual(50);
  const [mean = 0] = lane?.envelope.mean ?? [];
  expect(mean).toBeGreaterThan(150_000);
  expect(mean).toBeLessThan(170_000);
});

test("the band is the line of each instant's hour, and the mean of the hours in a longer step", () => {
  const calendar = calendarOf({ timeZone: "UTC" }, undefined);
  const median = Float64Array.from({ length: 168 }, (_, bin) => bin);
  const learned = { start: dataStart, end: dataEnd };
  const facts = { host: "RND-5", metric: CPU_UTILIZATION, zone: "UTC", learned, peers: undefined };
  const line: Baseline = { ...facts, median, low: median, high: median, scale: median, count: median };
  const times = Float64Array.of(at("2026-01-05T00:30:00"), at("2026-01-06T02:00:00"));
  const medianAt = (step: number): number[] => [...loadLineAt(line, calendar, times, step).median];
  expect(medianAt(HOUR)).toEqual([0, 26]);
  expect(medianAt(4 * HOUR)).toEqual([1.5, 27.5]);
  expect(medianAt(100 * DAY)).toEqual([83.5, 83.5]);
});

test("after an analysis every lane has a band at its steps, and the fleet's weeks show the miner", async () => {
  await analyzeWorkspace(planted.workspace);
  const found = lanes(planted.workspace, { hosts: ["RND-5"], range, points: 200 });
  expect(found.map(({ band, envelope }) => band?.times.length === envelope.times.length)).toEqual(
    found.map(() => true),
  );

  const askFleet = fleetWeeksOf(planted.workspace);
  const [{ weeks, hosts }, again] = await Promise.all([askFleet(), askFleet()]);
  expect(weeks.map(toIso)).toEqual(
    Array.from({ length: 5 }, (_, week) => toIso(timestamp(dataStart + week * 7 * DAY))),
  );
  expect(hosts.map(({ host }) => host)).toEqual([...hostNames]);
  // Who asks while an answer is being made gets one that began later, made of what is known already.
  expect(again.hosts.map(({ residual }) => residual)).toEqual(hosts.map(({ residual }) => residual));
  expect(again.hosts[0]?.residual).toBe(hosts[0]?.residual);
  const miner = hosts.find(({ host }) => host === "RND-5");
  expect(miner).toMatchObject({ alarms: 1, className: "rnd-server" });
  expect(miner?.priority).toBeGreaterThan(50);
  expect([...(miner?.residual ?? [])].map((residual) => residual > 5)).toEqual([false, false, false, true, true]);
  expect([...(miner?.coverage ?? [])]).toEqual([1, 1, 1, 1, 1]);
  const quiet = hosts.find(({ host }) => host === "RND-1");
  expect([...(quiet?.residual ?? [])].every((residual) => Math.abs(residual) < 3)).toBe(true);
});

test("a remainder is a lane of its own where CPU, processes and the number of CPUs are known", () => {
  const query = { hosts: ["RND-1"], metrics: [CPU_REMAINDER, DISK_REMAINDER], range, points: 400 };
  const found = lanes(planted.workspace, query);
  expect(found.map(({ metric, unit, band }) => [metric, unit, band])).toEqual([[CPU_REMAINDER, "1", undefined]]);
  const { mean = new Float64Array() } = found[0]?.envelope ?? {};
  expect(mean.length).toBeGreaterThan(300);
  // The host uses 4 to 7 % and its one process an eightieth.
  expect([...mean].every((value) => value > 0.01 && value < 0.09)).toBe(true);
});
