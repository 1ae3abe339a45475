/**
 * What a host's events name, without the events: taking stock of a fleet's programs and destinations this way costs a
 * fraction of reading its rows, since each text is taken apart once.
 */
import { DAY, type Timestamp } from "../../base/time.ts";
import type { Database } from "../file/database.ts";
import type { DayOfTraffic, Destination, ProgramSighting } from "../workspace.ts";
import { PROCESS_TEXTS } from "./process-record.ts";
import { readTexts } from "./text-table.ts";

interface PlaceRow {
  readonly direction: number | null;
  readonly ip: number | null;
  readonly port: number | null;
  readonly domain: number | null;
}

/** Each place that connections go to, once; those that came from outside are left out. */
export function readDestinations(database: Database, hostId: number): Destination[] {
  const rows = database
    .prepare<PlaceRow>(
      `SELECT DISTINCT direction, destination_ip AS ip, destination_port AS port, destination_domain AS domain
       FROM connection WHERE host_id = ?`,
    )
    .all(hostId);
  const texts = readTexts(database, rows, ["direction", "ip", "domain"]);
  const text = (id: number | null): string | undefined => (id === null ? undefined : texts.get(id));
  const places = new Map<string, Destination>();
  for (const { direction, ip, port, domain } of rows) {
    if (text(direction) === "inbound") continue;
    const place = { destinationIp: text(ip), destinationPort: port ?? undefined, destinationDomain: text(domain) };
    places.set(`${place.destinationIp ?? ""}\n${String(port)}\n${place.destinationDomain ?? ""}`, place);
  }
  return [...places.values()];
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

type TextColumns = Readonly<Record<(typeof PROCESS_TEXTS)[number], number | null>>;

interface SightingRow extends TextColumns {
  readonly id: number;
  readonly opens: number;
  readonly start: number | null;
}

/** Each program by name and executable, as the earliest of its instances. */
export function readPrograms(database: Database, hostId: number, sought?: RegExp): ProgramSighting[] {
  const rows = database
    .prepare<SightingRow>(
      `SELECT id, opens, start, ${PROCESS_TEXTS.join(", ")} FROM process WHERE host_id = ? ORDER BY id`,
    )
    .all(hostId);
  const found = sought === undefined ? undefined : findSought(database, hostId, rows, sought);
  const names = readTexts(database, rows, ["name", "executable"]);
  const text = (id: number | null): string | undefined => (id === null ? undefined : names.get(id));
  const programs = new Map<string, ProgramSighting>();
  for (const row of rows) {
    const name = text(row.name) ?? "";
    const executable = text(row.executable);
    const key = `${name}\n${executable ?? ""}`;
    const before = programs.get(key);
    const began = Math.min(row.start ?? row.opens, row.opens);
    programs.set(key, {
      name,
      executable,
      first: Math.min(before?.first ?? row.opens, row.opens) as Timestamp,
      began: Math.min(before?.began ?? began, began) as Timestamp,
      isSought: found?.has(row.id) === true || before?.isSought === true,
    });
  }
  return [...programs.values()];
}

/** Ids of the processes of which any source says what is sought. */
function findSought(
  database: Database,
  hostId: number,
  processes: readonly SightingRow[],
  sought: RegExp,
): ReadonlySet<number> {
  const others = database
    .prepare<TextColumns & { id: number }>(
      `SELECT process.id, ${PROCESS_TEXTS.map((column) => `record.${column}`).join(", ")}
       FROM process JOIN process_record AS record ON record.process_id = process.id WHERE host_id = ? AND shared = 1`,
    )
    .all(hostId);
  const rows = [...processes, ...others];
  const isSought = new Map<number, boolean>();
  for (const [id, text] of readTexts(database, rows, PROCESS_TEXTS)) isSought.set(id, sought.test(text));
  const found = new Set<number>();
  for (const row of rows) {
    if (PROCESS_TEXTS.some((column) => isSought.get(row[column] ?? 0) === true)) found.add(row.id);
  }
  return found;
}
