import { expect, it } from "vitest";
import { HOUR, timestamp } from "../../../src/base/time.ts";
import { rangeWords, readingWords, readLanes } from "../../../renderer/charts/reading.ts";
import { exampleLane, exampleTrace } from "./example-lane.ts";

const plain = (text: string | undefined): string | undefined => text?.replace(/\s/g, " ");

const lane = exampleLane(exampleTrace());

it("names value, spread, normal range, residual and the samples behind it", () => {
  const [reading] = readLanes([lane], timestamp(190));
  expect([
    plain(reading?.value),
    plain(reading?.spread),
    plain(reading?.normal),
    plain(reading?.residual),
    reading?.weeks,
    reading?.isOutside,
    reading?.samples,
  ]).toEqual(["95 %", "94–96 %", "3–9 %", "+89 σ", 24, true, 12]);
});

it("names the peers and how many they are, in the one line that stands beside the cursor", () => {
  const { band } = exampleTrace();
  if (band === undefined) throw new Error("The example has a load line.");
  const peers = { ...band, low: Float64Array.of(0.02), high: Float64Array.of(0.11), hosts: 11 };
  const [reading] = readLanes([exampleLane(exampleTrace({ band: { ...band, peers } }))], timestamp(190));
  expect(reading === undefined ? undefined : plain(readingWords(reading))).toBe(
    "95 %   +89 σ   normally 3–9 % (24 wk)   peers 2–11 % (11)   n 12",
  );
});

it("says what is an estimate, and why", () => {
  const [reading] = readLanes([exampleLane(exampleTrace({ step: 4 * HOUR, instances: 3 }))], timestamp(190));
  expect([reading?.normal, reading?.residual, reading?.spread].map((text) => text?.startsWith("≈"))).toEqual([
    true,
    true,
    true,
  ]);
  expect(reading?.estimates).toEqual([
    expect.stringContaining("mean of the hours"),
    expect.stringContaining("bounds, summed over 3 series"),
  ]);
});

it("shows no spread for a single sample, and says that a value inside the band is normal", () => {
  const [reading] = readLanes([lane], timestamp(100));
  expect([plain(reading?.value), reading?.spread, reading?.isOutside]).toEqual(["5 %", undefined, false]);
});

it("writes the unit twice only where it differs", () => {
  expect([plain(rangeWords(1024, 2048, "By/s")), plain(rangeWords(512, 2048, "By"))]).toEqual([
    "1.00–2.00 KiB/s",
    "512 B–2.00 KiB",
  ]);
});
