/**
 * What an episode cost: energy, money for it, and what the same compute would have cost in a cloud. An estimate by
 * assumptions that are printed with it; measured power goes before assumed power.
 */
import { usualCostAssumptions, type Cost, type CostAssumptions, type CostOfCase } from "../model/cost.ts";
import type { Case } from "../model/case.ts";
import type { Excess } from "../model/episode.ts";
import type { Workspace } from "../store/workspace.ts";

/** What each finding of a case cost by the case's own assumptions; findings whose episode is gone are left out. */
export function costOfCase(workspace: Workspace, { findings, costAssumptions }: Case): CostOfCase {
  const assumptions = costAssumptions ?? usualCostAssumptions;
  return {
    assumptions,
    findings: findings.flatMap(({ episodeId }) => {
      const episode = workspace.episode(episodeId) ?? workspace.keptEpisode(episodeId);
      if (episode === undefined) return [];
      const cost = estimateCost(episode.excess, workspace.host(episode.host)?.logicalCpus, assumptions);
      return { episodeId, host: episode.host, cost };
    }),
  };
}

/** The cost of an excess; `logicalCpus` says whether its CPU-hours are of single CPUs or of the machine as one. */
export function estimateCost(
  excess: Excess,
  logicalCpus: number | undefined,
  assumptions: CostAssumptions = usualCostAssumptions,
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
