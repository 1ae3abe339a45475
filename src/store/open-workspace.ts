/**
 * Opens a workspace: the file is checked, locked and brought up to date, and joined with what reads and writes it.
 *
 * There are two connections. All changes go through one; the other only reads, so that an import in progress is not
 * seen before it is whole. While it is, other changes are refused: they would be undone with it.
 */
import { realpathSync, rmSync } from "node:fs";
import { UserError } from "../base/errors.ts";
import { fromMilliseconds, type TimeRange, type Timestamp } from "../base/time.ts";
import type { Annotation, AnnotationDraft } from "../model/annotation.ts";
import type { Baseline } from "../model/baseline.ts";
import type { Case, CustodyEntry } from "../model/case.ts";
import type { DetectionChoices } from "../model/detection-choices.ts";
import type { Episode } from "../model/episode.ts";
import type { StoredConnection, StoredControl, StoredProcess } from "../model/events.ts";
import type { Host, HostSummary, Subject, SystemClass } from "../model/fleet.ts";
import type { StoredJustification } from "../model/justification.ts";
import type { Envelope, Samples, SeriesSummary } from "../model/series.ts";
import type { ListedReject, Reject, SourceRecord } from "../model/source.ts";
import { ALWAYS } from "./samples/always.ts";
import {
  episodesDigest,
  readEpisode,
  readEpisodes,
  readKeptEpisode,
  readLastAnalysis,
  replaceAnalysis,
} from "./conclusions/analysis-table.ts";
import {
  annotationDigest,
  deleteAnnotation,
  putAnnotation,
  readAnnotation,
  readAnnotations,
} from "./conclusions/annotation-table.ts";
import { readBaseline } from "./conclusions/baseline-table.ts";
import { putCase, readCase, readCases } from "./conclusions/case-table.ts";
import { CHOICES_KEY, putChoices, readChoices } from "./conclusions/choices-table.ts";
import { appendCustody, readCustody, sha256 } from "./conclusions/custody-log.ts";
import type { Database } from "./file/database.ts";
import { readEnvelope } from "./samples/envelope.ts";
import {
  readConnections,
  readControls,
  readJustifications,
  readListedRejects,
  readProcesses,
} from "./events/event-reader.ts";
import { countGroups } from "./events/find-page.ts";
import {
  decideHostClass,
  findHostId,
  findHostName,
  mergeClasses,
  mergeHosts,
  mergeSubjects,
  readClasses,
  readHosts,
  readSubjects,
} from "./sources/fleet-table.ts";
import { takeLock, type Lock } from "./file/lock.ts";
import { requireEvents } from "./file/migrate.ts";
import { isThere, leaveOneFile, openReader, openWriter } from "./file/open-file.ts";
import { readSamples } from "./samples/sample-reader.ts";
import { readSeries } from "./samples/series-table.ts";
import { deletePastBut, readPast, replacePast } from "./samples/past-table.ts";
import { putWeeks, readContributions, readWeeks } from "./samples/week-table.ts";
import { Settings } from "./file/settings.ts";
import { deleteSource, findSourceByHash, readRejects, readSource, readSources } from "./sources/source-table.ts";
import { beginSource, importDetail } from "./sources/source-writer.ts";
import { readDestinations, readPrograms, readTraffic } from "./events/stock.ts";
import { makeTimeIndexes, setTimeIndexesAside } from "./events/time-indexes.ts";
import { readUsage, type UsageColumns } from "./events/usage-table.ts";
import { verifyCustody, type Verification } from "./conclusions/verify-custody.ts";
import type {
  AnalysisRun,
  Contribution,
  DayOfTraffic,
  Destination,
  EventKind,
  EventQuery,
  Group,
  OpenOptions,
  Page,
  ProgramSighting,
  SealedBaseline,
  PastBlock,
  PastPart,
  SealedWeek,
  SeriesQuery,
  SourceHead,
  SourceWriter,
  WeekOfHours,
  Workspace,
} from "./workspace.ts";

const REJECTS_A_PAGE = 1_000;

/**
 * Opens the workspace at `path`. `UserError`s: there is no such file or folder, it is no workspace, a newer one or a
 * damaged one, it cannot be written, or another Plimsoll has it open.
 */
export function openWorkspace(path: string, options: OpenOptions = {}): Workspace {
  const now = options.now ?? ((): Timestamp => fromMilliseconds(Date.now()));
  const isNew = !isThere(path, options);
  if (options.readOnly === true) {
    const reader = openReader(path);
    return new OpenWorkspace(path, reader, undefined, undefined, now);
  }
  const lock = takeLock(isNew ? path : realpathSync(path));
  try {
    const writer = openWriter(path, isNew);
    try {
      return new OpenWorkspace(path, openReader(path), writer, lock, now);
    } catch (error) {
      writer.close();
      throw error;
    }
  } catch (error) {
    if (isNew) for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
    lock.release();
    throw error;
  }
}

