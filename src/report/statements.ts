/** Sentences that several report formats share. */
import type { Cost } from "../model/cost.ts";
import type { Excess, JustificationVerdict, SuspectProcess } from "../model/episode.ts";
import { bytesText, numberText, percentText } from "./wording.ts";

export function costSentence(cost: Cost): string {
  const energy =
    `About ${numberText(cost.kilowattHours)} kWh (${cost.isMeasured ? "measured power" : "estimated"}), ` +
    `${cost.energyPrice.toFixed(2)} ${cost.currency}`;
  return cost.cloudPrice === undefined
    ? `${energy}.`
    : `${energy}; the same compute bought in a cloud: about ${cost.cloudPrice.toFixed(2)} ${cost.currency}.`;
}

export function excessLines(excess: Excess): string[] {
  const lines: string[] = [];
  const add = (value: number | undefined, text: (amount: number) => string): void => {
    if (value !== undefined && value > 0) lines.push(`Excess: ${text(value)}.`);
  };
  add(excess.cpuHours, (hours) => `${numberText(hours)} CPU-hours`);
  add(excess.gpuHours, (hours) => `${numberText(hours)} GPU-hours`);
  add(excess.energyWattHours, (wattHours) => `${numberText(wattHours / 1000)} kWh at the machine`);
  add(excess.diskReadBytes, (bytes) => `${bytesText(bytes)} read from disk`);
  add(excess.diskWriteBytes, (bytes) => `${bytesText(bytes)} written to disk`);
  add(excess.networkReceiveBytes, (bytes) => `${bytesText(bytes)} received`);
  add(excess.networkTransmitBytes, (bytes) => `${bytesText(bytes)} sent`);
  return lines;
}

export function stateText(verdict: JustificationVerdict): string {
  const share = `approved claims cover ${percentText(verdict.coverage)} of its excess`;
  return `${verdict.state} (${share})`;
}

export function shareText(share: SuspectProcess["share"]): string {
  if (share === undefined) return "–";
  if (typeof share === "number") return percentText(share);
  return `${percentText(share[0])} to ${percentText(share[1])}`;
}
