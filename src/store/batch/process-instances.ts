/**
 * The process instances of one source: which of its records speak of the same one, and what they say of it together.
 *
 * What recognises an instance (same-process.ts) is kept in columns, for millions of instances. What is said of it is
 * held for the newest ones and told in rows (process-record.ts), again where more is said later. Whether another source
 * has told of the same instance is for the writer to find.
 */
import type { Timestamp } from "../../base/time.ts";
import type { Locator, ProcessRecord } from "../../model/events.ts";
import {
  complete,
  packProcessTexts,
  PROCESS_WIDTH,
  putProcess,
  unpackProcessTexts,
  type KnownProcess,
} from "../events/process-record.ts";
import { isSameProcess } from "../events/same-process.ts";
import { NumberTable } from "./number-table.ts";
import { RowBuffer } from "./row-buffer.ts";
import { foldedHash, wideHash } from "./text-hash.ts";

/** Instances whose facts are held. */
const MOST_HELD = 50_000;
/** Instances that are recognised here; the writer looks for older ones in the file. */
const MOST_RECOGNISED = 2_000_000;
/** Instances with the same host and pid that are looked at. */
const MOST_CANDIDATES = 64;
/** Rough size of an instance that is held, in bytes. */
const HELD_BYTES = 600;

/** What recognises an instance: a row of numbers. `name` and `entity` are hashes, `older` the next one of its pid. */
const START = 0;
const END = 1;
const FIRST = 2;
const LAST = 3;
const ENTITY = 4;
const NAME = 5;
const OLDER = 6;
const HOST = 7;
const WIDTH = 8;

interface Held {
  readonly instance: number;
  readonly host: number;
  readonly isNew: boolean;
  readonly mayBeKnown: boolean;
  known: KnownProcess;
  /**
   * The texts, while nothing was added to them: a copy, since what a line was cut into keeps the whole block of the
   * file in memory.
   */
  texts: string | undefined;
}

export class ProcessInstances {
  /** Rows that were told. */
  readonly rows = new RowBuffer(PROCESS_WIDTH);
  readonly #onRow: (bytes: number) => void;
  readonly #held = new Map<number, Held>();
  /** The newest instance of a host and pid, and the one of a host and entity id. */
  readonly #byPid = new NumberTable();
  readonly #byEntity = new NumberTable();
  readonly #capacity: number;
  #columns = new Float64Array(1024 * WIDTH);
  /** The first instance that the columns hold, the next one to come, and the first one not yet told. */
  #base = 0;
  #next = 0;
  #untold = 0;

  /** `onRow` is told the size of each row that is added, and may take the rows so far. */
  constructor(onRow: (bytes: number) => void, capacity = MOST_RECOGNISED) {
    this.#onRow = onRow;
    this.#capacity = capacity;
  }

  /** Bytes held and not yet told. */
  get pendingBytes(): number {
    return this.#held.size * HELD_BYTES;
  }

  /** Notes that a process was seen on the host of that number and returns the number of its instance. */
  add(host: number, record: ProcessRecord, seen: Timestamp, locator: Locator): number {
    this.#makeRoom();
    const entity = record.entityId === undefined ? Number.NaN : wideHash(record.entityId, host);
    const name = foldedHash(record.name);
    // Pids have at most 32 bits.
    const pidKey = host * 2 ** 32 + record.pid;
    const newest = this.#byPid.get(pidKey);
    let instance = this.#find(newest, record, entity, name, seen);
    let held: Held;
    if (instance === -1) {
      instance = this.#begin(host, name, newest);
      this.#byPid.set(pidKey, instance);
      held = this.#holdNew(instance, host, record, seen, locator, this.#base > 0 && newest !== -1);
    } else {
      held = this.#hold(instance);
      if (held.texts !== undefined) held.known = { ...held.known, ...unpackProcessTexts(held.texts) };
      held.texts = undefined;
      complete(held.known, record);
    }
    const first = Math.min(seen, record.start ?? seen);
    const last = Math.max(seen, record.end ?? seen);
    held.known.first = Math.min(held.known.first, first);
    held.known.last = Math.max(held.known.last, last);
    this.#recognise(instance, record, entity, first, last);
    return instance;
  }