class OpenWorkspace implements Workspace {
  readonly path: string;
  readonly readOnly: boolean;
  readonly #reader: Database;
  readonly #writer: Database | undefined;
  readonly #lock: Lock | undefined;
  readonly #now: () => Timestamp;
  readonly #settings: Settings;
  #isClosed = false;
  #changes = 0;
  #source: SourceWriter | undefined;
  #series: { readonly revision: number; readonly all: readonly SeriesSummary[] } | undefined;
  #hosts: { readonly revision: number; readonly all: readonly HostSummary[] } | undefined;

  constructor(
    path: string,
    reader: Database,
    writer: Database | undefined,
    lock: Lock | undefined,
    now: () => Timestamp,
  ) {
    this.path = path;
    this.readOnly = writer === undefined;
    this.#reader = reader;
    this.#writer = writer;
    this.#lock = lock;
    this.#now = now;
    this.#settings = new Settings(reader);
  }

  /** Changes made here; for a workspace that is open read-only, those of others that it has seen. */
  get revision(): number {
    return this.readOnly ? Number(this.#reader.pragma("data_version")) : this.#changes;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#source?.rollback();
    this.#reader.close();
    try {
      if (this.#writer !== undefined) leaveOneFile(this.#writer);
    } finally {
      this.#writer?.close();
      this.#lock?.release();
    }
  }

  hosts(): HostSummary[] {
    const { revision } = this;
    if (this.#hosts?.revision !== revision) this.#hosts = { revision, all: readHosts(this.#reader) };
    return [...this.#hosts.all];
  }

  host(name: string): HostSummary | undefined {
    const known = findHostName(this.#reader, name);
    return known === undefined ? undefined : this.hosts().find((host) => host.name === known);
  }

  resolveHost(nameOrAlias: string): string | undefined {
    // An import must find the hosts that it has just taken in.
    return findHostName(this.#source === undefined ? this.#reader : this.#writable(), nameOrAlias);
  }

  classes(): SystemClass[] {
    return readClasses(this.#reader);
  }

  subjects(): Subject[] {
    return readSubjects(this.#reader);
  }

  mergeHosts(hosts: readonly (Partial<Host> & { readonly name: string })[]): void {
    this.#changeFacts((database) => mergeHosts(database, hosts));
  }

  mergeClasses(classes: readonly SystemClass[]): void {
    this.#changeFacts((database) => mergeClasses(database, classes));
  }

  mergeSubjects(subjects: readonly Subject[]): void {
    this.#changeFacts((database) => mergeSubjects(database, subjects));
  }

  setHostClass(host: string, className: string | undefined): void {
    this.#change((database) => {
      const id = findHostId(database, host);
      if (id === undefined) throw notFound(this.path, `no host "${host}"`);
      const from = decideHostClass(database, id, className);
      const name = findHostName(database, host);
      appendCustody(database, this.#now(), "host-class", { host: name, from: from ?? null, to: className ?? null });
    });
  }

  sources(): SourceRecord[] {
    return readSources(this.#reader);
  }

  sourceByHash(hash: string): SourceRecord | undefined {
    return findSourceByHash(this.#reader, hash);
  }

  rejects(sourceId: number, after = 0, limit = REJECTS_A_PAGE): Page<Reject> {
    return readRejects(this.#reader, sourceId, after, limit);
  }

  beginSource(head: SourceHead): SourceWriter {
    const database = this.#free();
    const source = beginSource(database, head, this.#now, (committed) => {
      this.#source = undefined;
      if (committed) this.#changes += 1;
      this.#settings.writeWaiting(database);
    });
    this.#source = source;
    return source;
  }

  async takeIn<Result>(work: () => Promise<Result>): Promise<Result> {
    const database = this.#free();
    database.transaction(() => setTimeIndexesAside(database));
    try {
      return await work();
    } finally {
      if (!this.#isClosed && this.#source === undefined) makeTimeIndexes(database);
    }
  }

  listRejects(query: EventQuery): Page<ListedReject> {
    return readListedRejects(this.#reader, query);
  }

  removeSource(sourceId: number): void {
    this.#change((database) => {
      const source = readSource(database, sourceId);
      if (source === undefined) throw notFound(this.path, `no source ${String(sourceId)}`);
      deleteSource(database, sourceId);
      appendCustody(database, this.#now(), "source-removed", importDetail(source));
    });
  }

  series(query: SeriesQuery = {}): SeriesSummary[] {
    const { revision } = this;
    const { hosts, metrics } = query;
    if (hosts !== undefined && this.#series?.revision !== revision) {
      // Who reads while others write would read those of the whole fleet again after every change.
      const ids = new Set(hosts.flatMap((name) => findHostId(this.#reader, name) ?? []));
      return readSeries(this.#reader, [...ids]).filter(({ metric }) => metrics?.includes(metric) ?? true);
    }
    if (this.#series?.revision !== revision) this.#series = { revision, all: readSeries(this.#reader) };
    const names = hosts?.map((name) => findHostName(this.#reader, name));
    return this.#series.all.filter(
      ({ host, metric }) => (names?.includes(host) ?? true) && (metrics?.includes(metric) ?? true),
    );
  }

  readSamples(seriesId: number, range: TimeRange = ALWAYS): Samples {
    return readSamples(this.#reader, seriesId, range);
  }

  contributions(host: string): Contribution[] {
    return readContributions(this.#reader, findHostId(this.#reader, host) ?? 0);
  }

  weeksOfHours(host: string): WeekOfHours[] {
    return readWeeks(this.#reader, findHostId(this.#reader, host) ?? 0);
  }

  keepWeeksOfHours(host: string, weeks: readonly SealedWeek[]): void {
    const database = this.#writable();
    const hostId = findHostId(this.#reader, host);
    // It changes nothing that anyone sees, so the revision stays.
    if (this.#source === undefined && hostId !== undefined)
      database.transaction(() => putWeeks(database, hostId, weeks));
  }

  past(className: string, metric: string, part: PastPart, host: string): PastBlock | undefined {
    return readPast(this.#reader, className, metric, part, host);
  }

  keepPast(className: string, metric: string, part: PastPart, blocks: readonly PastBlock[]): void {
    const database = this.#writable();
    if (this.#source === undefined) database.transaction(() => replacePast(database, className, metric, part, blocks));
  }

  keepAtOnce(keep: () => void): void {
    this.#writable().transaction(keep);
  }

  forgetPastBut(classNames: readonly string[]): void {
    const database = this.#writable();
    if (this.#source === undefined) database.transaction(() => deletePastBut(database, classNames));
  }

  envelope(seriesId: number, range: TimeRange, points: number): Envelope {
    return readEnvelope(this.#reader, seriesId, range, points);
  }

  processes(query: EventQuery): Page<StoredProcess> {
    return readProcesses(this.#events(), query);
  }

  processUsage(host: string, range: TimeRange): UsageColumns {
    return readUsage(this.#reader, findHostId(this.#reader, host) ?? 0, range);
  }

  connections(query: EventQuery): Page<StoredConnection> {
    return readConnections(this.#events(), query);
  }

  programs(host: string, sought?: RegExp): ProgramSighting[] {
    return readPrograms(this.#events(), findHostId(this.#reader, host) ?? 0, sought);
  }

  destinations(host: string): Destination[] {
    return readDestinations(this.#events(), findHostId(this.#reader, host) ?? 0);
  }

  traffic(host: string): DayOfTraffic[] {
    return readTraffic(this.#reader, findHostId(this.#reader, host) ?? 0);
  }

  controls(query: EventQuery): Page<StoredControl> {
    return readControls(this.#reader, query);
  }

  groups(kind: EventKind, query: EventQuery, field: string): Group[] {
    return countGroups(this.#events(), kind, query, field);
  }

  justifications(query: EventQuery = {}): StoredJustification[] {
    return readJustifications(this.#reader, query);
  }

  saveAnalysis(run: AnalysisRun, episodes: readonly Episode[], baselines: readonly SealedBaseline[]): void {
    this.#change((database) => {
      replaceAnalysis(database, run, episodes, baselines);
      appendCustody(database, this.#now(), "analysis", {
        hosts: run.hosts,
        episodes: episodes.length,
        alarms: episodes.filter((episode) => episode.alarm).length,
        baselines: baselines.length,
        parametersSha256: sha256(run.parameters),
        ...(run.content === undefined ? {} : { content: run.content }),
        episodesSha256: episodesDigest(database),
      });
    });
  }

  lastAnalysis(): AnalysisRun | undefined {
    return readLastAnalysis(this.#reader);
  }

  episodes(query: EventQuery = {}): Episode[] {
    return readEpisodes(this.#reader, query);
  }

  episode(id: string): Episode | undefined {
    return readEpisode(this.#reader, id);
  }

  baseline(host: string, metric: string): Baseline | undefined {
    return readBaseline(this.#reader, host, metric);
  }

  cases(): Case[] {
    return readCases(this.#reader);
  }

  case(id: string): Case | undefined {
    return readCase(this.#reader, id);
  }

  saveCase(value: Case, action: string, detail: unknown): void {
    this.#change((database) => {
      const caseSha256 = putCase(database, value);
      const isRecord = typeof detail === "object" && detail !== null && !Array.isArray(detail);
      const said = isRecord ? detail : { detail };
      appendCustody(database, this.#now(), action, { ...said, case: value.id, caseSha256 });
    });
  }

  choices(): DetectionChoices {
    return readChoices(this.#reader);
  }

  saveChoices(value: DetectionChoices, action: string, detail: Readonly<Record<string, unknown>>): void {
    this.#change((database) => {
      const choicesSha256 = putChoices(database, value);
      appendCustody(database, this.#now(), action, { ...detail, choicesSha256 });
    });
  }

  keptEpisode(id: string): Episode | undefined {
    return readKeptEpisode(this.#reader, id);
  }

  annotations(hosts?: readonly string[]): Annotation[] {
    const names = hosts?.map((name) => findHostName(this.#reader, name) ?? name);
    return readAnnotations(this.#reader).filter(({ host }) => names?.includes(host) ?? true);
  }

  saveAnnotation(draft: AnnotationDraft): Annotation {
    return this.#change((database) => {
      const host = findHostName(database, draft.host);
      if (host === undefined) throw notFound(this.path, `no host "${draft.host}"`);
      const before = draft.id === undefined ? undefined : readAnnotation(database, draft.id);
      const saved = putAnnotation(database, { ...draft, host }, this.#now());
      const action = draft.id === undefined ? "added" : before === undefined ? "restored" : "changed";
      const { id, ...said } = saved;
      appendCustody(database, this.#now(), `annotation-${action}`, {
        annotation: id,
        ...said,
        ...(before === undefined ? {} : { before: before.text }),
        annotationSha256: annotationDigest(saved),
      });
      return saved;
    });
  }

  removeAnnotation(id: number): void {
    this.#change((database) => {
      const known = readAnnotation(database, id);
      if (known === undefined) throw notFound(this.path, `no annotation ${String(id)}`);
      deleteAnnotation(database, id);
      appendCustody(database, this.#now(), "annotation-removed", {
        annotation: id,
        host: known.host,
        text: known.text,
      });
    });
  }

  getSetting(key: string): string | undefined {
    return this.#settings.get(key);
  }

  setSetting(key: string, value: string): void {
    if (key === CHOICES_KEY) {
      throw new UserError("wrong-usage", "What detection does is decided with a reason, not set.", { where: key });
    }
    const database = this.#writable();
    this.#settings.set(key, value);
    // Where a window's parts stand is nothing that anyone has to look at anew, so the revision stays.
    if (this.#source === undefined) this.#settings.writeWaiting(database);
  }

  custody(): CustodyEntry[] {
    return readCustody(this.#reader);
  }

  recordCustody(action: string, detail: unknown): CustodyEntry {
    return this.#change((database) => appendCustody(database, this.#now(), action, detail));
  }

  verifyCustody(): Verification {
    return verifyCustody(this.#reader);
  }

  /** The reading connection, where events lie in it as this version reads them. */
  #events(): Database {
    if (this.readOnly) requireEvents(this.#reader);
    return this.#reader;
  }

  #writable(): Database {
    if (this.#writer !== undefined) return this.#writer;
    throw new UserError("not-writable", `${this.path} is open read-only.`, {
      where: this.path,
      next: "Open it for writing to change it.",
    });
  }

  /** The writing connection, where no import holds its transaction. */
  #free(): Database {
    const database = this.#writable();
    if (this.#source === undefined) return database;
    throw new UserError("busy", `A source is being imported into ${this.path}.`, {
      where: this.path,
      next: "Try again when it is done, or cancel it.",
    });
  }

  #change<Result>(change: (database: Database) => Result): Result {
    const database = this.#free();
    const result = database.transaction(() => change(database));
    this.#changes += 1;
    return result;
  }

  /** Facts that come with an import are part of it: they stay or go with its source. */
  #changeFacts(change: (database: Database) => void): void {
    if (this.#source === undefined) this.#change(change);
    else change(this.#writable());
  }
}

function notFound(path: string, what: string): UserError {
  return new UserError("not-found", `There is ${what} in ${path}.`, { where: path, next: "Check the name." });
}
