/**
 * The workspace: one SQLite file that holds an investigation, whole.
 *
 * This interface is all that the rest of the product knows of the store: no SQL, no table, no open blob crosses it. There is
 * one writer; readers see what is committed. Everything that changes evidence or conclusions leaves an entry in the
 * custody log in the same transaction as the change.
 */
import type { TimeRange, Timestamp } from "../base/time.ts";
import type { FieldValue } from "../filter/field.ts";
import type { FilterText } from "../filter/read-filter.ts";
import type { Annotation, AnnotationDraft } from "../model/annotation.ts";
import type { Baseline } from "../model/baseline.ts";
import type { Case, CustodyEntry } from "../model/case.ts";
import type { DetectionChoices } from "../model/detection-choices.ts";
import type { Episode } from "../model/episode.ts";
import type {
  ConnectionRecord,
  ControlEvent,
  Locator,
  ProcessRecord,
  ProcessUsage,
  StoredConnection,
  StoredControl,
  StoredProcess,
} from "../model/events.ts";
import type { Host, HostSummary, Subject, SystemClass } from "../model/fleet.ts";
import type { Justification, StoredJustification } from "../model/justification.ts";
import type { Envelope, Samples, SeriesKey, SeriesSummary } from "../model/series.ts";
import type { ListedReject, Reject, SourceCounts, SourceRecord } from "../model/source.ts";
import type { SourceBatch } from "./batch/source-batch.ts";

/** Keyset paging: pass the `next` of the last page to get the one after it. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | undefined;
  /** All rows that match, where it is cheap to know. */
  readonly total: number;
}

export interface EventQuery {
  readonly hosts?: readonly string[];
  /** Rows that overlap this range. */
  readonly range?: TimeRange;
  /** Texts of which one must occur in one of the row's text fields, whatever the case; at most 100. */
  readonly anyText?: readonly string[];
  readonly filter?: FilterText;
  /** By a field of `listFields`; in order of time unless told. */
  readonly order?: { readonly field: string; readonly descending: boolean };
  /** Ids of rows that come before all others, in this order, where the query admits them: on top of the first page. */
  readonly first?: readonly number[];
  readonly after?: string;
  /** Rows to leave out before the page, in place of `after`: a look into the middle of a list. Such a page has no `next`. */
  readonly skip?: number;
  /** All rows that match, where an earlier page has told: they are not counted again for one with `skip`. */
  readonly total?: number;
  /** At most 10,000; 1,000 unless told. */
  readonly limit?: number;
}

/** What is kept as rows that a query finds. */
export type EventKind = "processes" | "connections" | "controls" | "rejects";

/** How many rows have one value of a field; `undefined` is those that have none. */
export interface Group {
  readonly value: FieldValue;
  readonly count: number;
}

export interface SeriesQuery {
  readonly hosts?: readonly string[];
  readonly metrics?: readonly string[];
}

export interface SourceHead {
  readonly path: string;
  readonly format: string;
  /** Of the bytes; where they are still to be read, `identify` tells them later. */
  readonly sha256?: string;
  readonly size?: number;
}

/** What a source gives. Samples may come in any order and any block size; exact duplicates are dropped and counted. */
export interface SourceRecords {
  /** A block of samples of one series. Times are microseconds. The arrays are read before the call returns. */
  samples(series: SeriesKey, times: Float64Array, values: Float64Array, count: number): void;
  /**
   * Returns a number for the process within the source, the same one for the same instance (host and pid with start or
   * entity id). Numbers count up from 1.
   */
  process(record: ProcessRecord, seen: Timestamp, locator: Locator): number;
  processUsage(processId: number, usage: ProcessUsage): void;
  connection(record: ConnectionRecord, locator: Locator): void;
  control(event: ControlEvent, locator: Locator): void;
  justification(record: Justification, locator: Locator): void;
  reject(reject: Reject): void;
}

/**
 * Takes in one source, record by record, or in batches that a `SourceEncoder` has made, but not both. Nothing is visible
 * to readers before `commit`; `rollback` (or a crash) leaves no trace.
 */
export interface SourceWriter extends SourceRecords {
  readonly sourceId: number;
  /** Writes a batch of the source; batches must come in order. */
  write(batch: SourceBatch): void;
  /** Rough bytes held in memory and not yet in the file: the caller pauses its reader when this grows. */
  readonly pendingBytes: number;
  /** Tells which bytes the source was made of; before `commit`, unless its head has told. */
  identify(sha256: string, size: number): void;
  commit(result: SourceCounts & { readonly notes: readonly string[] }): SourceRecord;
  rollback(): void;
}