  /** Counts a sample of an instance's usage; a `RangeError` where there is no such instance. */
  addSample(instance: number, time: number): void {
    if (!(instance >= 0 && instance < this.#next)) {
      throw new RangeError(`Process ${String(instance)} is not one of this source.`);
    }
    this.#makeRoom();
    const { known } = this.#hold(instance);
    known.samples += 1;
    known.first = Math.min(known.first, time);
    known.last = Math.max(known.last, time);
    this.#extend(instance, time, time);
  }

  /**
   * Tells of every instance that was not yet told, so that others can speak of it by its number. Returns the size of
   * the rows, of which `onRow` is not told.
   */
  introduce(): number {
    let bytes = 0;
    for (; this.#untold < this.#next; this.#untold += 1) {
      const held = this.#held.get(this.#untold);
      if (held === undefined) continue;
      bytes += this.#tell(held);
      this.#held.delete(this.#untold);
    }
    return bytes;
  }

  /** Tells all that is held. */
  flush(): void {
    for (const held of this.#held.values()) this.#onRow(this.#tell(held));
    this.#held.clear();
    this.#untold = this.#next;
  }

  /** Adds a row and returns its size. */
  #tell(held: Held): number {
    const texts = held.texts ?? packProcessTexts(held.known);
    putProcess(this.rows, held, held.known, texts);
    return PROCESS_WIDTH * 8 + texts.length;
  }

  #find(newest: number, record: ProcessRecord, entity: number, name: number, seen: number): number {
    if (!Number.isNaN(entity)) {
      const same = this.#byEntity.get(entity);
      if (same >= this.#base) return same;
    }
    const { start } = record;
    const columns = this.#columns;
    let byName = -1;
    let looked = 0;
    for (let instance = newest; instance >= this.#base && looked < MOST_CANDIDATES; looked += 1) {
      const at = this.#at(instance);
      const knownStart = columns[at + START] ?? Number.NaN;
      if (this.#isSame(at, record, entity, seen)) {
        if (start !== undefined && !Number.isNaN(knownStart)) return instance;
        if (byName === -1 && columns[at + NAME] === name) byName = instance;
      }
      instance = columns[at + OLDER] ?? -1;
    }
    return byName;
  }

  #isSame(at: number, record: ProcessRecord, entity: number, seen: number): boolean {
    const columns = this.#columns;
    const knownEntity = columns[at + ENTITY] ?? Number.NaN;
    if (!Number.isNaN(knownEntity) && !Number.isNaN(entity)) return knownEntity === entity;
    return isSameProcess(
      columns[at + START] ?? Number.NaN,
      columns[at + END] ?? Number.NaN,
      columns[at + FIRST] ?? Number.NaN,
      columns[at + LAST] ?? Number.NaN,
      record.start ?? Number.NaN,
      seen,
      seen,
    );
  }

  #begin(host: number, name: number, older: number): number {
    if (this.#next - this.#base === this.#capacity) this.#forgetHalf();
    const instance = this.#next;
    this.#next += 1;
    const at = this.#at(instance);
    if (at === this.#columns.length) {
      const grown = new Float64Array(2 * at);
      grown.set(this.#columns);
      this.#columns = grown;
    }
    const columns = this.#columns;
    columns[at + START] = Number.NaN;
    columns[at + END] = Number.NaN;
    columns[at + FIRST] = Infinity;
    columns[at + LAST] = -Infinity;
    columns[at + ENTITY] = Number.NaN;
    columns[at + NAME] = name;
    columns[at + OLDER] = older;
    columns[at + HOST] = host;
    return instance;
  }

  #forgetHalf(): void {
    const half = Math.floor(this.#capacity / 2);
    this.#columns.copyWithin(0, half * WIDTH);
    this.#base += half;
    this.#byEntity.clear();
    for (let instance = this.#base; instance < this.#next; instance += 1) {
      const entity = this.#columns[this.#at(instance) + ENTITY] ?? Number.NaN;
      if (!Number.isNaN(entity)) this.#byEntity.set(entity, instance);
    }
  }

  /** Takes what a record adds to what recognises its instance. */
  #recognise(instance: number, record: ProcessRecord, entity: number, first: number, last: number): void {
    const columns = this.#columns;
    const at = this.#at(instance);
    if (record.start !== undefined && Number.isNaN(columns[at + START])) columns[at + START] = record.start;
    const end = columns[at + END] ?? Number.NaN;
    if (record.end !== undefined && !(record.end <= end)) columns[at + END] = record.end;
    if (!Number.isNaN(entity) && Number.isNaN(columns[at + ENTITY])) {
      columns[at + ENTITY] = entity;
      this.#byEntity.set(entity, instance);
    }
    this.#extend(instance, first, last);
  }

  #extend(instance: number, first: number, last: number): void {
    if (instance < this.#base) return;
    const at = this.#at(instance);
    this.#columns[at + FIRST] = Math.min(this.#columns[at + FIRST] ?? first, first);
    this.#columns[at + LAST] = Math.max(this.#columns[at + LAST] ?? last, last);
  }

  #holdNew(
    instance: number,
    host: number,
    record: ProcessRecord,
    seen: Timestamp,
    locator: Locator,
    mayBeKnown: boolean,
  ): Held {
    const known = nothingKnown(record.pid, locator, seen, seen);
    known.start = record.start;
    known.end = record.end;
    known.parentPid = record.parentPid;
    known.signed = record.signed;
    return this.#keep({ instance, host, isNew: true, mayBeKnown, known, texts: packProcessTexts(record) });
  }

  /** What is held of an instance; nothing yet, where all was told. */
  #hold(instance: number): Held {
    const held = this.#held.get(instance);
    if (held !== undefined) return held;
    const known = nothingKnown(0, 0, Infinity, -Infinity);
    const host = instance < this.#base ? 0 : (this.#columns[this.#at(instance) + HOST] ?? 0);
    return this.#keep({ instance, host, isNew: false, mayBeKnown: false, known, texts: undefined });
  }

  #makeRoom(): void {
    if (this.#held.size >= MOST_HELD) this.flush();
  }

  #keep(held: Held): Held {
    this.#held.set(held.instance, held);
    return held;
  }

  #at(instance: number): number {
    return (instance - this.#base) * WIDTH;
  }
}

function nothingKnown(pid: number, locator: Locator, first: number, last: number): KnownProcess {
  return {
    pid,
    name: "",
    locator,
    entityId: undefined,
    start: undefined,
    end: undefined,
    first,
    last,
    samples: 0,
    executable: undefined,
    commandLine: undefined,
    parentPid: undefined,
    parentName: undefined,
    parentExecutable: undefined,
    user: undefined,
    hash: undefined,
    originalFileName: undefined,
    signed: undefined,
    container: undefined,
  };
}
