/** What unexplained load costs, and what is assumed to say so. */
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

export const usualCostAssumptions: CostAssumptions = {
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

export interface CostOfCase {
  readonly assumptions: CostAssumptions;
  readonly findings: readonly { readonly episodeId: string; readonly host: string; readonly cost: Cost }[];
}
