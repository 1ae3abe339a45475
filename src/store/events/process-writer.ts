/**
 * Writes the process instances that a source tells of, one row each. What recognises an instance within its source is
 * known by its number (batch/process-instances.ts); here it is recognised among those of other sources.
 *
 * The row of an instance holds what all sources know of it. Only where there are several is there a record of each
 * beside it, from which the row is made anew when one of them is taken out.
 */
import type { Rows } from "../batch/source-batch.ts";
import type { Database, SqlValue } from "../file/database.ts";
import { RowInserter } from "../file/row-inserter.ts";
import { findInstance, indexPids } from "./find-instance.ts";
import {
  complete,
  FACT_COLUMNS,
  FACTS_AT,
  fromFacts,
  getFacts,
  PROCESS_TEXTS_AT,
  PROCESS_WIDTH,
  type FactsRow,
  type ProcessRow,
} from "./process-record.ts";
import type { TextWriter } from "./text-table.ts";

const FACTS = FACT_COLUMNS.join(", ");
const SET_FACTS = FACT_COLUMNS.map((column) => `${column} = ?`).join(", ");
const PLACES = FACT_COLUMNS.map(() => "?").join(", ");

/** An instance as others speak of it. */
export interface WrittenProcess {
  readonly id: number;
  readonly hostId: number;
}

export class ProcessWriter {
  readonly #database: Database;
  readonly #sourceId: number;
  readonly #texts: TextWriter;
  readonly #new: RowInserter;
  /** Ids by the instance's number, and host ids. */
  readonly #ids: number[] = [];
  readonly #hostIds: number[] = [];
  /** Whether other sources have given processes of a host. */
  readonly #hostsInFile = new Map<number, boolean>();
  readonly #firstId: number;
  #nextId: number;
  #isRestarted = false;
  #arePidsIndexed = false;

  constructor(database: Database, sourceId: number, texts: TextWriter) {
    this.#database = database;
    this.#sourceId = sourceId;
    this.#texts = texts;
    this.#new = new RowInserter(database, "process", ["host_id", "source_id", ...FACT_COLUMNS]);
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
  add(hostId: number, { numbers }: Rows, row: number): void {
    const at = row * PROCESS_WIDTH;
    const { instance, isNew, mayBeKnown } = getFacts(numbers, at);
    for (let column = PROCESS_TEXTS_AT; column < PROCESS_WIDTH; column += 1) {
      numbers[at + column] = this.#texts.id(numbers[at + column] ?? Number.NaN);
    }
    const facts = (): Float64Array => numbers.subarray(at, at + PROCESS_WIDTH);
    if (!isNew) {
      this.#addTo(this.instance(instance).id, facts());
      return;
    }
    const mayBeInFile = mayBeKnown || this.#isRestarted || this.#isHostInFile(hostId);
    const known = mayBeInFile ? this.#find(hostId, facts()) : undefined;
    this.#hostIds[instance] = hostId;
    this.#ids[instance] = known ?? this.#nextId;
    if (known !== undefined) {
      this.#addTo(known, facts());
      return;
    }
    this.#new.addNumbers(hostId, this.#sourceId, numbers, at + FACTS_AT, at + PROCESS_WIDTH);
    this.#nextId += 1;
  }

  /** The instance of a number that was told before. */
  instance(number: number): WrittenProcess {
    const id = this.#ids[number];
    const hostId = this.#hostIds[number];
    if (id === undefined || hostId === undefined) throw new Error("A source speaks of a process before it names it.");
    return { id, hostId };
  }

  flush(): void {
    this.#new.flush();
    // Rows are numbered by SQLite in the order they come, which is that of their ids; stating the id would make it
    // copy every page that a statement touches.
    const newest = this.#database.prepare<{ id: number | null }>("SELECT max(id) AS id FROM process").get()?.id ?? 0;
    if (newest >= this.#firstId && newest !== this.#nextId - 1) throw new Error("Processes were numbered wrongly.");
  }

  /** The instance of the file that is meant. */
  #find(hostId: number, facts: Float64Array): number | undefined {
    if (!this.#arePidsIndexed) indexPids(this.#database);
    this.#arePidsIndexed = true;
    this.#new.flush();
    return findInstance(this.#database, hostId, facts);
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

  /** Adds what the source says of an instance of the file to what is known of it. */
  #addTo(id: number, more: Float64Array): void {
    if (id >= this.#nextId - this.#new.waiting) this.#new.flush();
    const row = this.#database.prepare<ProcessRow & { shared: number }>("SELECT * FROM process WHERE id = ?").get(id);
    if (row === undefined) throw new Error("A source speaks of a process that is not there.");
    if (row.source_id !== this.#sourceId || row.shared === 1) this.#addToRecord(id, row, more);
    const known = fromFacts(row);
    complete(known, 0, more, 0);
    updateProcess(this.#database, id, known);
  }

  /** The source's own record of an instance that others tell of too. */
  #addToRecord(id: number, row: ProcessRow & { shared: number }, more: Float64Array): void {
    if (row.shared === 0) {
      this.#database
        .prepare(
          `INSERT INTO process_record (process_id, source_id, ${FACTS}) SELECT id, source_id, ${FACTS} FROM process
           WHERE id = ?`,
        )
        .run(id);
      this.#database.prepare("UPDATE process SET shared = 1 WHERE id = ?").run(id);
    }
    const said = this.#database
      .prepare<FactsRow>("SELECT * FROM process_record WHERE process_id = ? AND source_id = ?")
      .get(id, this.#sourceId);
    if (said === undefined) {
      this.#database
        .prepare(`INSERT INTO process_record (process_id, source_id, ${FACTS}) VALUES (?, ?, ${PLACES})`)
        .run(id, this.#sourceId, ...toValues(more));
      return;
    }
    const record = fromFacts(said);
    complete(record, 0, more, 0);
    this.#database
      .prepare(`UPDATE process_record SET ${SET_FACTS} WHERE process_id = ? AND source_id = ?`)
      .run(...toValues(record), id, this.#sourceId);
  }
}

function updateProcess(database: Database, id: number, known: Float64Array): void {
  database.prepare(`UPDATE process SET ${SET_FACTS} WHERE id = ?`).run(...toValues(known), id);
}

/** SQLite takes NaN as NULL. */
function toValues(row: Float64Array): SqlValue[] {
  return [...row.subarray(FACTS_AT)];
}

/** Takes one source's view of processes out; an instance that others know keeps what they know of it. */
export function deleteProcesses(database: Database, sourceId: number): void {
  database.prepare("DELETE FROM process WHERE source_id = ? AND shared = 0").run(sourceId);
  const ids = database
    .prepare<{ id: number }>("SELECT process_id AS id FROM process_record WHERE source_id = ?")
    .all(sourceId);
  database.prepare("DELETE FROM process_record WHERE source_id = ?").run(sourceId);
  const others = database.prepare<FactsRow & { source_id: number }>(
    "SELECT * FROM process_record WHERE process_id = ? ORDER BY source_id",
  );
  const own = database.prepare("UPDATE process SET source_id = ?, shared = ? WHERE id = ?");
  const forget = database.prepare("DELETE FROM process_record WHERE process_id = ?");
  for (const { id } of ids) {
    const [first, ...more] = others.all(id);
    if (first === undefined) throw new Error("A process that several sources told of has no record of them.");
    const known = fromFacts(first);
    for (const other of more) complete(known, 0, fromFacts(other), 0);
    updateProcess(database, id, known);
    own.run(first.source_id, Number(more.length > 0), id);
    if (more.length === 0) forget.run(id);
  }
}