/** What one source gave to one series: from its first sample to its last. Sources never change, and ids never recur. */
export interface Contribution {
  readonly seriesId: number;
  readonly sourceId: number;
  readonly from: Timestamp;
  readonly to: Timestamp;
}

export const HOURS_OF_WEEK = 168;

/** Hourly features of one metric of a host over one week: each column has an entry an hour, NaN without samples. */
export interface WeekOfHours {
  readonly metric: string;
  /** Weeks since 1970-01-01 00:00 UTC. */
  readonly week: number;
  /** Whatever the features depend on, as a digest of the one who made them. */
  readonly madeOf: string;
  readonly median: Float32Array;
  readonly count: Uint16Array;
}

/** A place that a host connects to. */
export type Destination = Pick<ConnectionRecord, "destinationIp" | "destinationPort" | "destinationDomain">;

/** What a host's connections of one day moved, by the source that saw most. */
export interface DayOfTraffic {
  /** Days since 1970-01-01 00:00 UTC. */
  readonly day: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
}

/** A program of a host by its name and file, as the earliest of its instances. */
export interface ProgramSighting extends Pick<ProcessRecord, "name" | "executable"> {
  readonly first: Timestamp;
  /** When it was started, where a source says so and it is earlier. */
  readonly began: Timestamp;
  /** Whether what was sought occurs in the record of one of its processes. */
  readonly isSought: boolean;
}

/** A week as it is stored, by `sealWeek`: nobody's to look into. */
export interface SealedWeek extends Pick<WeekOfHours, "metric" | "week" | "madeOf"> {
  readonly block: Uint8Array;
}

/** A baseline as it is stored, by `sealBaseline`: `openBaseline` gives it back. */
export interface SealedBaseline extends Pick<Baseline, "host" | "metric" | "zone" | "learned"> {
  readonly peerHosts: number | undefined;
  readonly block: Uint8Array;
}

/**
 * Of what an analysis knew: what it did at the end of the last whole week, what it did at the last hour but one, and its
 * hours in order of their values.
 */
export type PastPart = "week" | "last" | "order";

/** What an analysis knew at some hour of a metric of a class (no host) or of one of its hosts. */
export interface PastBlock {
  /** Empty for what concerns all of them. */
  readonly host: string;
  /** Whatever it depends on, as a digest of the one who made it. */
  readonly madeOf: string;
  readonly block: Uint8Array;
}

export interface AnalysisRun {
  readonly at: Timestamp;
  /** The parameters, as canonical JSON, so that every result says how it came. */
  readonly parameters: string;
  readonly hosts: number;
  readonly elapsedMs: number;
  /** Which detection content it used, one entry a file: goes into the custody log. */
  readonly content?: readonly string[];
}

export interface Workspace {
  readonly path: string;
  readonly readOnly: boolean;
  /** Counts up with every committed change. */
  readonly revision: number;
  close(): void;

  hosts(): HostSummary[];
  host(name: string): HostSummary | undefined;
  /** Host by name or alias, case-insensitively; `undefined` where unknown. */
  resolveHost(nameOrAlias: string): string | undefined;
  classes(): SystemClass[];
  subjects(): Subject[];
  /** Adds or completes facts (a manifest's, an importer's): defined fields win, undefined ones leave what is there. */
  mergeHosts(hosts: readonly (Partial<Host> & { readonly name: string })[]): void;
  mergeClasses(classes: readonly SystemClass[]): void;
  mergeSubjects(subjects: readonly Subject[]): void;
  /** An investigator's decision: logged. Without a class the host is put out of the one that it is in. */
  setHostClass(host: string, className: string | undefined): void;

  sources(): SourceRecord[];
  sourceByHash(sha256: string): SourceRecord | undefined;
  rejects(sourceId: number, after?: number, limit?: number): Page<Reject>;
  /** Rejects of every source; hosts and range do not narrow them. */
  listRejects(query: EventQuery): Page<ListedReject>;
  beginSource(head: SourceHead): SourceWriter;
  /** Has `work` take in sources, many at best: what makes lists quick may be missing until it has ended, either way. */
  takeIn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Takes a source and all that came from it out again; logged. */
  removeSource(sourceId: number): void;

