/**
 * Takes in one source as one transaction: what is written is nobody's to see before `commit`, and a rollback or a crash
 * leaves nothing of it.
 */
import type { Timestamp } from "../../base/time.ts";
import type { ConnectionRecord, ControlEvent, Locator, ProcessRecord, ProcessUsage } from "../../model/events.ts";
import type { Justification } from "../../model/justification.ts";
import type { SeriesKey } from "../../model/series.ts";
import type { Reject, SourceCounts, SourceRecord } from "../../model/source.ts";
import { chunksOf } from "../batch/chunk-buffer.ts";
import { SourceEncoder } from "../batch/source-encoder.ts";
import type { Rows, SourceBatch } from "../batch/source-batch.ts";
import { appendCustody } from "../conclusions/custody-log.ts";
import type { Database } from "../file/database.ts";
import { provideHostId } from "./fleet-table.ts";
import { toJson } from "../file/json-record.ts";
import { CONNECTION_COLUMNS, CONNECTION_TEXTS_AT, CONNECTION_WIDTH } from "../events/connection-record.ts";
import { RowInserter } from "../file/row-inserter.ts";
import { ProcessWriter } from "../events/process-writer.ts";
import { SeriesWriter } from "../samples/series-writer.ts";
import { readSource } from "./source-table.ts";
import { CLOSES, OPENS, PROCESS_WIDTH } from "../events/process-record.ts";
import { TextWriter } from "../events/text-table.ts";
import { USAGE_WIDTH, UsageWriter } from "../events/usage-table.ts";
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
  readonly #texts: TextWriter;
  readonly #processes: ProcessWriter;
  readonly #usage: UsageWriter;
  readonly #connections: RowInserter;
  readonly #controls: RowInserter;
  readonly #encoder = new SourceEncoder((batch) => this.write(batch));
  /** By the host's number within the source; two spellings of one host share an entry. */
  readonly #hosts: HostTotals[] = [];
  readonly #hostsById = new Map<number, HostTotals>();
  #repeats = 0;
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
      .run(head.path, (head.sha256 ?? "").toLowerCase(), head.size ?? 0, head.format, now());
    this.sourceId = database.prepare<{ id: number }>("SELECT last_insert_rowid() AS id").get()?.id ?? 0;
    this.#series = new SeriesWriter(database, this.sourceId);
    this.#texts = new TextWriter(database, this.sourceId);
    this.#processes = new ProcessWriter(database, this.sourceId, this.#texts);
    this.#usage = new UsageWriter(database, this.sourceId);
    this.#connections = new RowInserter(database, "connection", CONNECTION_COLUMNS);
    this.#controls = new RowInserter(database, "control", CONTROL_COLUMNS);
  }

  get pendingBytes(): number {
    return this.#encoder.pendingBytes;
  }

  samples(series: SeriesKey, times: Float64Array, values: Float64Array, count: number): void {
    this.#expectOpen();
    this.#encoder.samples(series, times, values, count);
  }

  process(record: ProcessRecord, seen: Timestamp, locator: Locator): number {
    this.#expectOpen();
    return this.#encoder.process(record, seen, locator);
  }

  processUsage(processId: number, usage: ProcessUsage): void {
    this.#expectOpen();
    this.#encoder.processUsage(processId, usage);
  }

  connection(record: ConnectionRecord, locator: Locator): void {
    this.#expectOpen();
    this.#encoder.connection(record, locator);
  }

  control(event: ControlEvent, locator: Locator): void {
    this.#expectOpen();
    this.#encoder.control(event, locator);
  }

  justification(record: Justification, locator: Locator): void {
    this.#expectOpen();
    this.#encoder.justification(record, locator);
  }

  reject(reject: Reject): void {
    this.#expectOpen();
    this.#encoder.reject(reject);
  }

  write(batch: SourceBatch): void {
    this.#expectOpen();
    if (batch.isFirst) {
      this.#hosts.length = 0;
      this.#series.restart();
      this.#texts.restart();
      this.#processes.restart();
    }
    for (const name of batch.hosts) this.#openHost(name);
    for (const series of batch.series) this.#series.open(this.#host(series.host).id, series);
    for (const chunk of chunksOf(batch.chunks)) this.#series.add(chunk);
    this.#repeats += batch.repeats;
    this.#texts.add(batch.texts);
    this.#writeProcesses(batch.processes);
    this.#writeUsage(batch.usage);
    this.#writeConnections(batch.connections);
    for (const { host: number, event, locator } of batch.controls) {
      const host = this.#host(number);
      host.controls += 1;
      extend(host, event.time, event.time);
      this.#controls.add(host.id, this.sourceId, locator, event.time, event.action, event.user, event.message);
    }
    for (const { record, locator } of batch.justifications) {
      this.#database
        .prepare("INSERT INTO justification (source_id, locator, record) VALUES (?, ?, ?)")
        .run(this.sourceId, locator, toJson(record));
    }
    for (const { line, reason, raw } of batch.rejects) {
      this.#rejects += 1;
      this.#database
        .prepare("INSERT INTO reject (source_id, ordinal, line, reason, raw) VALUES (?, ?, ?, ?, ?)")
        .run(this.sourceId, this.#rejects, line, reason, raw);
    }
  }

  identify(sha256: string, size: number): void {
    this.#expectOpen();
    this.#database
      .prepare("UPDATE source SET sha256 = ?, size = ? WHERE id = ?")
      .run(sha256.toLowerCase(), size, this.sourceId);
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

  #writeProcesses(rows: Rows): void {
    for (let row = 0; row < rows.count; row += 1) {
      const at = row * PROCESS_WIDTH;
      const host = this.#host(rows.numbers[at + 1] ?? Number.NaN);
      this.#processes.add(host.id, rows, row);
      extend(host, rows.numbers[at + OPENS] ?? Number.NaN, rows.numbers[at + CLOSES] ?? Number.NaN);
    }
  }

  #writeUsage(rows: Rows): void {
    for (let row = 0; row < rows.count; row += 1) {
      const { id, hostId } = this.#processes.instance(rows.numbers[row * USAGE_WIDTH] ?? Number.NaN);
      this.#usage.add(hostId, id, rows, row);
    }
  }

  #writeConnections({ count, numbers }: Rows): void {
    for (let row = 0; row < count; row += 1) {
      const at = row * CONNECTION_WIDTH;
      const host = this.#host(numbers[at] ?? Number.NaN);
      host.connections += 1;
      extend(host, numbers[at + 2] ?? Number.NaN, numbers[at + 3] ?? Number.NaN);
      for (let column = CONNECTION_TEXTS_AT; column < CONNECTION_WIDTH; column += 1) {
        numbers[at + column] = this.#texts.id(numbers[at + column] ?? Number.NaN);
      }
      // SQLite takes NaN, which is what the batch has for an unknown number, as NULL.
      this.#connections.addNumbers(host.id, this.sourceId, numbers, at + 1, at + CONNECTION_WIDTH);
    }
  }

  #finish(result: SourceCounts & { readonly notes: readonly string[] }): SourceRecord {
    this.#encoder.finish();
    const { totals, repeats, replaced } = this.#series.finish();
    this.#texts.finish();
    this.#processes.flush();
    this.#usage.flush();
    this.#connections.flush();
    this.#controls.flush();
    for (const { hostId, first, last } of totals) {
      const host = this.#hostsById.get(hostId);
      if (host !== undefined) extend(host, first, last);
    }
    const put = this.#database.prepare(
      "INSERT INTO source_host (source_id, host_id, first, last, connections, controls) VALUES (?, ?, ?, ?, ?, ?)",
    );
    let first = Infinity;
    let last = -Infinity;
    for (const host of this.#hostsById.values()) {
      put.run(this.sourceId, host.id, finite(host.first), finite(host.last), host.connections, host.controls);
      first = Math.min(first, host.first);
      last = Math.max(last, host.last);
    }
    const notes = [...result.notes, ...repeatNotes(this.#repeats + repeats, replaced)];
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
    if (record.sha256 === "") throw new Error("Nobody has told which bytes the source was made of.");
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

  #openHost(name: string): void {
    const id = provideHostId(this.#database, name);
    const host = this.#hostsById.get(id) ?? { id, first: Infinity, last: -Infinity, connections: 0, controls: 0 };
    this.#hostsById.set(id, host);
    this.#hosts.push(host);
  }

  #host(number: number): HostTotals {
    const host = this.#hosts[number];
    if (host === undefined) throw new Error("A source speaks of a host before it names it.");
    return host;
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
