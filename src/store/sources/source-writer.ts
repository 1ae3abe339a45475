/**
 * Takes in one source as one transaction: what is written is nobody's to see before `commit`, and a rollback or a crash
 * leaves nothing of it.
 */
import type { Timestamp } from "../../base/time.ts";
import type { ConnectionRecord, ControlEvent, Locator, ProcessRecord, ProcessUsage } from "../../model/events.ts";
import type { Justification } from "../../model/justification.ts";
import type { SeriesKey } from "../../model/series.ts";
import {
  REJECTS_KEPT,
  REJECT_RAW_LIMIT,
  type Reject,
  type SourceCounts,
  type SourceRecord,
} from "../../model/source.ts";
import { SECOND } from "../../base/time.ts";
import { appendCustody } from "../conclusions/custody-log.ts";
import type { Database } from "../file/database.ts";
import { provideHostId } from "./fleet-table.ts";
import { toJson } from "../file/json-record.ts";
import { CONNECTION_COLUMNS, packConnectionTexts } from "../events/connection-record.ts";
import { RowInserter } from "../file/row-inserter.ts";
import { ProcessWriter } from "../events/process-writer.ts";
import { SeriesWriter } from "../samples/series-writer.ts";
import { readSource } from "./source-table.ts";
import { UsageWriter } from "../events/usage-table.ts";
import type { SourceHead, SourceWriter } from "../workspace.ts";

const CONTROL_COLUMNS = ["host_id", "source_id", "locator", "time", "action", "user", "message"];

interface HostTotals {
  readonly id: number;
  first: number;
  last: number;
  connections: number;
  controls: number;
}

/**
 * Begins a transaction on the writing connection and returns the writer that ends it. `onEnd` is called once, after
 * commit (true) or rollback (false).
 */
export function beginSource(
  database: Database,
  head: SourceHead,
  now: () => Timestamp,
  onEnd: (committed: boolean) => void,
): SourceWriter {
  database.execute("BEGIN IMMEDIATE");
  try {
    return new OpenSource(database, head, now, onEnd);
  } catch (error) {
    if (database.inTransaction) database.execute("ROLLBACK");
    throw error;
  }
}

class OpenSource implements SourceWriter {
  readonly sourceId: number;
  readonly #database: Database;
  readonly #now: () => Timestamp;
  readonly #onEnd: (committed: boolean) => void;
  readonly #series: SeriesWriter;
  readonly #processes: ProcessWriter;
  readonly #usage: UsageWriter;
  readonly #connections: RowInserter;
  readonly #controls: RowInserter;
  readonly #hosts = new Map<string, HostTotals>();
  #rejects = 0;
  #isOpen = true;

  constructor(database: Database, head: SourceHead, now: () => Timestamp, onEnd: (committed: boolean) => void) {
    this.#database = database;
    this.#now = now;
    this.#onEnd = onEnd;
    database
      .prepare(
        `INSERT INTO source (path, sha256, size, format, imported_at, read, stored, skipped, rejected, samples, events,
           notes) VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, '[]')`,
      )
      .run(head.path, head.sha256.toLowerCase(), head.size, head.format, now());
    this.sourceId = database.prepare<{ id: number }>("SELECT last_insert_rowid() AS id").get()?.id ?? 0;
    this.#series = new SeriesWriter(database, this.sourceId);
    this.#processes = new ProcessWriter(database, this.sourceId);
    this.#usage = new UsageWriter(database, this.sourceId);
    this.#connections = new RowInserter(database, "connection", CONNECTION_COLUMNS);
    this.#controls = new RowInserter(database, "control", CONTROL_COLUMNS);
  }

  get pendingBytes(): number {
    return this.#series.pendingBytes + this.#processes.pendingBytes + this.#usage.pendingBytes;
  }

  samples(series: SeriesKey, times: Float64Array, values: Float64Array, count: number): void {
    this.#expectOpen();
    if (count === 0) return;
    this.#series.add(this.#host(series.host).id, series, times, values, count);
  }

  process(record: ProcessRecord, seen: Timestamp, locator: Locator): number {
    this.#expectOpen();
    const host = this.#host(record.host);
    extend(host, record.start ?? seen, record.end ?? seen);
    return this.#processes.add(host.id, record, seen, locator);
  }

  processUsage(processId: number, usage: ProcessUsage): void {
    this.#expectOpen();
    this.#usage.add(this.#processes.addSample(processId, usage.time), processId, usage);
  }

