import { expect, it } from "vitest";
import { excessParts, plural, profileTitle } from "../../../renderer/format/words.ts";

it("reads the id of a profile as words", () => {
  expect(["cpu-mining", "data-staging", "unknown"].map(profileTitle)).toEqual([
    "CPU mining",
    "Data staging",
    "Unknown",
  ]);
});

it("lists only what there is an excess of", () => {
  const parts = excessParts({ cpuHours: 1204.4, networkTransmitBytes: 2 * 1024 ** 2, energyWattHours: 2500 });
  expect(parts.map((text) => text.replace(/\s/g, " "))).toEqual(["1 204 CPU-h", "2.00 MiB out", "2.50 kWh"]);
  expect(excessParts({ gpuHours: 0.001, diskReadBytes: 0 })).toEqual([]);
});

it("counts in the singular once", () => {
  expect([plural(1, "host"), plural(0, "host")]).toEqual(["1 host", "0 hosts"]);
});
