/**
 * Writes the processes of one source, one row per instance. The same instance is recognised within the source and among
 * those of other sources: by the source's own entity id; else by host, pid and start; else, where no start is stated,
 * by host, pid and name close in time, since pids are used again.
 */
import { HOUR, SECOND, type Timestamp } from "../../base/time.ts";
import type { Locator, ProcessRecord } from "../../model/events.ts";
import type { Database } from "../file/database.ts";

/** Sources state starts in whole seconds or rounded from clock ticks. */
const START_TOLERANCE = 2 * SECOND;
/** Longer than any usual step between two snapshots of running processes, shorter than it takes to reuse pids often. */
const STILL_THE_SAME = 6 * HOUR;
/** Instances that are held in memory; more are looked up in the file. */
const MOST_HELD = 50_000;
/** Rough size of an instance in memory, in bytes. */
const HELD_BYTES = 600;

/** Facts that one source may know and another not: the first that is defined stays. */
const FACTS = [
  "executable",
  "commandLine",
  "parentPid",
  "parentName",
  "parentExecutable",
  "user",
  "hash",
  "originalFileName",
  "signed",
  "container",
] as const satisfies readonly (keyof ProcessRecord)[];

type Facts = { -readonly [Field in (typeof FACTS)[number]]?: ProcessRecord[Field] };

interface Instance {
  readonly id: number;
  readonly hostId: number;
  readonly pid: number;
  readonly name: string;
  readonly locator: Locator;
  readonly facts: Facts;
  entityId: string | undefined;
  start: number | undefined;
  end: number | undefined;
  first: number;
  last: number;
  samples: number;
  isChanged: boolean;
}

interface StoredRow {
  readonly id: number;
  readonly entity_id: string | null;
  readonly start: number | null;
  readonly opens: number;
  readonly closes: number;
  readonly ended: number | null;
}

export class ProcessWriter {
  readonly #database: Database;
  readonly #sourceId: number;
  readonly #byId = new Map<number, Instance>();
  readonly #byEntity = new Map<string, Instance>();
  readonly #byStart = new Map<string, Instance>();
  readonly #byName = new Map<string, Instance>();
  /** Hosts of which the file holds processes that memory does not. */
  readonly #hostsInFile = new Map<number, boolean>();
  /** Host of every process that this source mentions. */
  readonly #hostOf = new Map<number, number>();
  #nextId: number;

  constructor(database: Database, sourceId: number) {
    this.#database = database;
    this.#sourceId = sourceId;
    const sequence = database.prepare<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'process'").get();
    this.#nextId = (sequence?.seq ?? 0) + 1;
  }

  get pendingBytes(): number {
    return this.#byId.size * HELD_BYTES;
  }

