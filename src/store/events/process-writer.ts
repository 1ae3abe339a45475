/**
 * Writes the processes of one source, one row per instance. The same instance is recognised within the source and among
 * those of other sources: by the source's own entity id; else by host, pid and start; else, where no start is stated,
 * by host, pid and name close in time, since pids are used again.
 */
import { HOUR, SECOND, type Timestamp } from "../../base/time.ts";
import type { Locator, ProcessRecord } from "../../model/events.ts";
import type { Database } from "../file/database.ts";
import { RowInserter } from "../file/row-inserter.ts";
import {
  complete,
  fromRow,
  RECORD_COLUMNS,
  toRow,
  type KnownProcess,
  type ProcessRecordRow,
} from "./process-record.ts";

/** Sources state starts in whole seconds or rounded from clock ticks. */
const START_TOLERANCE = 2 * SECOND;
/** Longer than any usual step between two snapshots of running processes, shorter than it takes to reuse pids often. */
const STILL_THE_SAME = 6 * HOUR;
/** Instances that are held in memory; more are looked up in the file. */
const MOST_HELD = 100_000;
/** Instances of the file with the same host and pid that are looked at. */
const MOST_CANDIDATES = 64;
/** Rough size of an instance in memory, in bytes. */
const HELD_BYTES = 600;

/** Where an instance is in the file: nowhere yet, as other sources' only, or with a record of this source. */
type Place = "nowhere" | "others" | "here";

interface Instance {
  readonly id: number;
  readonly hostId: number;
  readonly known: KnownProcess;
  place: Place;
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
  readonly #newInstances: RowInserter;
  readonly #newRecords: RowInserter;
  readonly #byId = new Map<number, Instance>();
  readonly #byEntity = new Map<string, Instance>();
  /** Instances by host and pid, in the order they came. */
  readonly #byPid = new Map<number, Instance[]>();
  /** Whether other sources have given processes of a host. */
  readonly #hostsInFile = new Map<number, boolean>();
  /** Pids, with their host, of instances of this source that are in the file and no longer in memory. */
  readonly #letGone = new Set<number>();
  /** Host of every process that this source mentions. */
  readonly #hostOf = new Map<number, number>();
  readonly #firstId: number;
  #nextId: number;

  constructor(database: Database, sourceId: number) {
    this.#database = database;
    this.#sourceId = sourceId;
    const columns = ["host_id", "pid", "name", "entity_id", "start", "ended", "opens", "closes"];
    this.#newInstances = new RowInserter(database, "process", columns);
    this.#newRecords = new RowInserter(database, "process_record", RECORD_COLUMNS);
    const sequence = database.prepare<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'process'").get();
    this.#firstId = (sequence?.seq ?? 0) + 1;
    this.#nextId = this.#firstId;
  }

  get pendingBytes(): number {
    return this.#byId.size * HELD_BYTES;
  }

  /** Notes that a process was seen and returns its id. */
  add(hostId: number, record: ProcessRecord, seen: Timestamp, locator: Locator): number {
    const instance =
      this.#findHeld(hostId, record, seen) ??
      this.#findInFile(hostId, record, seen, locator) ??
      this.#hold(this.#takeId(), hostId, begin(record, seen, locator), "nowhere");
    const { known } = instance;
    const hadNoEntity = known.entityId === undefined;
    complete(known, record);
    known.first = Math.min(known.first, seen, record.start ?? seen);
    known.last = Math.max(known.last, seen, record.end ?? seen);
    instance.isChanged = true;
    if (hadNoEntity) this.#indexEntity(instance);
    if (this.#byId.size > MOST_HELD) this.#letGo();
    return instance.id;
  }

  /** Counts a sample of a process's usage; returns the host it ran on. */
  addSample(processId: number, time: number): number {
    const hostId = this.#hostOf.get(processId);
    if (hostId === undefined) throw new RangeError(`Process ${String(processId)} is not one of this source.`);
    const instance = this.#byId.get(processId) ?? this.#takeBack(processId, hostId);
    if (instance !== undefined) {
      const { known } = instance;
      known.samples += 1;
      known.first = Math.min(known.first, time);
      known.last = Math.max(known.last, time);
      instance.isChanged = true;
    }
    return hostId;
  }

  flush(): void {
    for (const instance of this.#byId.values()) if (instance.isChanged) this.#write(instance);
    this.#newInstances.flush();
    this.#newRecords.flush();
    // Rows are numbered by SQLite in the order they come, which is that of their ids; stating the id would make it
    // copy every page that a statement touches.
    const newest = this.#database.prepare<{ id: number | null }>("SELECT max(id) AS id FROM process").get()?.id ?? 0;
    if (newest >= this.#firstId && newest !== this.#nextId - 1) throw new Error("Processes were numbered wrongly.");
  }

  #findHeld(hostId: number, record: ProcessRecord, seen: number): Instance | undefined {
    const { entityId, start } = record;
    if (entityId !== undefined) {
      const same = this.#byEntity.get(entityKey(hostId, entityId));
      if (same !== undefined) return same;
    }
    const ofPid = this.#byPid.get(pidKey(hostId, record.pid));
    if (ofPid === undefined) return undefined;
    const recent = ofPid.length > MOST_CANDIDATES ? ofPid.slice(-MOST_CANDIDATES) : ofPid;
    const name = record.name.toLowerCase();
    return (
      recent.findLast(({ known }) => start !== undefined && known.start !== undefined && isSame(known, record, seen)) ??
      recent.findLast(({ known }) => known.name.toLowerCase() === name && isSame(known, record, seen))
    );
  }

  #findInFile(hostId: number, record: ProcessRecord, seen: Timestamp, locator: Locator): Instance | undefined {
    if (!this.#isHostInFile(hostId) && !this.#letGone.has(pidKey(hostId, record.pid))) return undefined;
    for (const row of this.#candidatesInFile(hostId, record, seen)) {
      const candidate = {
        entityId: row.entity_id ?? undefined,
        start: (row.start ?? undefined) as Timestamp | undefined,
        end: (row.ended ?? undefined) as Timestamp | undefined,
        first: row.opens,
        last: row.closes,
      };
      if (!isSame(candidate, record, seen)) continue;
      return this.#takeBack(row.id, hostId) ?? this.#hold(row.id, hostId, begin(record, seen, locator), "others");
    }
    return undefined;
  }

  /** Instances of the file that may be meant, the surest first. */
  #candidatesInFile(hostId: number, record: ProcessRecord, seen: number): StoredRow[] {
    const { entityId, start, pid, name } = record;
    const rows = this.#database
      .prepare<StoredRow>(
        `SELECT id, entity_id, start, ended, opens, closes FROM process INDEXED BY process_by_pid
         WHERE host_id = ? AND pid = ? AND (entity_id = ? OR start BETWEEN ? AND ?
           OR (name = ? COLLATE NOCASE AND opens <= ? AND closes >= ?))
         ORDER BY closes DESC LIMIT ?`,
      )
      .all(
        hostId,
        pid,
        entityId,
        start === undefined ? undefined : start - START_TOLERANCE,
        start === undefined ? undefined : start + START_TOLERANCE,
        name,
        seen + STILL_THE_SAME,
        seen - STILL_THE_SAME,
        MOST_CANDIDATES,
      );
    const sureness = (row: StoredRow): number =>
      entityId !== undefined && row.entity_id === entityId ? 2 : Number(start !== undefined && row.start !== null);
    return rows.sort((a, b) => sureness(b) - sureness(a));
  }

  #isHostInFile(hostId: number): boolean {
    let known = this.#hostsInFile.get(hostId);
    if (known === undefined) {
      const other = this.#database.prepare("SELECT 1 FROM process WHERE host_id = ? AND id < ? LIMIT 1");
      known = other.get(hostId, this.#firstId) !== undefined;
      this.#hostsInFile.set(hostId, known);
    }
    return known;
  }

  #takeId(): number {
    this.#nextId += 1;
    return this.#nextId - 1;
  }

