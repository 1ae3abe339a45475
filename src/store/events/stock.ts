/**
 * What a host's events name, without the events: taking stock of a fleet's programs and destinations this way costs a
 * fraction of reading its rows, since each text is taken apart once.
 */
import { DAY, type Timestamp } from "../../base/time.ts";
import type { Database } from "../file/database.ts";
import { cutTexts, unpackTexts } from "../file/packed-texts.ts";
import type { DayOfTraffic, Destination, ProgramSighting } from "../workspace.ts";

/** Where in `texts` the fields lie, first and after the last: FORMAT.md has their order. */
const DIRECTION = [1, 2] as const;
const DESTINATION = [4, 7] as const;
const PROGRAM = [1, 3] as const;

/** Each place that connections go to, once; those that came from outside are left out. */
export function readDestinations(database: Database, hostId: number): Destination[] {
  const packed = new Set<string>();
  for (const { texts } of database
    .prepare<{ texts: string }>("SELECT texts FROM connection WHERE host_id = ?")
    .all(hostId)) {
    if (cutTexts(texts, ...DIRECTION) !== "inbound") packed.add(cutTexts(texts, ...DESTINATION));
  }
  return Array.from(packed, (texts) => {
    const [destinationIp, port, destinationDomain] = unpackTexts(texts);
    return { destinationIp, destinationPort: port === undefined ? undefined : Number(port), destinationDomain };
  });
}

/** Two sensors that saw the same connections do not add up: of each day the source that saw most counts. */
export function readTraffic(database: Database, hostId: number): DayOfTraffic[] {
  return database
    .prepare<{ day: number; bytes_out: number; bytes_in: number }>(
      `SELECT day, max(bytes_out) AS bytes_out, max(bytes_in) AS bytes_in FROM (
         SELECT start / ${String(DAY)} AS day, sum(coalesce(bytes_out, 0)) AS bytes_out, sum(coalesce(bytes_in, 0)) AS bytes_in
         FROM connection WHERE host_id = ? AND until - start <= ${String(DAY)} GROUP BY day, source_id
       ) GROUP BY day ORDER BY day`,
    )
    .all(hostId)
    .map(({ day, bytes_out, bytes_in }) => ({ day, bytesOut: bytes_out, bytesIn: bytes_in }));
}

interface SightingRow {
  readonly process_id: number;
  readonly first: number;
  readonly start: number | null;
  readonly texts: string;
}

interface Instance {
  readonly name: string;
  executable: string | undefined;
  first: number;
  start: number | null;
  isSought: boolean;
}

/** Each program by name and executable, as the earliest of its instances; sources complete each other's instances. */
export function readPrograms(database: Database, hostId: number, sought?: RegExp): ProgramSighting[] {
  const rows = database
    .prepare<SightingRow>(
      `SELECT process_id, record.first, record.start, texts
       FROM process JOIN process_record AS record ON process_id = process.id
       WHERE host_id = ? ORDER BY process_id, source_id`,
    )
    .all(hostId);
  const names = new Map<string, readonly [name: string, executable: string | undefined]>();
  const instances = new Map<number, Instance>();
  for (const { process_id, first, start, texts } of rows) {
    const packed = cutTexts(texts, ...PROGRAM);
    let named = names.get(packed);
    if (named === undefined) {
      const [name = "", executable] = unpackTexts(packed);
      names.set(packed, (named = [name, executable]));
    }
    const known = instances.get(process_id);
    const isSought = sought?.test(texts) ?? false;
    if (known === undefined) {
      instances.set(process_id, { name: named[0], executable: named[1], first, start, isSought });
    } else {
      known.executable ??= named[1];
      known.isSought ||= isSought;
      known.start ??= start;
      known.first = Math.min(known.first, first);
    }
  }
  const programs = new Map<string, ProgramSighting>();
  for (const { name, executable, first, start, isSought } of instances.values()) {
    const key = `${name}\n${executable ?? ""}`;
    const before = programs.get(key);
    const began = Math.min(start ?? first, first);
    programs.set(key, {
      name,
      executable,
      first: Math.min(before?.first ?? first, first) as Timestamp,
      began: Math.min(before?.began ?? began, began) as Timestamp,
      isSought: isSought || before?.isSought === true,
    });
  }
  return [...programs.values()];
}