  /** Notes that a process was seen and returns its id. */
  add(hostId: number, record: ProcessRecord, seen: Timestamp, locator: Locator): number {
    const instance =
      this.#findHeld(hostId, record, seen) ??
      this.#findInFile(hostId, record, seen, locator) ??
      this.#make(hostId, record, seen, locator, undefined);
    this.#complete(instance, record, seen);
    if (this.#byId.size > MOST_HELD) this.#letGo();
    return instance.id;
  }

  /** Counts a sample of a process's usage; returns the host it ran on. */
  addSample(processId: number, time: number): number {
    const hostId = this.#hostOf.get(processId);
    if (hostId === undefined) throw new RangeError(`Process ${String(processId)} is not one of this source.`);
    const instance = this.#byId.get(processId) ?? this.#takeBack(processId, hostId, time);
    if (instance !== undefined) {
      instance.samples += 1;
      instance.first = Math.min(instance.first, time);
      instance.last = Math.max(instance.last, time);
      instance.isChanged = true;
    }
    return hostId;
  }

  flush(): void {
    for (const instance of this.#byId.values()) if (instance.isChanged) this.#write(instance);
  }

  #findHeld(hostId: number, record: ProcessRecord, seen: number): Instance | undefined {
    const { entityId, start, pid } = record;
    if (entityId !== undefined) {
      const same = this.#byEntity.get(entityKey(hostId, entityId));
      if (same !== undefined) return same;
    }
    if (start !== undefined) {
      const slot = startSlot(start);
      for (const near of [slot, slot - 1, slot + 1]) {
        const candidate = this.#byStart.get(startKey(hostId, pid, near));
        if (candidate !== undefined && isSame(candidate, record, seen)) return candidate;
      }
    }
    const candidate = this.#byName.get(nameKey(hostId, pid, record.name));
    return candidate !== undefined && isSame(candidate, record, seen) ? candidate : undefined;
  }

  #findInFile(hostId: number, record: ProcessRecord, seen: Timestamp, locator: Locator): Instance | undefined {
    if (!this.#isHostInFile(hostId)) return undefined;
    const columns = `id, entity_id, start, opens, closes,
      (SELECT max("end") FROM process_record WHERE process_id = process.id) AS ended`;
    const { entityId, start, pid } = record;
    const rows: StoredRow[] = [];
    if (entityId !== undefined) {
      rows.push(
        ...this.#database
          .prepare<StoredRow>(`SELECT ${columns} FROM process WHERE host_id = ? AND entity_id = ?`)
          .all(hostId, entityId),
      );
    }
    if (start !== undefined) {
      rows.push(
        ...this.#database
          .prepare<StoredRow>(
            `SELECT ${columns} FROM process INDEXED BY process_by_pid
             WHERE host_id = ? AND pid = ? AND start BETWEEN ? AND ?`,
          )
          .all(hostId, pid, start - START_TOLERANCE, start + START_TOLERANCE),
      );
    }
    rows.push(
      ...this.#database
        .prepare<StoredRow>(
          `SELECT ${columns} FROM process INDEXED BY process_by_pid
             WHERE host_id = ? AND pid = ? AND name = ? COLLATE NOCASE AND opens <= ? AND closes >= ? ORDER BY closes DESC LIMIT 4`,
        )
        .all(hostId, pid, record.name, seen + STILL_THE_SAME, seen - STILL_THE_SAME),
    );
    for (const row of rows) {
      const candidate = {
        entityId: row.entity_id ?? undefined,
        start: row.start ?? undefined,
        end: row.ended ?? undefined,
        first: row.opens,
        last: row.closes,
      };
      if (isSame(candidate, record, seen))
        return this.#make(hostId, record, seen, locator, { id: row.id, ...candidate });
    }
    return undefined;
  }

  #isHostInFile(hostId: number): boolean {
    let known = this.#hostsInFile.get(hostId);
    if (known === undefined) {
      known = this.#database.prepare("SELECT 1 FROM process WHERE host_id = ? LIMIT 1").get(hostId) !== undefined;
      this.#hostsInFile.set(hostId, known);
    }
    return known;
  }

