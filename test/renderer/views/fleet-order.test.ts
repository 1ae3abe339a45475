import { expect, it } from "vitest";
import type { HostSummary } from "../../../src/model/fleet.ts";
import { DEFAULT_BUSINESS_HOURS } from "../../../src/model/fleet.ts";
import { timestamp } from "../../../src/base/time.ts";
import { dotsOf, fleetTree } from "../../../renderer/views/fleet/fleet-order.ts";

const host = (name: string, className: string | undefined): HostSummary => ({
  name,
  className,
  timeZone: undefined,
  aliases: [],
  owner: undefined,
  logicalCpus: undefined,
  from: timestamp(0),
  to: timestamp(1),
  sampleCount: 1,
  processCount: 0,
  connectionCount: 0,
  controlCount: 0,
});
const rnd = {
  name: "rnd",
  title: "R&D servers",
  expectation: "quiet" as const,
  businessHours: DEFAULT_BUSINESS_HOURS,
  holidays: [],
};

it("puts the class with the most urgent host first, and that host on top of it", () => {
  const hosts = [host("BUILD-1", "build"), host("RND-10", "rnd"), host("RND-2", "rnd"), host("RND-07", "rnd")];
  const weeks = {
    weeks: [],
    hosts: [
      {
        host: "RND-07",
        className: "rnd",
        priority: 94,
        alarms: 1,
        residual: new Float64Array(),
        coverage: new Float64Array(),
      },
    ],
  };
  const tree = fleetTree([...hosts, host("stray", undefined)], [rnd], weeks);
  expect(tree.map((one) => [one.title, one.alarms, one.children.map((child) => child.host.name)])).toEqual([
    ["R&D servers", 1, ["RND-07", "RND-2", "RND-10"]],
    ["build", 0, ["BUILD-1"]],
    ["No class yet", 0, ["stray"]],
  ]);
});

it("gives dots to alarms only, three to the most urgent", () => {
  expect([dotsOf(94, 94, 1), dotsOf(50, 94, 1), dotsOf(10, 94, 2), dotsOf(94, 94, 0), dotsOf(0, 0, 1)]).toEqual([
    3, 2, 1, 0, 0,
  ]);
});
