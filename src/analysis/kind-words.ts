/** What kind of deviation an episode is, in a sentence with the numbers that make it so. */
import type { Episode, Witness } from "../model/episode.ts";
import { findMetric } from "../model/metrics.ts";
import { duration, percent, valueOf } from "./wording.ts";

/** For kinds of load: what the shape is. Empty where there is no more to say than that the level shifted. */
export function shapeSentence(episode: Episode): string {
  const { kind, shape } = episode;
  const value = (amount: number | undefined): string => valueOf(amount ?? Number.NaN, shape.metric);
  switch (kind) {
    case "rhythm-change":
      return `Its rhythm is turned round: ${value(shape.levelOffPeak)} outside business hours against ${value(shape.levelBusiness)} inside them, where it normally is the other way or level.`;
    case "flat-plateau":
      return `It is a flat plateau: in each part of the week its hours lie within ${percent(1 - (shape.flatness ?? 0))} of their level.`;
    case "slow-drift":
      return "It is a slow drift: it crept up instead of stepping, and its end lies at least twice as far above normal as its beginning.";
    case "policy-breach":
      return "Statistics alone would not have named it.";
    default:
      return "";
  }
}

/** For what a policy forbids: what it says and how it was broken. */
export function policySentence({ numbers, shape }: Episode): string {
  const { policyAbove, policyMinutes, policyHours, policyStretches } = numbers;
  if (policyAbove === undefined || policyMinutes === undefined) return "";
  const times = policyStretches === 1 ? "in one stretch" : `in ${String(policyStretches ?? 0)} stretches`;
  return `A policy forbids more than ${valueOf(policyAbove, shape.metric)} for ${duration(policyMinutes * 60)}; it was exceeded for ${hoursOrMinutes(policyHours ?? 0)} ${times}.`;
}

/** In hours, however many: days would be read as whole ones. */
function hoursOrMinutes(hours: number): string {
  return hours < 2 ? duration(hours * 3600) : `${Number(hours.toFixed(1))} hours`;
}

/** For kinds that are no load: what was read, and what was to be expected. `undefined` for kinds of load. */
export function signSentence(episode: Episode): string | undefined {
  const { kind, host, shape, numbers } = episode;
  const what = findMetric(shape.metric)?.title ?? shape.metric;
  const value = (amount: number): string => valueOf(amount, shape.metric);
  switch (kind) {
    case "drop":
      return `${what} on ${host} fell away: it is typically at ${value(shape.level)}, where ${value(shape.normalLevel)} is normal for those hours, ${percent(numbers["lost"] ?? 0)} less.`;
    case "missing-data":
      return `${host} fell silent: in ${String(numbers["expectedHours"] ?? 0)} hours in which it usually reports there is no sample of any metric, while ${String(numbers["peersReporting"] ?? 0)} of the ${shape.peerCount} other hosts of its class went on.`;
    case "falsified-reading":
      return `${what} on ${host} cannot be true: it reads ${value(shape.level)}, while ${implied(episode)}, in ${String(numbers["contradictedHours"] ?? 0)} hours. One of the two was falsified or is broken.`;
    default:
      return undefined;
  }
}

function implied({ witness, shape }: Episode): string {
  const value = valueOf(shape.normalLevel, shape.metric);
  const saying: Readonly<Record<Witness, string>> = {
    hypervisor: `its hypervisor measured ${value}`,
    processes: `its own processes add up to ${value}`,
    connections: `its connections moved ${value}`,
    "gpu-power": `the machine drew ${valueOf(shape.normalLevel, "hw.power")}, more than its past and its CPU account for, with GPU memory in use or warmth to go with it`,
  };
  return witness === undefined ? `another source implies ${value}` : saying[witness];
}
