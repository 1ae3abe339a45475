/** When any process of a program was seen: one that is started again is one story, whichever process did most. */
import { timestamp, type Timestamp } from "../base/time.ts";
import { programIdentity } from "../correlation/program.ts";
import type { StoredProcess } from "../model/events.ts";

export interface Sighted {
  readonly first: Timestamp;
  readonly last: Timestamp;
}

export interface ProgramSightings {
  add(process: StoredProcess): void;
  /** The process's own times where its program was not added. */
  of(process: StoredProcess): Sighted;
}

export function programSightings(): ProgramSightings {
  const seen = new Map<string, Sighted>();
  return {
    add(process) {
      const identity = programIdentity(process);
      const known = seen.get(identity);
      const first = timestamp(Math.min(process.start ?? process.first, process.first, known?.first ?? Infinity));
      seen.set(identity, { first, last: timestamp(Math.max(process.last, known?.last ?? 0)) });
    },
    of: (process) => seen.get(programIdentity(process)) ?? process,
  };
}
