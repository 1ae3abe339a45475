/**
 * What an episode cost: energy, money for it, and what the same compute would have cost in a cloud. An estimate by
 * assumptions that are printed with it; measured power goes before assumed power.
 */
import type { Excess } from "../model/episode.ts";

export interface CostAssumptions {
  /** Watts that one busy logical CPU adds to an idle server. 4–10 W is usual for server parts under full load. */
  readonly wattsPerCpu: number;
  /** Watts that a machine of unknown size adds between idle and full load. */
  readonly wattsPerMachine: number;
  readonly wattsPerGpu: number;
  /** Energy of cooling and distribution on top of the machine's own (power usage effectiveness). */
  readonly facilityFactor: number;
  readonly pricePerKilowattHour: number;
  /** Price of one virtual CPU for one hour on demand. */
  readonly pricePerCpuHour: number;
  readonly currency: string;
}

export const defaultAssumptions: CostAssumptions = {
  wattsPerCpu: 7,
  wattsPerMachine: 100,
  wattsPerGpu: 200,
  facilityFactor: 1.4,
  pricePerKilowattHour: 0.3,
  pricePerCpuHour: 0.045,
  currency: "EUR",
};

export interface Cost {
  readonly kilowattHours: number;
  readonly energyPrice: number;
  /** `undefined` where the number of CPUs is not known. */
  readonly cloudPrice: number | undefined;
  readonly currency: string;
  readonly isMeasured: boolean;
  /** How the figures came about, one sentence each. */
  readonly basis: readonly string[];
}

/** The cost of an excess; `logicalCpus` says whether its CPU-hours are of single CPUs or of the machine as one. */
export function estimateCost(
  excess: Excess,
  logicalCpus: number | undefined,
  assumptions: CostAssumptions = defaultAssumptions,
): Cost {
  const basis: string[] = [];
  const wattHours = measuredOrAssumed(excess, logicalCpus, assumptions, basis);
  const kilowattHours = (wattHours / 1000) * assumptions.facilityFactor;
  basis.push(
    `Cooling and distribution add ${Math.round((assumptions.facilityFactor - 1) * 100)} %; a kilowatt-hour costs ` +
      `${assumptions.pricePerKilowattHour} ${assumptions.currency}.`,
  );
  const cloudPrice =
    logicalCpus === undefined || excess.cpuHours === undefined
      ? undefined
      : excess.cpuHours * assumptions.pricePerCpuHour;
  if (cloudPrice !== undefined) {
    basis.push(`A virtual CPU in a cloud costs ${assumptions.pricePerCpuHour} ${assumptions.currency} an hour.`);
  }
  return {
    kilowattHours,
    energyPrice: kilowattHours * assumptions.pricePerKilowattHour,
    cloudPrice,
    currency: assumptions.currency,
    isMeasured: excess.energyWattHours !== undefined,
    basis,
  };
}

function measuredOrAssumed(
  excess: Excess,
  logicalCpus: number | undefined,
  assumptions: CostAssumptions,
  basis: string[],
): number {
  if (excess.energyWattHours !== undefined) {
    basis.push("The energy is the measured power above its own normal, summed over the episode.");
    return excess.energyWattHours;
  }
  const perHour = logicalCpus === undefined ? assumptions.wattsPerMachine : assumptions.wattsPerCpu;
  const what = logicalCpus === undefined ? "a machine between idle and full load" : "a busy logical CPU";
  basis.push(`No power was measured: ${what} is taken to draw ${perHour} W more.`);
  let wattHours = (excess.cpuHours ?? 0) * perHour;
  if (excess.gpuHours !== undefined && excess.gpuHours > 0) {
    basis.push(`A busy GPU is taken to draw ${assumptions.wattsPerGpu} W more.`);
    wattHours += excess.gpuHours * assumptions.wattsPerGpu;
  }
  return wattHours;
}
