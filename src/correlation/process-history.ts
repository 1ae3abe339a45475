/**
 * What a host's other processes say about one: that its file was another before, that the program lay elsewhere, that
 * the shell which started it has ended.
 */
import { DAY, HOUR, toIso, type Timestamp } from "../base/time.ts";
import type { StoredProcess } from "../model/events.ts";
import { programIdentity, programName } from "./program.ts";
import type { Ground } from "./suspicion.ts";

const SHELLS: ReadonlySet<string> = new Set([
  "bash",
  "cmd",
  "dash",
  "fish",
  "ksh",
  "powershell",
  "pwsh",
  "sh",
  "tcsh",
  "zsh",
]);
/** A program that outlives its shell by less was on its way out as well. */
const OUTLIVES = HOUR;
/** Two files of one program that appear together are one installation. */
const LATER = DAY;

type Seen = Map<string, Timestamp>;

export interface ProcessHistory {
  /** Takes in a process of the host; in any order. */
  see(process: StoredProcess): void;
  /** Once all were seen. */
  groundsFor(process: StoredProcess): Ground[];
}

export function processHistory(): ProcessHistory {
  /** First sighting of each hash of a program, and of each place of a name. */
  const hashes = new Map<string, Seen>();
  const places = new Map<string, Seen>();
  const shells = new Map<number, StoredProcess[]>();
  return {
    see(process) {
      const identity = programIdentity(process);
      if (process.hash !== undefined) note(hashes, identity, process.hash, process.first);
      if (process.executable !== undefined) note(places, nameOf(process), identity, process.first);
      if (process.end !== undefined && SHELLS.has(nameOf(process))) {
        shells.set(process.pid, [...(shells.get(process.pid) ?? []), process]);
      }
    },
    groundsFor: (process) => [
      ...changed(hashes.get(programIdentity(process)), process),
      ...moved(places.get(nameOf(process)), process),
      ...orphaned(shells, process),
    ],
  };
}

function nameOf(process: StoredProcess): string {
  return programName(process.executable ?? process.name);
}

function note(all: Map<string, Seen>, key: string, value: string, at: Timestamp): void {
  const seen = all.get(key) ?? new Map<string, Timestamp>();
  const known = seen.get(value);
  if (known === undefined || at < known) seen.set(value, at);
  all.set(key, seen);
}

/** The earliest other entry that was seen long enough before this one. */
function earlier(seen: Seen | undefined, own: string): string | undefined {
  const since = seen?.get(own);
  if (seen === undefined || since === undefined) return undefined;
  return [...seen]
    .filter(([value, at]) => value !== own && since - at >= LATER)
    .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

function changed(seen: Seen | undefined, { hash }: StoredProcess): Ground[] {
  const began = hash === undefined ? undefined : seen?.get(hash);
  const before = hash === undefined ? undefined : earlier(seen, hash);
  if (began === undefined || before === undefined) return [];
  const since = toIso(began).slice(0, 10);
  return [
    { kind: "changed", text: `is another file since ${since} than before (${before.slice(0, 12)}…)`, weight: 0.15 },
  ];
}

function moved(seen: Seen | undefined, process: StoredProcess): Ground[] {
  if (process.executable === undefined) return [];
  const before = earlier(seen, programIdentity(process));
  return before === undefined
    ? []
    : [{ kind: "moved", text: `runs from another place than before, ${asPath(before)}`, weight: 0.15 }];
}

/** Identities are written with slashes. */
function asPath(identity: string): string {
  return /^[a-z]:/.test(identity) ? identity.replaceAll("/", "\\") : identity;
}

function orphaned(shells: ReadonlyMap<number, readonly StoredProcess[]>, process: StoredProcess): Ground[] {
  if (process.parentPid === undefined) return [];
  const began = process.start ?? process.first;
  const shell = shells
    .get(process.parentPid)
    ?.find(({ start, first, end }) => (start ?? first) <= began && end !== undefined && end >= began);
  if (shell?.end === undefined || process.last - shell.end < OUTLIVES) return [];
  const hours = Math.round((process.last - shell.end) / HOUR);
  return [
    { kind: "orphan", text: `went on for ${hours} h after ${shell.name}, which started it, had ended`, weight: 0.2 },
  ];
}
