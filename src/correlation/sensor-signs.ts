/** What a network sensor said of a host: alerts whose rule speaks of mining, and look-ups of pools' names. */
import { HOUR, timestamp, toIso, type Timestamp } from "../base/time.ts";
import { NAME_LOOKUP, type ControlEvent } from "../model/events.ts";
import type { Knowledge } from "../model/knowledge.ts";
import { domainIn } from "./domain-match.ts";
import type { Indication } from "./indication.ts";
import { isPoolName } from "./pool-traffic.ts";

export const NETWORK_ALERT = "network-alert";

/** Asked for in so many hours that are so far apart, a name is not asked for by a person. */
const LASTING_HOURS = 6;
const LASTING_SPAN = 12 * HOUR;
const MOST_TOLD = 5;

/** One indication a rule, and one a pool's name. */
export function sensorIndications(events: readonly ControlEvent[], knowledge: Knowledge): Indication[] {
  return [...alertIndications(events, knowledge), ...lookupIndications(events, knowledge)];
}

interface Sighting {
  readonly times: Timestamp[];
  readonly profile: string;
}

/** Whether an event gives an indication. */
export function speaksOfMining({ action, message }: ControlEvent, { alerts, pools }: Knowledge): boolean {
  if (action === NAME_LOOKUP) return isPoolName(message, pools);
  return action === NETWORK_ALERT && alerts.some(({ expression }) => expression.test(ruleOf(message)));
}

/** The rule's name, number and category; not where the packet went, which is somebody else's choice. */
function ruleOf(message: string): string {
  return (message.split("; ")[0] ?? message).slice(0, 400);
}

function alertIndications(events: readonly ControlEvent[], { alerts }: Knowledge): Indication[] {
  const rules = new Map<string, Sighting>();
  for (const { action, message, time } of events) {
    if (action !== NETWORK_ALERT) continue;
    const rule = ruleOf(message);
    const kind = alerts.find(({ expression }) => expression.test(rule));
    if (kind === undefined) continue;
    const known = rules.get(rule);
    if (known === undefined) rules.set(rule, { times: [time], profile: kind.profile });
    else known.times.push(time);
  }
  return [...rules]
    .sort((a, b) => Math.min(...a[1].times) - Math.min(...b[1].times) || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_TOLD)
    .map(([rule, sighting], index) => ({
      ...told(sighting, `A sensor raised "${rule}" ${times(sighting)}.`),
      // Rules that fire on the same packets say the same again.
      weight: index === 0 ? 0.6 : 0.3,
      isPassing: false,
    }));
}

function lookupIndications(events: readonly ControlEvent[], { pools }: Knowledge): Indication[] {
  const names = new Map<string, Sighting>();
  for (const { action, message, time } of events) {
    if (action !== NAME_LOOKUP) continue;
    const isBrowser = domainIn(message, pools.browserSuffixes) !== undefined;
    if (!isBrowser && domainIn(message, pools.suffixes) === undefined) continue;
    const known = names.get(message);
    if (known === undefined) names.set(message, { times: [time], profile: isBrowser ? "browser-mining" : "mining" });
    else known.times.push(time);
  }
  return [...names]
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_TOLD)
    .map(([name, sighting]) => {
      const hours = new Set(sighting.times.map((time) => Math.floor(time / HOUR))).size;
      const isLasting = hours >= LASTING_HOURS && spanOf(sighting) >= LASTING_SPAN;
      const text = `The name of a pool, ${name}, was looked up in ${hours} ${hours === 1 ? "hour" : "hours"}, ${times(sighting)}.`;
      return { ...told(sighting, text), weight: isLasting ? 0.45 : 0.15, isPassing: !isLasting };
    });
}

function told({ times: all, profile }: Sighting, text: string) {
  const first = timestamp(Math.min(...all));
  const last = timestamp(Math.max(...all));
  return { profile, first, last, text, value: all.length, destination: undefined, program: undefined };
}

function times({ times: all }: Sighting): string {
  const at = toIso(timestamp(Math.min(...all)))
    .slice(0, 16)
    .replace("T", " ");
  return all.length === 1 ? `at ${at} UTC` : `${all.length} times from ${at} UTC on`;
}

function spanOf({ times: all }: Sighting): number {
  return Math.max(...all) - Math.min(...all);
}
