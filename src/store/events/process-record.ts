/** What one source knows of one process instance, and how it lies in the table. */
import type { Timestamp } from "../../base/time.ts";
import type { Locator, ProcessRecord } from "../../model/events.ts";
import type { RowBuffer } from "../batch/row-buffer.ts";
import type { Rows } from "../batch/source-batch.ts";
import type { SqlValue } from "../file/database.ts";
import { cutTexts, packTexts, unpackTexts } from "../file/packed-texts.ts";

/** Facts that one source may know and another not. */
type Fact =
  | "executable"
  | "commandLine"
  | "parentPid"
  | "parentName"
  | "parentExecutable"
  | "user"
  | "hash"
  | "originalFileName"
  | "signed"
  | "container";

type Facts = { -readonly [Field in Fact]: ProcessRecord[Field] };

export interface KnownProcess extends Facts {
  readonly pid: number;
  readonly name: string;
  readonly locator: Locator;
  entityId: string | undefined;
  start: Timestamp | undefined;
  end: Timestamp | undefined;
  first: number;
  last: number;
  samples: number;
}

/** What is kept of a process in one text column. */
type ProcessTexts = Pick<
  KnownProcess,
  | "entityId"
  | "name"
  | "executable"
  | "commandLine"
  | "parentName"
  | "parentExecutable"
  | "user"
  | "hash"
  | "originalFileName"
  | "container"
>;

export const INSTANCE_COLUMNS = ["host_id", "pid", "name", "entity_id", "start", "ended", "opens", "closes"];

export const RECORD_COLUMNS = [
  "process_id",
  "source_id",
  "locator",
  "first",
  "last",
  "samples",
  "pid",
  "parent_pid",
  "start",
  `"end"`,
  "signed",
  "texts",
];

export interface ProcessRecordRow {
  readonly process_id: number;
  readonly source_id: number;
  readonly locator: number;
  readonly first: number;
  readonly last: number;
  readonly samples: number;
  readonly pid: number;
  readonly parent_pid: number | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly signed: number | null;
  readonly texts: string;
}

/** The texts of a process in one: `entityId` and `name` come first. */
export function packProcessTexts(known: ProcessTexts): string {
  return packTexts([
    known.entityId,
    known.name,
    known.executable,
    known.commandLine,
    known.parentName,
    known.parentExecutable,
    known.user,
    known.hash,
    known.originalFileName,
    known.container,
  ]);
}

/** The row's values in the order of `RECORD_COLUMNS`. */
export function toRow(processId: number, sourceId: number, known: KnownProcess, texts: string): SqlValue[] {
  const { locator, first, last, samples, pid, parentPid, start, end, signed } = known;
  const isSigned = signed === undefined ? undefined : Number(signed);
  return [processId, sourceId, locator, first, last, samples, pid, parentPid, start, end, isSigned, texts];
}

export function unpackProcessTexts(texts: string): ProcessTexts {
  const [
    entityId,
    name,
    executable,
    commandLine,
    parentName,
    parentExecutable,
    user,
    hash,
    originalFileName,
    container,
  ] = unpackTexts(texts);
  return {
    entityId,
    name: name ?? "",
    executable,
    commandLine,
    parentName,
    parentExecutable,
    user,
    hash,
    originalFileName,
    container,
  };
}

export function fromRow(row: Omit<ProcessRecordRow, "process_id" | "source_id">): KnownProcess {
  return {
    pid: row.pid,
    locator: row.locator,
    start: (row.start ?? undefined) as Timestamp | undefined,
    end: (row.end ?? undefined) as Timestamp | undefined,
    first: row.first,
    last: row.last,
    samples: row.samples,
    parentPid: row.parent_pid ?? undefined,
    signed: row.signed === null ? undefined : row.signed === 1,
    ...unpackProcessTexts(row.texts),
  };
}