  series(query?: SeriesQuery): SeriesSummary[];
  readSamples(seriesId: number, range?: TimeRange): Samples;
  /** By series, then by source. */
  contributions(host: string): Contribution[];
  /** Hourly features that were kept, in no order; those that are damaged are left out. */
  weeksOfHours(host: string): WeekOfHours[];
  /** Keeps features for the next analysis: not evidence, not logged, and not done while a source is being taken in. */
  keepWeeksOfHours(host: string, weeks: readonly SealedWeek[]): void;
  /** What the last analysis kept to go on from; `undefined` where it kept nothing, or nothing whole. */
  past(className: string, metric: string, part: PastPart, host: string): PastBlock | undefined;
  /** In place of all that was kept of that part: no evidence, not logged, as weeks of hours are not. */
  keepPast(className: string, metric: string, part: PastPart, blocks: readonly PastBlock[]): void;
  /** What `keep` keeps, in one transaction: each by itself writes the same pages of the file again and again. */
  keepAtOnce(keep: () => void): void;
  /** Forgets what was kept of classes that are none of these. */
  forgetPastBut(classNames: readonly string[]): void;
  /** At most `points` entries over the range. */
  envelope(seriesId: number, range: TimeRange, points: number): Envelope;

  processes(query: EventQuery): Page<StoredProcess>;
  /** Usage of every process of a host in a range, in order of time: parallel arrays. Missing values are NaN. */
  processUsage(
    host: string,
    range: TimeRange,
  ): {
    readonly processIds: Float64Array;
    readonly times: Float64Array;
    readonly cpu: Float64Array;
    readonly memory: Float64Array;
    readonly readBytes: Float64Array;
    readonly writeBytes: Float64Array;
  };
  connections(query: EventQuery): Page<StoredConnection>;
  /**
   * What a host's events name, each once and in no order; inbound connections are left out. `sought` is tried on all that
   * is recorded of each process.
   */
  programs(host: string, sought?: RegExp): ProgramSighting[];
  destinations(host: string): Destination[];
  /** Bytes of a host's connections by the day on which they began (UTC), in order; those longer than a day are left out. */
  traffic(host: string): DayOfTraffic[];
  controls(query: EventQuery): Page<StoredControl>;
  /** How many of the rows have each value of a field, at most 1,000 values, the most frequent first. */
  groups(kind: EventKind, query: EventQuery, field: string): Group[];
  justifications(query?: EventQuery): StoredJustification[];

  /** Replaces the results of the last analysis; logged. */
  saveAnalysis(run: AnalysisRun, episodes: readonly Episode[], baselines: readonly SealedBaseline[]): void;
  lastAnalysis(): AnalysisRun | undefined;
  /** Highest priority first; hosts, range and filter narrow them. */
  episodes(query?: EventQuery): Episode[];
  episode(id: string): Episode | undefined;
  baseline(host: string, metric: string): Baseline | undefined;

  cases(): Case[];
  case(id: string): Case | undefined;
  /** Stores the case as it now is, with one custody entry that says what was done. */
  saveCase(value: Case, action: string, detail: unknown): void;
  /** Episodes that a case holds are kept when an analysis is repeated; this finds them by id, newest first. */
  keptEpisode(id: string): Episode | undefined;

  /** What was written on the timelines, in order of time. */
  annotations(hosts?: readonly string[]): Annotation[];
  /** Stores an annotation, new, changed or (under its old id) brought back; logged. */
  saveAnnotation(draft: AnnotationDraft): Annotation;
  /** Takes an annotation off; logged with what it said. */
  removeAnnotation(id: number): void;

  /** What was decided about detection; the usual where nothing was. */
  choices(): DetectionChoices;
  /** Stores the choices as they now are, with one custody entry that says what was decided. */
  saveChoices(value: DetectionChoices, action: string, detail: Readonly<Record<string, unknown>>): void;

  /** Small named values (layout, settings) that belong to the file, as JSON text; not logged. */
  getSetting(key: string): string | undefined;
  setSetting(key: string, value: string): void;

  custody(): CustodyEntry[];
  /** Appends an entry for something that changes no table, such as an export or a reveal. */
  recordCustody(action: string, detail: unknown): CustodyEntry;
  /** Recomputes the chain and the hashes that entries vouch for; an empty list means that all is well. */
  verifyCustody(): { readonly checked: number; readonly problems: readonly string[] };
}

export interface OpenOptions {
  /** Make the file where it does not exist. */
  readonly create?: boolean;
  readonly readOnly?: boolean;
  /** The clock of custody entries; the machine's unless a test or a reproducible run gives one. */
  readonly now?: () => Timestamp;
}
