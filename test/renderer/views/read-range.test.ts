import { expect, it } from "vitest";
import { toIso } from "../../../src/base/time.ts";
import { UTC, zoneOf, type Zone } from "../../../src/base/zone.ts";
import { readRange } from "../../../renderer/views/timeline/read-range.ts";

const berlin: Zone = zoneOf("Europe/Berlin") ?? UTC;
const read = (text: string): string[] | undefined => {
  const range = readRange(text, berlin);
  return range === undefined ? undefined : [toIso(range.start), toIso(range.end)];
};

it("reads two times on the clock of the zone, unless they name their own", () => {
  expect(read("2026-04-12 22:10 – 2026-04-13")).toEqual(["2026-04-12T20:10:00Z", "2026-04-12T22:00:00Z"]);
  expect(read("2026-04-12T22:10Z to 2026-04-13T00:00+02:00")).toBeUndefined();
  expect(read("2026-04-12T20:10Z - 2026-04-13T00:00+02:00")).toEqual(["2026-04-12T20:10:00Z", "2026-04-12T22:00:00Z"]);
});

it("refuses one time, three, or what ends before it begins", () => {
  const wrong = ["2026-04-12", "2026-04-12 – 2026-04-13 – 2026-04-14", "2026-04-13 – 2026-04-12", "a – b"];
  expect(wrong.map(read)).toEqual([undefined, undefined, undefined, undefined]);
});
