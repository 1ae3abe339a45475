/** What one source knows of one process instance, and how it lies in the table. */
import type { Timestamp } from "../../base/time.ts";
import type { Locator, ProcessRecord } from "../../model/events.ts";
import type { SqlValue } from "../file/database.ts";
import { packTexts, unpackTexts } from "../file/packed-texts.ts";

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

/** The row's values in the order of `RECORD_COLUMNS`. */
export function toRow(processId: number, sourceId: number, known: KnownProcess): SqlValue[] {
  const texts = packTexts([
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
  const { locator, first, last, samples, pid, parentPid, start, end, signed } = known;
  const isSigned = signed === undefined ? undefined : Number(signed);
  return [processId, sourceId, locator, first, last, samples, pid, parentPid, start, end, isSigned, texts];
}

export function fromRow(row: ProcessRecordRow): KnownProcess {
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
  ] = unpackTexts(row.texts);
  return {
    pid: row.pid,
    name: name ?? "",
    locator: row.locator,
    entityId,
    start: (row.start ?? undefined) as Timestamp | undefined,
    end: (row.end ?? undefined) as Timestamp | undefined,
    first: row.first,
    last: row.last,
    samples: row.samples,
    executable,
    commandLine,
    parentPid: row.parent_pid ?? undefined,
    parentName,
    parentExecutable,
    user,
    hash,
    originalFileName,
    signed: row.signed === null ? undefined : row.signed === 1,
    container,
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
