import { describe, expect, it } from "vitest";
import { binomialBounds } from "../bench/binomial-bounds.ts";

describe("binomialBounds", () => {
  it("gives the exact bounds, as R `binom.test` does", () => {
    const { lower, upper } = binomialBounds(7, 10);
    expect(lower).toBeCloseTo(0.3475471, 6);
    expect(upper).toBeCloseTo(0.9332605, 6);
  });

  it("reaches to the end where all or none are hits", () => {
    expect(binomialBounds(0, 25)).toEqual({ lower: 0, upper: expect.closeTo(1 - 0.025 ** (1 / 25), 9) });
    expect(binomialBounds(25, 25)).toEqual({ lower: expect.closeTo(0.025 ** (1 / 25), 9), upper: 1 });
  });
});
