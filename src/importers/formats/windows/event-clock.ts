/**
 * When an event happened. Two clocks are written beside each other and either may be wrong: old Sysmon has a false
 * `UtcTime` on connections, and collectors label local time as UTC. Sysmon's ProcessGuid holds the second at which the
 * process started and settles it: nothing a process does comes before its start.
 */
import { isPlausible, MINUTE, parseIso, SECOND, timestamp, type Timestamp } from "../../../base/time.ts";
import { UTC, type Zone } from "../../../base/zone.ts";
import { text, type WindowsEvent } from "./event.ts";

const TOLERANCE = 5 * MINUTE;
/** What a ProcessGuid may be later than the event it is in: its seconds are rounded. */
const GUID_SLACK = 2 * MINUTE;
/** Zones differ from UTC by whole quarters of an hour. */
const QUARTER = 15 * MINUTE;

export interface EventClock {
  /** Takes in an event before any is read, to learn by how much the logged times of a host are off. */
  learn(event: WindowsEvent): void;
  /** The event's instant, or the reason why there is none. */
  timeOf(event: WindowsEvent): Timestamp | string;
}

export function eventClock(zone: Zone | undefined, note: (text: string) => void): EventClock {
  /** By host, how often each offset of the logged time was seen. */
  const votes = new Map<string, Map<number, number>>();
  const offsets = new Map<string, number | undefined>();
  const noted = new Set<string>();
  return { learn, timeOf };

  function noteOnce(sentence: string): void {
    if (noted.has(sentence)) return;
    noted.add(sentence);
    note(sentence);
  }

  function learn(event: WindowsEvent): void {
    const utc = clockOf(text(event, "UtcTime"));
    const logged = clockOf(event.logged);
    const start = startOfGuid(text(event, "ProcessGuid"));
    if (utc === undefined || logged === undefined || start === undefined || event.id !== 1) return;
    if (Math.abs(utc - start) > GUID_SLACK) return;
    const offset = Math.round((utc - logged) / QUARTER) * QUARTER;
    if (Math.abs(utc - logged - offset) > TOLERANCE) return;
    const host = event.host ?? "";
    const hostVotes = votes.get(host) ?? new Map<number, number>();
    votes.set(host, hostVotes.set(offset, (hostVotes.get(offset) ?? 0) + 1));
  }

  function timeOf(event: WindowsEvent): Timestamp | string {
    const utcText = text(event, "UtcTime");
    const utc = clockOf(utcText);
    const logged = loggedTime(event);
    if (logged === undefined && utc === undefined) {
      return event.logged === undefined && utcText === undefined
        ? "The event has no time."
        : `"${(event.logged ?? utcText ?? "").slice(0, 40)}" is not a time.`;
    }
    const time = settle(event, utc, logged);
    return isPlausible(time) ? timestamp(time) : "The time lies outside 1980 to 2200.";
  }

  function loggedTime(event: WindowsEvent): number | undefined {
    const parts = event.logged === undefined ? undefined : parseIso(cutFraction(event.logged));
    if (parts === undefined) return undefined;
    const isStated = parts.offsetMinutes === undefined && zone !== undefined;
    const learned = isStated ? undefined : offsetOf(event.host ?? "");
    if (learned !== undefined) return parts.clock - (parts.offsetMinutes ?? 0) * MINUTE + learned;
    if (parts.offsetMinutes !== undefined) return parts.clock - parts.offsetMinutes * MINUTE;
    noteOnce(
      zone === undefined
        ? "Logged times name no zone and nobody stated one: they were read as UTC."
        : `Logged times name no zone: they were read in ${zone.name}, as stated for this source.`,
    );
    return (zone ?? UTC).instantAt(parts.clock);
  }

  function settle(event: WindowsEvent, utc: number | undefined, logged: number | undefined): number {
    if (utc === undefined) return logged ?? Number.NaN;
    if (logged === undefined || Math.abs(utc - logged) <= TOLERANCE) return utc;
    const start = startOfGuid(text(event, "ProcessGuid"));
    const utcIsPossible = start !== undefined && utc >= start - GUID_SLACK;
    const loggedIsPossible = start !== undefined && logged >= start - GUID_SLACK;
    if (event.id === 1 && start !== undefined) return nearer(start, utc, logged);
    if (utcIsPossible !== loggedIsPossible) {
      note("UtcTime and the logged time of some events contradict each other: the start in ProcessGuid settled it.");
      return utcIsPossible ? utc : logged;
    }
    note("UtcTime and the logged time of some events contradict each other: the logged time was taken.");
    return logged;
  }

  /** The offset that Sysmon's process events of a host agree on, where there are any. */
  function offsetOf(host: string): number | undefined {
    if (offsets.has(host)) return offsets.get(host);
    const [best] = [...(votes.get(host) ?? [])].sort((a, b) => b[1] - a[1]);
    const offset = best?.[0];
    offsets.set(host, offset);
    if (offset !== undefined && offset !== 0) {
      const hours = `${offset < 0 ? "-" : "+"}${String(Math.abs(offset) / (60 * MINUTE))} h`;
      note(`Logged times of ${host} are not UTC, as UtcTime and ProcessGuid show: ${hours} was added to them.`);
    }
    return offset;
  }
}

/** The second at which a process started, from Sysmon's `{machine-LLLL-HHHH-…}`: HHHH before LLLL is Unix time. */
export function startOfGuid(guid: string | undefined): number | undefined {
  const match = /^\{?[0-9a-f]{8}-([0-9a-f]{4})-([0-9a-f]{4})-/i.exec(guid ?? "");
  if (match === null) return undefined;
  const start = Number.parseInt(`${match[2] ?? ""}${match[1] ?? ""}`, 16) * SECOND;
  return isPlausible(start) ? start : undefined;
}

/** Entity ids without braces and in one case, so that what different tools wrote meets. */
export function entityIdOf(guid: string | undefined): string | undefined {
  const id = guid?.replace(/^\{|\}$/g, "").toLowerCase();
  return id === undefined || /^[0-]*$/.test(id) ? undefined : id;
}

function clockOf(written: string | undefined): number | undefined {
  const parts = written === undefined ? undefined : parseIso(cutFraction(written));
  return parts === undefined ? undefined : parts.clock - (parts.offsetMinutes ?? 0) * MINUTE;
}

/** Some dumpers print more digits than anybody reads. */
function cutFraction(written: string): string {
  return written.replace(/(\.\d{9})\d+/, "$1");
}

function nearer(to: number, a: number, b: number): number {
  return Math.abs(a - to) <= Math.abs(b - to) ? a : b;
}
