/**
 * What is known of one process instance, as a row of numbers: in a batch, in the table of processes (all sources
 * together), and in that of records (what one of several sources said). Texts are numbers: of the batch's texts, then
 * of `text`. NaN is not known.
 */
import type { Timestamp } from "../../base/time.ts";
import type { Locator, ProcessRecord, StoredProcess } from "../../model/events.ts";
import type { TextNumbers } from "../batch/text-numbers.ts";
import type { TextsById } from "./text-table.ts";

/** In the order of their fields (`TextField`), from 0. */
export const PROCESS_TEXTS = [
  "entity_id",
  "name",
  "executable",
  "command_line",
  "parent_name",
  "parent_executable",
  "user",
  "hash",
  "original_file_name",
  "container",
] as const;

/** The facts in both tables, in the order in which a row of a batch has them. */
export const FACT_COLUMNS = [
  "locator",
  "opens",
  "closes",
  "samples",
  "pid",
  "parent_pid",
  "start",
  "ended",
  "signed",
  ...PROCESS_TEXTS,
] as const;

/** A row of a batch: instance, host, whether it is new and may be known (`InstanceFacts`), then the facts. */
export const FACTS_AT = 4;
export const PROCESS_WIDTH = FACTS_AT + FACT_COLUMNS.length;
export const PROCESS_TEXTS_AT = PROCESS_WIDTH - PROCESS_TEXTS.length;

/** Places of facts within a row. */
export const OPENS = FACTS_AT + 1;
export const CLOSES = FACTS_AT + 2;
export const SAMPLES = FACTS_AT + 3;
export const PID = FACTS_AT + 4;
const PARENT_PID = FACTS_AT + 5;
export const START = FACTS_AT + 6;
export const ENDED = FACTS_AT + 7;
const SIGNED = FACTS_AT + 8;
export const ENTITY_ID = PROCESS_TEXTS_AT;
export const NAME = PROCESS_TEXTS_AT + 1;

/** What a source tells of an instance, as it stands in a batch. */
export interface InstanceFacts {
  /** Numbers of the instance and of its host within the source. */
  readonly instance: number;
  readonly host: number;
  /** Whether this is the first that is told of it; else it adds to what was told. */
  readonly isNew: boolean;
  /** Whether the instance may have been told before under another number. */
  readonly mayBeKnown: boolean;
}

export function getFacts(numbers: Float64Array, at: number): InstanceFacts {
  return {
    instance: numbers[at] ?? Number.NaN,
    host: numbers[at + 1] ?? Number.NaN,
    isNew: numbers[at + 2] === 1,
    mayBeKnown: numbers[at + 3] === 1,
  };
}

/** Begins the row of an instance; what a record says of it is still to be written. */
export function putNew(numbers: Float64Array, at: number, facts: InstanceFacts): void {
  numbers[at] = facts.instance;
  numbers[at + 1] = facts.host;
  numbers[at + 2] = Number(facts.isNew);
  numbers[at + 3] = Number(facts.mayBeKnown);
  numbers[at + OPENS] = Infinity;
  numbers[at + CLOSES] = -Infinity;
  numbers[at + SAMPLES] = 0;
}

/** Writes a row of an instance of which nothing is known. */
export function putNothing(numbers: Float64Array, at: number, facts: InstanceFacts): void {
  for (let column = at + FACTS_AT; column < at + PROCESS_WIDTH; column += 1) numbers[column] = Number.NaN;
  putNew(numbers, at, facts);
  numbers[at + FACTS_AT] = 0;
  numbers[at + PID] = 0;
}

