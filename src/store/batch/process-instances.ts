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
  CLOSES,
  complete,
  getFacts,
  OPENS,
  PROCESS_WIDTH,
  putNew,
  putNothing,
  putProcess,
  SAMPLES,
} from "../events/process-record.ts";
import { isSameProcess } from "../events/same-process.ts";
import { NumberTable } from "./number-table.ts";
import { RowBuffer } from "./row-buffer.ts";
import { foldedHash, wideHash } from "./text-hash.ts";
import type { TextNumbers } from "./text-numbers.ts";

/** Instances whose facts are held: what fits a processor's cache. */
const MOST_HELD = 10_000;
/** Instances that are recognised here; the writer looks for older ones in the file. */
const MOST_RECOGNISED = 2_000_000;
/** Instances with the same host and pid that are looked at. */
const MOST_CANDIDATES = 64;

/** What recognises an instance: a row of numbers. `name` and `entity` are hashes, `older` the next one of its pid. */
const START = 0;
const END = 1;
const FIRST = 2;
const LAST = 3;
const ENTITY = 4;
const NAME = 5;
const OLDER = 6;
const HOST = 7;
/** Where in what is held it stands; -1 where nothing is. */
const HELD = 8;
const WIDTH = 9;

const ROW_BYTES = PROCESS_WIDTH * 8;

export class ProcessInstances {
  /** Rows that were told. */
  readonly rows = new RowBuffer(PROCESS_WIDTH);
  readonly #texts: TextNumbers;
  readonly #onRow: (bytes: number) => void;
  /** What is said of instances and was not yet told. */
  readonly #held = new RowBuffer(PROCESS_WIDTH);
  readonly #said = new Float64Array(PROCESS_WIDTH);
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
  constructor(texts: TextNumbers, onRow: (bytes: number) => void, capacity = MOST_RECOGNISED) {
    this.#texts = texts;
    this.#onRow = onRow;
    this.#capacity = capacity;
  }

  /** Bytes held and not yet told. */
  get pendingBytes(): number {
    return this.#held.count * ROW_BYTES;
  }

  /** Notes that a process was seen on the host of that number and returns the number of its instance. */
  add(host: number, record: ProcessRecord, seen: Timestamp, locator: Locator): number {
    this.#makeRoom();
    const entity = record.entityId === undefined ? Number.NaN : wideHash(record.entityId, host);
    const name = foldedHash(record.name);
    // Pids have at most 32 bits.
    const pidKey = host * 2 ** 32 + record.pid;
    const newest = this.#byPid.get(pidKey);
    const first = Math.min(seen, record.start ?? seen);
    const last = Math.max(seen, record.end ?? seen);
    let instance = this.#find(newest, record, entity, name, seen);
    if (instance === -1) {
      instance = this.#begin(host, name, newest);
      this.#byPid.set(pidKey, instance);
      const at = this.#place(instance);
      putNew(this.#held.numbers, at, { instance, host, isNew: true, mayBeKnown: this.#base > 0 && newest !== -1 });
      putProcess(this.#held.numbers, at, record, locator, this.#texts);
      this.#extendHeld(at, first, last);
    } else {
      const said = this.#said;
      putNothing(said, 0, { instance, host, isNew: false, mayBeKnown: false });
      putProcess(said, 0, record, locator, this.#texts);
      const at = this.#hold(instance);
      complete(this.#held.numbers, at, said, 0);
      this.#extendHeld(at, first, last);
    }
    this.#recognise(instance, record, entity, first, last);
    return instance;
  }

  /** Counts a sample of an instance's usage; a `RangeError` where there is no such instance. */
  addSample(instance: number, time: number): void {
    if (!(instance >= 0 && instance < this.#next)) {
      throw new RangeError(`Process ${String(instance)} is not one of this source.`);
    }
    this.#makeRoom();
    const at = this.#hold(instance);
    const { numbers } = this.#held;
    numbers[at + SAMPLES] = (numbers[at + SAMPLES] ?? 0) + 1;
    this.#extendHeld(at, time, time);
    this.#extend(instance, time, time);
  }

  /**
   * Tells of every instance that was not yet told, so that others can speak of it by its number. Returns the size of
   * the rows, of which `onRow` is not told.
   */
  introduce(): number {
    let bytes = 0;
    for (; this.#untold < this.#next; this.#untold += 1) {
      const at = this.#heldAt(this.#untold);
      if (at < 0) continue;
      bytes += this.#tell(at);
      // What is said later adds to it.
      const { instance, host } = getFacts(this.#held.numbers, at);
      putNothing(this.#held.numbers, at, { instance, host, isNew: false, mayBeKnown: false });
    }
    return bytes;
  }

  /** Tells all that is held. */
  flush(): void {
    for (let row = 0; row < this.#held.count; row += 1) {
      const bytes = this.#tell(row * PROCESS_WIDTH);
      if (bytes > 0) this.#onRow(bytes);
    }
    for (let row = 0; row < this.#held.count; row += 1) {
      const { instance } = getFacts(this.#held.numbers, row * PROCESS_WIDTH);
      if (instance >= this.#base) this.#columns[this.#at(instance) + HELD] = -1;
    }
    this.#held.count = 0;
    this.#untold = this.#next;
  }

  /** Adds a row, if there is anything to tell, and returns its size. */
  #tell(at: number): number {
    const { numbers } = this.#held;
    if (numbers[at + OPENS] === Infinity) return 0;
    this.rows.copy(numbers, at);
    numbers[at + OPENS] = Infinity;
    return ROW_BYTES;
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
    columns[at + HELD] = -1;
    return instance;
  }

  #forgetHalf(): void {
    this.flush();
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

  /** Where what is held of an instance stands; nothing is known there yet where all was told. */
  #hold(instance: number): number {
    const at = this.#heldAt(instance);
    if (at >= 0) return at;
    const host = instance < this.#base ? 0 : (this.#columns[this.#at(instance) + HOST] ?? 0);
    const place = this.#place(instance);
    putNothing(this.#held.numbers, place, { instance, host, isNew: false, mayBeKnown: false });
    return place;
  }

  /** -1 where nothing is held; what is said of an instance that is not recognised any more stands in a row each time. */
  #heldAt(instance: number): number {
    return instance < this.#base ? -1 : (this.#columns[this.#at(instance) + HELD] ?? -1);
  }

  /** Where what will be held of an instance is to stand. */
  #place(instance: number): number {
    const at = this.#held.next();
    if (instance >= this.#base) this.#columns[this.#at(instance) + HELD] = at;
    return at;
  }

  #extendHeld(at: number, first: number, last: number): void {
    const { numbers } = this.#held;
    numbers[at + OPENS] = Math.min(numbers[at + OPENS] ?? first, first);
    numbers[at + CLOSES] = Math.max(numbers[at + CLOSES] ?? last, last);
  }

  #makeRoom(): void {
    if (this.#held.count >= MOST_HELD) this.flush();
  }

  #at(instance: number): number {
    return (instance - this.#base) * WIDTH;
  }
}