/** Adds to what is known what another record or source knows beyond it: the first word on a fact counts. */
export function complete(known: KnownProcess, other: Pick<ProcessRecord, Fact | "entityId" | "start" | "end">): void {
  known.entityId ??= other.entityId;
  known.start ??= other.start;
  if (other.end !== undefined && (known.end === undefined || other.end > known.end)) known.end = other.end;
  known.executable ??= other.executable;
  known.commandLine ??= other.commandLine;
  known.parentPid ??= other.parentPid;
  known.parentName ??= other.parentName;
  known.parentExecutable ??= other.parentExecutable;
  known.user ??= other.user;
  known.hash ??= other.hash;
  known.originalFileName ??= other.originalFileName;
  known.signed ??= other.signed;
  known.container ??= other.container;
}

/** What a later source knows of the same process: the earlier one's word counts, the later one fills in. */
export function addOtherSource(known: KnownProcess, other: KnownProcess): void {
  complete(known, other);
  known.first = Math.min(known.first, other.first);
  known.last = Math.max(known.last, other.last);
  known.samples += other.samples;
}

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

export const PROCESS_WIDTH = 13;

export function putProcess(rows: RowBuffer, facts: InstanceFacts, known: KnownProcess, texts: string): void {
  const at = rows.next();
  const { numbers } = rows;
  numbers[at] = facts.instance;
  numbers[at + 1] = facts.host;
  numbers[at + 2] = Number(facts.isNew);
  numbers[at + 3] = Number(facts.mayBeKnown);
  numbers[at + 4] = known.locator;
  numbers[at + 5] = known.first;
  numbers[at + 6] = known.last;
  numbers[at + 7] = known.samples;
  numbers[at + 8] = known.pid;
  numbers[at + 9] = known.parentPid ?? Number.NaN;
  numbers[at + 10] = known.start ?? Number.NaN;
  numbers[at + 11] = known.end ?? Number.NaN;
  numbers[at + 12] = known.signed === undefined ? Number.NaN : Number(known.signed);
  rows.texts.push(texts);
}

export function getFacts({ numbers }: Rows, row: number): InstanceFacts {
  const at = row * PROCESS_WIDTH;
  return {
    instance: numbers[at] ?? Number.NaN,
    host: numbers[at + 1] ?? Number.NaN,
    isNew: numbers[at + 2] === 1,
    mayBeKnown: numbers[at + 3] === 1,
  };
}

/** What a row says of its instance, its texts taken apart. */
export function getProcess(rows: Rows, row: number): KnownProcess {
  const number = (column: number): number => rows.numbers[row * PROCESS_WIDTH + column] ?? Number.NaN;
  const orNull = (column: number): number | null => {
    const value = number(column);
    return Number.isNaN(value) ? null : value;
  };
  return fromRow({
    locator: number(4),
    first: number(5),
    last: number(6),
    samples: number(7),
    pid: number(8),
    parent_pid: orNull(9),
    start: orNull(10),
    end: orNull(11),
    signed: orNull(12),
    texts: rows.texts[row] ?? "",
  });
}

/** The values that a new instance's row takes from a batch, in the order of `INSTANCE_COLUMNS`; SQLite takes NaN as NULL. */
export function toInstanceRow(hostId: number, { numbers, texts }: Rows, row: number): SqlValue[] {
  const at = row * PROCESS_WIDTH;
  const packed = texts[row] ?? "";
  const entityId = cutTexts(packed, 0, 1);
  const name = cutTexts(packed, 1, 2);
  const [pid, start, end] = [numbers[at + 8], numbers[at + 10], numbers[at + 11]];
  return [hostId, pid, name, entityId === "" ? undefined : entityId, start, end, numbers[at + 5], numbers[at + 6]];
}

/** The same for what the source says of it, in the order of `RECORD_COLUMNS`. */
export function toRecordRow(processId: number, sourceId: number, { numbers, texts }: Rows, row: number): SqlValue[] {
  const at = row * PROCESS_WIDTH;
  return [
    processId,
    sourceId,
    numbers[at + 4],
    numbers[at + 5],
    numbers[at + 6],
    numbers[at + 7],
    numbers[at + 8],
    numbers[at + 9],
    numbers[at + 10],
    numbers[at + 11],
    numbers[at + 12],
    texts[row],
  ];
}
