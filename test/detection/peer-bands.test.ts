import fc from "fast-check";
import { expect, test } from "vitest";
import { peerBands } from "../../src/detection/peer-bands.ts";
import { BINS } from "../../src/model/calendar.ts";
import { MAD_TO_SIGMA, medianAbsoluteDeviation } from "../../src/statistics/median-absolute-deviation.ts";
import { quantile } from "../../src/statistics/quantile.ts";

test("there is no band where peers are fewer than asked for", () => {
  const levels = [new Float64Array(BINS), new Float64Array(BINS), new Float64Array(BINS)];
  expect(peerBands(levels, 0, 3)(new Float64Array(BINS))).toBeUndefined();
  expect(peerBands([], 0, 3)(new Float64Array(BINS))).toBeUndefined();
});

test("a band is the range of all others, whichever of them have a level", () => {
  const level = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(fc.array(level, { minLength: 7, maxLength: 7 }), { minLength: 4, maxLength: 9 }), (hosts) => {
      const levels = hosts.map((own) => Float64Array.from({ length: BINS }, (_, bin) => own[bin % 7] ?? 0));
      const bandOf = peerBands(levels, 0.5, 3);
      for (const own of levels) {
        const band = bandOf(own);
        expect(band?.hosts).toBe(levels.length - 1);
        for (let bin = 0; bin < 7; bin++) {
          const others = levels.filter((other) => other !== own).map((other) => other[bin] ?? Number.NaN);
          const scale = Math.max(0.5, MAD_TO_SIGMA * medianAbsoluteDeviation(others));
          expect([band?.low[bin], band?.median[bin], band?.high[bin], band?.scale[bin]]).toEqual([
            quantile(others, 0.05),
            quantile(others, 0.5),
            quantile(others, 0.95),
            scale,
          ]);
        }
      }
    }),
  );
});