/** Writes what a record says of the instance whose row was begun. */
export function putProcess(
  numbers: Float64Array,
  at: number,
  record: ProcessRecord,
  locator: Locator,
  texts: TextNumbers,
): void {
  numbers[at + FACTS_AT] = locator;
  numbers[at + PID] = record.pid;
  numbers[at + PARENT_PID] = record.parentPid ?? Number.NaN;
  numbers[at + START] = record.start ?? Number.NaN;
  numbers[at + ENDED] = record.end ?? Number.NaN;
  numbers[at + SIGNED] = record.signed === undefined ? Number.NaN : Number(record.signed);
  numbers[at + ENTITY_ID] = texts.number(0, record.entityId);
  numbers[at + NAME] = texts.number(1, record.name);
  numbers[at + PROCESS_TEXTS_AT + 2] = texts.number(2, record.executable);
  numbers[at + PROCESS_TEXTS_AT + 3] = texts.number(3, record.commandLine);
  numbers[at + PROCESS_TEXTS_AT + 4] = texts.number(4, record.parentName);
  numbers[at + PROCESS_TEXTS_AT + 5] = texts.number(5, record.parentExecutable);
  numbers[at + PROCESS_TEXTS_AT + 6] = texts.number(6, record.user);
  numbers[at + PROCESS_TEXTS_AT + 7] = texts.number(7, record.hash);
  numbers[at + PROCESS_TEXTS_AT + 8] = texts.number(8, record.originalFileName);
  numbers[at + PROCESS_TEXTS_AT + 9] = texts.number(9, record.container);
}

/**
 * Adds to a row what another one knows beyond it: the first word on a fact counts, a life lasts from the earliest to the
 * latest that was seen of it.
 */
export function complete(known: Float64Array, at: number, other: Float64Array, from: number): void {
  known[at + OPENS] = Math.min(known[at + OPENS] ?? Infinity, other[from + OPENS] ?? Infinity);
  known[at + CLOSES] = Math.max(known[at + CLOSES] ?? -Infinity, other[from + CLOSES] ?? -Infinity);
  known[at + SAMPLES] = (known[at + SAMPLES] ?? 0) + (other[from + SAMPLES] ?? 0);
  const ended = other[from + ENDED] ?? Number.NaN;
  if (!Number.isNaN(ended) && !((known[at + ENDED] ?? Number.NaN) >= ended)) known[at + ENDED] = ended;
  for (let column = PARENT_PID; column < PROCESS_WIDTH; column += 1) {
    if (Number.isNaN(known[at + column])) known[at + column] = other[from + column] ?? Number.NaN;
  }
}

export type FactsRow = Readonly<Record<(typeof FACT_COLUMNS)[number], number | null>>;

/** What a row of either table knows, as a row of a batch. */
export function fromFacts(row: FactsRow): Float64Array {
  const numbers = new Float64Array(PROCESS_WIDTH);
  FACT_COLUMNS.forEach((column, index) => (numbers[FACTS_AT + index] = row[column] ?? Number.NaN));
  return numbers;
}

export interface ProcessRow extends FactsRow {
  readonly id: number;
  readonly host_id: number;
  readonly source_id: number;
}

export function toProcess(row: ProcessRow, host: string, texts: TextsById): StoredProcess {
  const text = (id: number | null): string | undefined => (id === null ? undefined : texts.get(id));
  return {
    id: row.id,
    host,
    pid: row.pid ?? 0,
    entityId: text(row.entity_id),
    name: text(row.name) ?? "",
    executable: text(row.executable),
    commandLine: text(row.command_line),
    parentPid: row.parent_pid ?? undefined,
    parentName: text(row.parent_name),
    parentExecutable: text(row.parent_executable),
    user: text(row.user),
    start: (row.start ?? undefined) as Timestamp | undefined,
    end: (row.ended ?? undefined) as Timestamp | undefined,
    hash: text(row.hash),
    originalFileName: text(row.original_file_name),
    signed: row.signed === null ? undefined : row.signed === 1,
    container: text(row.container),
    first: (row.opens ?? 0) as Timestamp,
    last: (row.closes ?? 0) as Timestamp,
    sampleCount: row.samples ?? 0,
    sourceId: row.source_id,
    locator: row.locator ?? 0,
  };
}