  #make(
    hostId: number,
    record: ProcessRecord,
    seen: Timestamp,
    locator: Locator,
    stored: { id: number; entityId: string | undefined; start: number | undefined } | undefined,
  ): Instance {
    const instance: Instance = {
      id: stored?.id ?? this.#nextId,
      hostId,
      pid: record.pid,
      name: record.name,
      locator,
      facts: {},
      entityId: stored?.entityId,
      start: stored?.start,
      end: undefined,
      first: seen,
      last: seen,
      samples: 0,
      isChanged: true,
    };
    if (stored === undefined) this.#nextId += 1;
    this.#hold(instance);
    return instance;
  }

  #hold(instance: Instance): void {
    const { id, hostId, pid, name, entityId, start } = instance;
    this.#byId.set(id, instance);
    this.#hostOf.set(id, hostId);
    this.#byName.set(nameKey(hostId, pid, name), instance);
    if (entityId !== undefined) this.#byEntity.set(entityKey(hostId, entityId), instance);
    if (start !== undefined) this.#byStart.set(startKey(hostId, pid, startSlot(start)), instance);
  }

  /** Adds what the record knows beyond what is known. */
  #complete(instance: Instance, record: ProcessRecord, seen: number): void {
    for (const fact of FACTS) {
      if (instance.facts[fact] === undefined && record[fact] !== undefined) {
        Object.assign(instance.facts, { [fact]: record[fact] });
      }
    }
    if (instance.entityId === undefined && record.entityId !== undefined) {
      instance.entityId = record.entityId;
      this.#byEntity.set(entityKey(instance.hostId, record.entityId), instance);
    }
    if (instance.start === undefined && record.start !== undefined) {
      instance.start = record.start;
      this.#byStart.set(startKey(instance.hostId, instance.pid, startSlot(record.start)), instance);
    }
    if (record.end !== undefined) instance.end = Math.max(instance.end ?? record.end, record.end);
    instance.first = Math.min(instance.first, seen, record.start ?? seen);
    instance.last = Math.max(instance.last, seen, record.end ?? seen);
    instance.isChanged = true;
  }

  /** Writes and forgets what is held, so that a source of any size fits; what is forgotten is found in the file. */
  #letGo(): void {
    this.flush();
    for (const instance of this.#byId.values()) this.#hostsInFile.set(instance.hostId, true);
    this.#byId.clear();
    this.#byEntity.clear();
    this.#byStart.clear();
    this.#byName.clear();
  }

  /** An instance of this source that was let go and is sampled again. */
  #takeBack(processId: number, hostId: number, time: number): Instance | undefined {
    const row = this.#database
      .prepare<{ pid: number; name: string; entity_id: string | null; start: number | null; locator: number }>(
        `SELECT pid, name, entity_id, start, locator FROM process_record WHERE process_id = ? AND source_id = ?`,
      )
      .get(processId, this.#sourceId);
    if (row === undefined) return undefined;
    const instance: Instance = {
      id: processId,
      hostId,
      pid: row.pid,
      name: row.name,
      locator: row.locator,
      facts: {},
      entityId: row.entity_id ?? undefined,
      start: row.start ?? undefined,
      end: undefined,
      first: time,
      last: time,
      samples: 0,
      isChanged: true,
    };
    this.#hold(instance);
    return instance;
  }

  #write(instance: Instance): void {
    const { id, hostId, pid, name, locator, entityId, start, end, first, last, facts } = instance;
    this.#database
      .prepare(
        `INSERT INTO process (id, host_id, pid, name, entity_id, start, opens, closes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET entity_id = coalesce(entity_id, excluded.entity_id),
           start = coalesce(start, excluded.start), opens = min(opens, excluded.opens),
           closes = max(closes, excluded.closes)`,
      )
      .run(id, hostId, pid, name, entityId, start, first, last);
    this.#database
      .prepare(
        `INSERT INTO process_record (process_id, source_id, locator, first, last, samples, pid, entity_id, name, start,
           "end", executable, command_line, parent_pid, parent_name, parent_executable, user, hash, original_file_name,
           signed, container)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (process_id, source_id) DO UPDATE SET
           first = min(first, excluded.first), last = max(last, excluded.last), samples = samples + excluded.samples,
           entity_id = coalesce(entity_id, excluded.entity_id), start = coalesce(start, excluded.start),
           "end" = max(coalesce("end", excluded."end"), coalesce(excluded."end", "end")),
           executable = coalesce(executable, excluded.executable),
           command_line = coalesce(command_line, excluded.command_line),
           parent_pid = coalesce(parent_pid, excluded.parent_pid),
           parent_name = coalesce(parent_name, excluded.parent_name),
           parent_executable = coalesce(parent_executable, excluded.parent_executable),
           user = coalesce(user, excluded.user), hash = coalesce(hash, excluded.hash),
           original_file_name = coalesce(original_file_name, excluded.original_file_name),
           signed = coalesce(signed, excluded.signed), container = coalesce(container, excluded.container)`,
      )
      .run(
        id,
        this.#sourceId,
        locator,
        first,
        last,
        instance.samples,
        pid,
        entityId,
        name,
        start,
        end,
        facts.executable,
        facts.commandLine,
        facts.parentPid,
        facts.parentName,
        facts.parentExecutable,
        facts.user,
        facts.hash,
        facts.originalFileName,
        facts.signed === undefined ? undefined : Number(facts.signed),
        facts.container,
      );
    instance.samples = 0;
    instance.isChanged = false;
  }
}

/** Whether a record speaks of an instance that has the same host and pid, or entity id. */
function isSame(
  known: Pick<Instance, "entityId" | "start" | "end" | "first" | "last">,
  record: ProcessRecord,
  seen: number,
): boolean {
  if (known.entityId !== undefined && record.entityId !== undefined) return known.entityId === record.entityId;
  if (known.start !== undefined && record.start !== undefined) {
    return Math.abs(known.start - record.start) <= START_TOLERANCE;
  }
  const start = known.start ?? record.start;
  const hasStarted = start === undefined || Math.min(seen, known.first) >= start - START_TOLERANCE;
  const hasEnded = known.end !== undefined && seen > known.end + START_TOLERANCE;
  return hasStarted && !hasEnded && seen >= known.first - STILL_THE_SAME && seen <= known.last + STILL_THE_SAME;
}

function startSlot(start: number): number {
  return Math.floor(start / START_TOLERANCE);
}

function entityKey(hostId: number, entityId: string): string {
  return `${String(hostId)} ${entityId}`;
}

function startKey(hostId: number, pid: number, slot: number): string {
  return `${String(hostId)} ${String(pid)} ${String(slot)}`;
}

function nameKey(hostId: number, pid: number, name: string): string {
  return `${String(hostId)} ${String(pid)} ${name.toLowerCase()}`;
}
