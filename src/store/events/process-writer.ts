/**
 * Writes the process instances that a source tells of, one row each. What recognises an instance within its source is
 * known by its number (batch/process-instances.ts); here it is recognised among those of other sources.
 */
import type { Rows } from "../batch/source-batch.ts";
import type { Database } from "../file/database.ts";
import { RowInserter } from "../file/row-inserter.ts";
import {
  addOtherSource,
  fromRow,
  getFacts,
  getProcess,
  INSTANCE_COLUMNS,
  packProcessTexts,
  RECORD_COLUMNS,
  toInstanceRow,
  toRecordRow,
  toRow,
  type KnownProcess,
  type ProcessRecordRow,
} from "./process-record.ts";
import { isSameProcess, START_TOLERANCE, STILL_THE_SAME } from "./same-process.ts";

/** Instances of the file with the same host and pid that are looked at. */
const MOST_CANDIDATES = 64;

interface StoredRow {
  readonly id: number;
  readonly entity_id: string | null;
  readonly start: number | null;
  readonly opens: number;
  readonly closes: number;
  readonly ended: number | null;
}

/** An instance as others speak of it. */
export interface WrittenProcess {
  readonly id: number;
  readonly hostId: number;
}

export class ProcessWriter {
  readonly #database: Database;
  readonly #sourceId: number;
  readonly #newInstances: RowInserter;
  readonly #newRecords: RowInserter;
  /** Ids by the instance's number, and host ids. */
  readonly #ids: number[] = [];
  readonly #hostIds: number[] = [];
  /** Whether other sources have given processes of a host. */
  readonly #hostsInFile = new Map<number, boolean>();
  readonly #firstId: number;
  #nextId: number;
  #isRestarted = false;

  constructor(database: Database, sourceId: number) {
    this.#database = database;
    this.#sourceId = sourceId;
    this.#newInstances = new RowInserter(database, "process", INSTANCE_COLUMNS);
    this.#newRecords = new RowInserter(database, "process_record", RECORD_COLUMNS);
    const sequence = database.prepare<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'process'").get();
    this.#firstId = (sequence?.seq ?? 0) + 1;
    this.#nextId = this.#firstId;
  }

  /** Instances are numbered from 0 again: those that come may be ones that were told before. */
  restart(): void {
    if (this.#ids.length === 0) return;
    this.#ids.length = 0;
    this.#hostIds.length = 0;
    this.#isRestarted = true;
  }

  /** Takes a row of a batch, which speaks of a process on the host of that id. */
  add(hostId: number, rows: Rows, row: number): void {
    const facts = getFacts(rows, row);
    if (!facts.isNew) {
      this.#addTo(this.instance(facts.instance).id, getProcess(rows, row));
      return;
    }
    const isInFile = facts.mayBeKnown || this.#isHostInFile(hostId);
    if (this.#isRestarted) this.#flushRows();
    const id = isInFile || this.#isRestarted ? this.#find(hostId, getProcess(rows, row)) : undefined;
    this.#hostIds[facts.instance] = hostId;
    this.#ids[facts.instance] = id ?? this.#nextId;
    if (id !== undefined) {
      this.#addTo(id, getProcess(rows, row));
      return;
    }
    this.#newInstances.add(...toInstanceRow(hostId, rows, row));
    this.#newRecords.add(...toRecordRow(this.#nextId, this.#sourceId, rows, row));
    this.#nextId += 1;
  }

  /** The instance of a number that was told before. */
  instance(number: number): WrittenProcess {
    const id = this.#ids[number];
    const hostId = this.#hostIds[number];
    if (id === undefined || hostId === undefined) throw new Error("A source speaks of a process before it names it.");
    return { id, hostId };
  }

  #flushRows(): void {
    this.#newInstances.flush();
    this.#newRecords.flush();
  }

  flush(): void {
    this.#flushRows();
    // Rows are numbered by SQLite in the order they come, which is that of their ids; stating the id would make it
    // copy every page that a statement touches.
    const newest = this.#database.prepare<{ id: number | null }>("SELECT max(id) AS id FROM process").get()?.id ?? 0;
    if (newest >= this.#firstId && newest !== this.#nextId - 1) throw new Error("Processes were numbered wrongly.");
  }

  /** The instance of the file that is meant. */
  #find(hostId: number, known: KnownProcess): number | undefined {
    for (const row of this.#candidates(hostId, known)) {
      if (row.entity_id !== null && known.entityId !== undefined) {
        if (row.entity_id === known.entityId) return row.id;
        continue;
      }
      const isSame = isSameProcess(
        row.start ?? Number.NaN,
        row.ended ?? Number.NaN,
        row.opens,
        row.closes,
        known.start ?? Number.NaN,
        known.first,
        known.last,
      );
      if (isSame) return row.id;
    }
    return undefined;
  }

  /**
   * Instances of the file that may be meant, the surest first. Each question is one that the index answers: a pid that
   * was used a thousand times is not looked at a thousand times.
   */
  *#candidates(hostId: number, { pid, entityId, start, name, first, last }: KnownProcess): Generator<StoredRow> {
    const ask = (condition: string): string =>
      `SELECT id, entity_id, start, ended, opens, closes FROM process INDEXED BY process_by_pid
       WHERE host_id = ? AND pid = ? AND ${condition} ORDER BY closes DESC LIMIT ${String(MOST_CANDIDATES)}`;
    if (start !== undefined) {
      yield* this.#database
        .prepare<StoredRow>(ask("start BETWEEN ? AND ?"))
        .all(hostId, pid, start - START_TOLERANCE, start + START_TOLERANCE);
    }
    if (entityId !== undefined) {
      yield* this.#database
        .prepare<StoredRow>(ask(start === undefined ? "entity_id = ?" : "start IS NULL AND entity_id = ?"))
        .all(hostId, pid, entityId);
    }
    yield* this.#database
      .prepare<StoredRow>(
        ask(`${start === undefined ? "" : "start IS NULL AND "}name = ? COLLATE NOCASE AND opens <= ? AND closes >= ?`),
      )
      .all(hostId, pid, name, last + STILL_THE_SAME, first - STILL_THE_SAME);
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

  /** Adds what the source says of an instance of the file to what it said before, if it did. */
  #addTo(id: number, more: KnownProcess): void {
    // Records of instances that others know are never among those that wait.
    if (id >= this.#nextId - this.#newRecords.waiting) this.#flushRows();
    const said = this.#database
      .prepare<ProcessRecordRow>("SELECT * FROM process_record WHERE process_id = ? AND source_id = ?")
      .get(id, this.#sourceId);
    const known = said === undefined ? more : fromRow(said);
    if (said !== undefined) {
      addOtherSource(known, more);
      this.#database
        .prepare("DELETE FROM process_record WHERE process_id = ? AND source_id = ?")
        .run(id, this.#sourceId);
    }
    const { entityId, start, end, first, last } = known;
    this.#database
      .prepare(
        `UPDATE process SET entity_id = coalesce(entity_id, ?), start = coalesce(start, ?),
           ended = coalesce(max(ended, ?), ended, ?), opens = min(opens, ?), closes = max(closes, ?) WHERE id = ?`,
      )
      .run(entityId, start, end, end, first, last, id);
    const columns = RECORD_COLUMNS.join(", ");
    this.#database
      .prepare(`INSERT INTO process_record (${columns}) VALUES (${RECORD_COLUMNS.map(() => "?").join(", ")})`)
      .run(...toRow(id, this.#sourceId, known, packProcessTexts(known)));
  }
}