  #hold(id: number, hostId: number, known: KnownProcess, place: Place): Instance {
    const instance = { id, hostId, known, place, isChanged: true };
    this.#byId.set(id, instance);
    this.#hostOf.set(id, hostId);
    const key = pidKey(hostId, known.pid);
    const ofPid = this.#byPid.get(key);
    if (ofPid === undefined) this.#byPid.set(key, [instance]);
    else ofPid.push(instance);
    this.#indexEntity(instance);
    return instance;
  }

  #indexEntity(instance: Instance): void {
    const { entityId } = instance.known;
    if (entityId !== undefined) this.#byEntity.set(entityKey(instance.hostId, entityId), instance);
  }

  /** An instance that this source has written and let go. */
  #takeBack(id: number, hostId: number): Instance | undefined {
    const row = this.#database
      .prepare<ProcessRecordRow>("SELECT * FROM process_record WHERE process_id = ? AND source_id = ?")
      .get(id, this.#sourceId);
    return row === undefined ? undefined : this.#hold(id, hostId, fromRow(row), "here");
  }

  /** Writes and forgets what is held, so that a source of any size fits; what is forgotten is found in the file. */
  #letGo(): void {
    this.flush();
    for (const key of this.#byPid.keys()) this.#letGone.add(key);
    this.#byId.clear();
    this.#byEntity.clear();
    this.#byPid.clear();
  }

  #write(instance: Instance): void {
    const { id, hostId, known, place } = instance;
    const { pid, name, entityId, start, end, first, last } = known;
    if (place === "nowhere") {
      this.#newInstances.add(hostId, pid, name, entityId, start, end, first, last);
    } else {
      this.#database
        .prepare(
          `UPDATE process SET entity_id = coalesce(entity_id, ?), start = coalesce(start, ?),
             ended = coalesce(max(ended, ?), ended, ?), opens = min(opens, ?), closes = max(closes, ?) WHERE id = ?`,
        )
        .run(entityId, start, end, end, first, last, id);
    }
    if (place === "here") {
      this.#database
        .prepare("DELETE FROM process_record WHERE process_id = ? AND source_id = ?")
        .run(id, this.#sourceId);
    }
    this.#newRecords.add(...toRow(id, this.#sourceId, known));
    instance.place = "here";
    instance.isChanged = false;
  }
}

/** What a source's first record of a process says, before its facts are taken. */
function begin(record: ProcessRecord, seen: Timestamp, locator: Locator): KnownProcess {
  return {
    pid: record.pid,
    name: record.name,
    locator,
    entityId: record.entityId,
    start: record.start,
    end: record.end,
    first: seen,
    last: seen,
    samples: 0,
    executable: record.executable,
    commandLine: record.commandLine,
    parentPid: record.parentPid,
    parentName: record.parentName,
    parentExecutable: record.parentExecutable,
    user: record.user,
    hash: record.hash,
    originalFileName: record.originalFileName,
    signed: record.signed,
    container: record.container,
  };
}

/** Whether a record speaks of an instance that has the same host and pid, or entity id. */
function isSame(
  known: Pick<KnownProcess, "entityId" | "start" | "end" | "first" | "last">,
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

/** Pids have at most 32 bits, hosts are numbered from 1. */
function pidKey(hostId: number, pid: number): number {
  return hostId * 2 ** 32 + pid;
}

function entityKey(hostId: number, entityId: string): string {
  return `${String(hostId)} ${entityId}`;
}