  connection(record: ConnectionRecord, locator: Locator): void {
    this.#expectOpen();
    const host = this.#host(record.host);
    const until = record.start + Math.round((record.durationSeconds ?? 0) * SECOND);
    host.connections += 1;
    extend(host, record.start, until);
    this.#connections.add(
      host.id,
      this.sourceId,
      locator,
      record.start,
      until,
      record.durationSeconds,
      record.bytesOut,
      record.bytesIn,
      record.pid,
      packConnectionTexts(record),
    );
  }

  control(event: ControlEvent, locator: Locator): void {
    this.#expectOpen();
    const host = this.#host(event.host);
    host.controls += 1;
    extend(host, event.time, event.time);
    this.#controls.add(host.id, this.sourceId, locator, event.time, event.action, event.user, event.message);
  }

  justification(record: Justification, locator: Locator): void {
    this.#expectOpen();
    this.#database
      .prepare("INSERT INTO justification (source_id, locator, record) VALUES (?, ?, ?)")
      .run(this.sourceId, locator, toJson(record));
  }

  reject(reject: Reject): void {
    this.#expectOpen();
    this.#rejects += 1;
    if (this.#rejects > REJECTS_KEPT) return;
    this.#database
      .prepare("INSERT INTO reject (source_id, ordinal, line, reason, raw) VALUES (?, ?, ?, ?, ?)")
      .run(this.sourceId, this.#rejects, reject.line, reject.reason, reject.raw.slice(0, REJECT_RAW_LIMIT));
  }

  commit(result: SourceCounts & { readonly notes: readonly string[] }): SourceRecord {
    this.#expectOpen();
    try {
      const record = this.#finish(result);
      this.#database.execute("COMMIT");
      this.#end(true);
      return record;
    } finally {
      if (this.#isOpen) this.rollback();
    }
  }

  rollback(): void {
    if (!this.#isOpen) return;
    // SQLite may have rolled back by itself, for instance on a full disk.
    if (this.#database.inTransaction) this.#database.execute("ROLLBACK");
    this.#end(false);
  }

  #finish(result: SourceCounts & { readonly notes: readonly string[] }): SourceRecord {
    const { totals, repeats, replaced } = this.#series.finish();
    this.#processes.flush();
    this.#usage.flush();
    this.#connections.flush();
    this.#controls.flush();
    const byId = new Map([...this.#hosts.values()].map((host) => [host.id, host]));
    for (const { hostId, first, last } of totals) {
      const host = byId.get(hostId);
      if (host !== undefined) extend(host, first, last);
    }
    const put = this.#database.prepare(
      "INSERT INTO source_host (source_id, host_id, first, last, connections, controls) VALUES (?, ?, ?, ?, ?, ?)",
    );
    let first = Infinity;
    let last = -Infinity;
    for (const host of byId.values()) {
      put.run(this.sourceId, host.id, finite(host.first), finite(host.last), host.connections, host.controls);
      first = Math.min(first, host.first);
      last = Math.max(last, host.last);
    }
    const notes = [...result.notes, ...repeatNotes(repeats, replaced)];
    this.#database
      .prepare(
        `UPDATE source SET read = ?, stored = ?, skipped = ?, rejected = ?, samples = ?, events = ?, first = ?, last = ?,
           notes = ? WHERE id = ?`,
      )
      .run(
        result.read,
        result.stored,
        result.skipped,
        result.rejected,
        result.samples,
        result.events,
        finite(first),
        finite(last),
        toJson(notes),
        this.sourceId,
      );
    const record = readSource(this.#database, this.sourceId);
    if (record === undefined) throw new Error("A source that is being written is not in its table.");
    appendCustody(this.#database, this.#now(), "import", importDetail(record));
    return record;
  }

  #end(committed: boolean): void {
    this.#isOpen = false;
    this.#onEnd(committed);
  }

  #expectOpen(): void {
    if (!this.#isOpen) throw new Error("This source was already committed or rolled back.");
  }

  #host(name: string): HostTotals {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    const id = provideHostId(this.#database, name);
    const totals = [...this.#hosts.values()].find((host) => host.id === id) ?? {
      id,
      first: Infinity,
      last: -Infinity,
      connections: 0,
      controls: 0,
    };
    this.#hosts.set(name, totals);
    return totals;
  }
}

/** What the custody log says of an import; `verifyCustody` compares it with the source. */
export function importDetail(source: SourceRecord): Record<string, unknown> {
  const { id, path, sha256, size, format, read, stored, skipped, rejected, samples, events } = source;
  return { source: id, path, sha256, size, format, read, stored, skipped, rejected, samples, events };
}

function repeatNotes(repeats: number, replaced: number): string[] {
  const notes: string[] = [];
  if (repeats > 0) {
    notes.push(`${String(repeats)} samples repeat the time of another one of their series; the later one was kept.`);
  }
  if (replaced > 0) {
    notes.push(
      `${String(replaced)} samples have the time of samples that an earlier source gave; the later source is used.`,
    );
  }
  return notes;
}

function extend(host: HostTotals, first: number, last: number): void {
  host.first = Math.min(host.first, first);
  host.last = Math.max(host.last, last);
}

function finite(time: number): number | undefined {
  return Number.isFinite(time) ? time : undefined;
}
