/** Control events within reach of an onset: what was switched off, plugged in or logged on shortly before the load. */
import { HOUR, MINUTE, type TimeRange, timestamp, type Timestamp } from "../base/time.ts";
import type { RelatedControl } from "../model/episode.ts";
import type { ControlEvent, ProcessRecord } from "../model/events.ts";
import type { ControlReach, Knowledge } from "../model/knowledge.ts";
import { programName } from "./program.ts";

/** More events of one kind than this are one story. */
const MOST_OF_ONE_KIND = 5;
/** Two sources that report one event stamp it within this time. */
const SAME_EVENT = MINUTE;
/** A command line or message is looked at this far. */
const LOOKED_AT = 8_192;

/** The span in which control events can matter for an onset, over all actions. */
export function controlReach(onset: Timestamp, { controls }: Knowledge): TimeRange {
  const reaches = [...controls.values()];
  return {
    start: timestamp(onset - Math.max(0, ...reaches.map(({ beforeHours }) => beforeHours)) * HOUR),
    end: timestamp(onset + Math.max(0, ...reaches.map(({ afterHours }) => afterHours)) * HOUR + 1),
  };
}

/**
 * Events within their action's reach of the onset, in order of time; of each action those nearest to the onset. What
 * an action the knowledge does not list means is unknown, so it is not named; nor is what says nothing.
 */
export function controlsNear(
  events: readonly ControlEvent[],
  onset: Timestamp,
  knowledge: Knowledge,
): RelatedControl[] {
  const near = events
    .filter((event) => speaks(event, event.time - onset, knowledge.controls.get(event.action)))
    .sort(
      (a, b) => Math.abs(a.time - onset) - Math.abs(b.time - onset) || a.time - b.time || order(a.message, b.message),
    );
  const kept: RelatedControl[] = [];
  for (const { action, time, user, message } of near) {
    const alike = kept.filter((other) => other.action === action);
    const isTold = alike.some((other) => other.text === message && Math.abs(other.at - time) <= SAME_EVENT);
    if (alike.length >= MOST_OF_ONE_KIND || isTold) continue;
    kept.push({ action, at: time, user, text: message });
  }
  return kept.sort((a, b) => a.at - b.at || order(a.action, b.action) || order(a.text, b.text));
}

/** What processes were told to do to the host's protections, as control events at the time the process was seen. */
export function controlsFromCommands(
  processes: readonly (ProcessRecord & { readonly first: Timestamp })[],
  knowledge: Knowledge,
): ControlEvent[] {
  return processes.flatMap((process) => {
    const line = process.commandLine?.slice(0, LOOKED_AT);
    if (line === undefined) return [];
    const command = knowledge.commands.find(({ expression, needsService }) => {
      const match = expression.exec(line);
      if (match === null) return false;
      return !needsService || knowledge.protections.has(programName(match.groups?.["service"] ?? ""));
    });
    if (command === undefined) return [];
    const time = process.start ?? process.first;
    return [{ host: process.host, time, action: command.action, user: process.user, message: line.slice(0, 300) }];
  });
}

function speaks({ message }: ControlEvent, distance: number, reach: ControlReach | undefined): boolean {
  if (reach === undefined) return false;
  const isNear = distance >= -reach.beforeHours * HOUR && distance <= reach.afterHours * HOUR;
  return isNear && reach.saysNothing?.test(message.slice(0, LOOKED_AT)) !== true;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
