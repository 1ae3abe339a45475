import { describe, expect, it } from "vitest";
import { newAlerts } from "../../../renderer/state/live.ts";
import type { LiveStatus } from "../../../src/model/live-status.ts";
import { timestamp } from "../../../src/base/time.ts";

const status = (startedAt: number, ...alerts: string[]): LiveStatus => ({
  isRunning: true,
  host: "here",
  startedAt: timestamp(startedAt),
  intervalSeconds: 5,
  samples: 0,
  processes: 0,
  connections: 0,
  alerts,
  cost: 0,
});

describe("alerts of the live sampling", () => {
  it("are told once each, as they come", () => {
    expect(newAlerts(status(1, "a"), status(1, "a", "b", "c"))).toEqual(["b", "c"]);
    expect(newAlerts(status(1, "a", "b"), status(1, "a", "b"))).toEqual([]);
  });

  it("of a run that was not watched from its start are not told again", () => {
    expect(newAlerts(undefined, status(1, "a"))).toEqual([]);
    expect(newAlerts(status(1, "a", "b"), status(2, "c"))).toEqual([]);
  });
});
