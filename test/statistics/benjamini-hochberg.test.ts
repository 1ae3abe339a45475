import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { benjaminiHochberg } from "../../src/statistics/benjamini-hochberg.ts";

describe("benjaminiHochberg", () => {
  test("takes an empty list", () => {
    expect(benjaminiHochberg([])).toEqual([]);
  });

  test("rejects the first four of the fifteen hypotheses in Benjamini & Hochberg 1995", () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    const adjusted = benjaminiHochberg(p);
    expect(adjusted.filter((value) => value <= 0.05)).toHaveLength(4);
    [0.0015, 0.003, 0.0095, 0.035625, 0.0603].forEach((value, i) => expect(adjusted[i]).toBeCloseTo(value, 10));
  });

  test("keeps the order of the input and never lowers a p-value", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (p) => {
        const adjusted = benjaminiHochberg(p);
        p.forEach((value, i) => expect(adjusted[i]).toBeGreaterThanOrEqual(value - 1e-12));
        const byP = p.map((value, i) => ({ value, is: adjusted[i] ?? 0 })).sort((a, b) => a.value - b.value);
        byP.slice(1).forEach(({ is }, i) => expect(is).toBeGreaterThanOrEqual((byP[i]?.is ?? 0) - 1e-12));
      }),
    );
  });
});
