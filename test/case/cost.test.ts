import { describe, expect, it } from "vitest";
import { estimateCost } from "../../src/case/cost.ts";
import { usualCostAssumptions } from "../../src/model/cost.ts";

describe("the cost of an excess", () => {
  it("takes measured power before assumed power", () => {
    const cost = estimateCost({ cpuHours: 1000, energyWattHours: 10_000 }, 8);
    expect(cost.isMeasured).toBe(true);
    expect(cost.kilowattHours).toBeCloseTo(10 * usualCostAssumptions.facilityFactor);
  });

  it("assumes a draw per CPU and prices the same hours in a cloud", () => {
    const cost = estimateCost({ cpuHours: 1000 }, 8);
    expect(cost.kilowattHours).toBeCloseTo(7 * 1.4);
    expect(cost.energyPrice).toBeCloseTo(7 * 1.4 * 0.3);
    expect(cost.cloudPrice).toBeCloseTo(45);
    expect(cost.basis.join(" ")).toContain("7 W");
  });

  it("names no cloud price where the number of CPUs is not known", () => {
    const cost = estimateCost({ cpuHours: 100 }, undefined);
    expect(cost.cloudPrice).toBeUndefined();
    expect(cost.basis.join(" ")).toContain("machine");
  });
});
