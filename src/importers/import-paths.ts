/**
 * Imports files, folders and archives: every source by itself, so that a bad one costs nothing but itself.
 *
 * The steps are modules of their own: open (bundle/), read (plan-reading: hash, decode, sniff, parse, encode), write
 * (import-source). This one walks, and tells how far it is. Sources are written in the order in which they are met,
 * though threads may read several at a time.
 */
import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import { cancelled, describeError, UserError } from "../base/errors.ts";
import { zoneOf } from "../base/zone.ts";
import type { SourceRecord } from "../model/source.ts";
import type { Workspace } from "../store/workspace.ts";
import { BUNDLE_LIMITS, type Bundle, type BundleFile, type BundleLimits } from "./bundle/bundle.ts";
import { openBundle, openNested } from "./bundle/open-bundle.ts";
import { findFormat } from "./choose-format.ts";
import { bundleManifest } from "./formats/bundle-manifest.ts";
import { genericTable } from "./formats/generic-table.ts";
import { importSource } from "./import-source.ts";
import { LONGEST_LINE } from "./importer.ts";
import { manifestStatements, type ManifestStatements } from "./manifest-statements.ts";
import type { ColumnMapping } from "./mapping.ts";
import { planReading, type KnownSources, type PlannedReading } from "./plan-reading.ts";
import { SECTION_BYTES } from "./read-in-sections.ts";
import { progressMeter, type ImportProgress } from "./progress.ts";
import { verifyArchive, type ReadingContext } from "./read-source.ts";
import { threadProvider } from "./reading-threads.ts";
import type { SourceStatement, TakePart } from "./source-part.ts";

export interface ImportPathsOptions {
  /** For sources that name no host of their own. */
  readonly host?: string;
  /** IANA name, for times without an offset. */
  readonly timeZone?: string;
  /** Id of the format that every file is read in, whatever it looks like. */
  readonly format?: string;
  readonly mapping?: ColumnMapping;
  /** Threads that read; 0 is this one. What pays unless told. */
  readonly workers?: number;
  /** Bounds of what is read, for tests. */
  readonly limits?: Partial<BundleLimits> & {
    readonly longestLine?: number;
    readonly sectionBytes?: number;
    readonly threadHeapMegabytes?: number;
  };
}

export interface ImportHooks {
  readonly signal: AbortSignal;
  onProgress(progress: ImportProgress): void;
}

/** The outcome for one file. */
export interface ImportedFile {
  readonly path: string;
  readonly outcome: "imported" | "already-there" | "failed";
  readonly source: SourceRecord | undefined;
  readonly error: string | undefined;
}

export interface ImportOutcome {
  readonly sources: readonly ImportedFile[];
  /** Of what was imported now. */
  readonly totals: {
    read: number;
    stored: number;
    skipped: number;
    rejected: number;
    samples: number;
    events: number;
  };
}

/** An archive may hold archives, and those none. */
const DEEPEST_ARCHIVE = 2;
/** Work between two turns for others. */
const TURN_MS = 12;

/**
 * Reads everything at `paths` into the workspace. Rejects with `cancelled` when the signal is aborted: what was being
 * read is taken out again, sources that were finished stay.
 */
export async function importPaths(
  workspace: Workspace,
  paths: readonly string[],
  options: ImportPathsOptions,
  hooks: ImportHooks,
): Promise<ImportOutcome> {
  const run = importRun(workspace, options, hooks);
  await workspace.takeIn(async () => {
    try {
      for (const path of paths) await run.path(path);
      await run.settle();
    } finally {
      await run.close();
    }
  });
  return { sources: run.files, totals: totalsOf(run.files) };
}

function importRun(workspace: Workspace, options: ImportPathsOptions, { signal, onProgress }: ImportHooks) {
  const files: ImportedFile[] = [];
  const {
    longestLine = LONGEST_LINE,
    sectionBytes = SECTION_BYTES,
    threadHeapMegabytes,
    ...limits
  } = options.limits ?? {};
  const progress = progressMeter(onProgress, () => performance.now());
  const context: ReadingContext = {
    limits: { ...BUNDLE_LIMITS, ...limits },
    longestLine,
    sectionBytes,
    signal,
    pace: pacer(),
  };
  const threads = threadProvider(options.workers, context, threadHeapMegabytes);
  const sizes = new Set(workspace.sources().map(({ size }) => size));
  const known: KnownSources = {
    hasSize: (size) => sizes.has(size),
    hasHash: (sha256) => workspace.sourceByHash(sha256) !== undefined,
  };
  /** Sources that are being read and wait for their turn to be written. */
  const waiting: { readonly write: () => Promise<void>; readonly stop: () => void }[] = [];
  const chosen = {
    // A mapping describes tables that nobody standardised: whoever gives one has said how to read them.
    format: options.format !== undefined ? findFormat(options.format).id : options.mapping && genericTable.id,
    zone: options.timeZone === undefined ? undefined : requireZone(options.timeZone),
  };

  const fail = (path: string, error: unknown): void => {
    if (error instanceof UserError && error.code === "cancelled") throw error;
    if (signal.aborted) throw cancelledIn(path, files);
    files.push({ path, outcome: "failed", source: undefined, error: describeError(error) });
  };

  /** Writes what waits until no more than `most` sources do. */
  const settle = async (most = 0): Promise<void> => {
    while (waiting.length > most) await waiting.shift()?.write();
  };

  const write = async (path: string, size: number, read: (take: TakePart) => Promise<void>): Promise<void> => {
    progress.begin(path, size);
    try {
      const outcome = await importSource(workspace, path, read, progress.at);
      if (outcome.outcome === "imported") sizes.add(outcome.source.size);
      files.push({ path, error: undefined, ...outcome });
    } catch (error) {
      fail(path, error);
    }
    progress.done();
  };

  /** Has the file read, ahead of its turn where that can be, and written when its turn comes. */
  const oneFile = async (file: BundleFile, statement: SourceStatement): Promise<void> => {
    const inAll = progress.expected();
    const readers = threads.provide(inAll);
    const planned = planReading(file, statement, context, known, readers, inAll);
    const { run, stop, isAhead } = await planned.catch(unreadable);
    waiting.push({ write: () => write(statement.path, file.size, run), stop });
    await settle(isAhead && readers !== undefined ? readers.size : 0);
  };

  /** `prefix` is the path of the archive that holds the bundle, with a slash; `depth` counts archives around it. */
  const wholeBundle = async (bundle: Bundle, prefix: string, depth: number): Promise<void> => {
    progress.expect(bundle.totalBytes);
    if (bundle.refused.length > 0) await settle();
    for (const { path, reason } of bundle.refused) {
      files.push({ path: prefix + path, outcome: "failed", source: undefined, error: reason });
    }
    const statements = await manifestStatements(bundle.manifest, workspace);
    if (bundle.manifest !== undefined) {
      const path = prefix + bundle.manifest.path;
      await oneFile(bundle.manifest, { ...NOTHING_STATED, path, format: bundleManifest.id });
      await settle();
    }
    for await (const file of bundle.files()) {
      const statement = stated(file.path, prefix, statements);
      const nested = await openArchive(file, statement, depth);
      if (nested === "none") await oneFile(file, statement);
      else if (nested !== "failed") await nestedBundle(nested, statement.path, depth + 1);
    }
    const missing = statements.missing();
    if (missing.length > 0) await settle();
    for (const path of missing) {
      const error = "The manifest lists this file, but it is not in the bundle.";
      files.push({ path: prefix + path, outcome: "failed", source: undefined, error });
    }
  };

  const nestedBundle = async (bundle: Bundle, path: string, depth: number): Promise<void> => {
    try {
      await closing(bundle, () => wholeBundle(bundle, `${path}/`, depth));
    } catch (error) {
      fail(path, error);
    }
  };

  /** The file as a bundle of its own, where it is an archive; one too deep is left to be refused as a source. */
  const openArchive = async (
    file: BundleFile,
    statement: SourceStatement,
    depth: number,
  ): Promise<Bundle | "failed" | "none"> => {
    if (depth >= DEEPEST_ARCHIVE) return "none";
    try {
      const nested = await openNested(file, context.limits, signal);
      if (nested === undefined) return "none";
      progress.expect(-file.size);
      await settle();
      await verifyArchive(file, statement, context).catch(async (error: unknown) => {
        await nested.close();
        throw error;
      });
      return nested;
    } catch (error) {
      if (!signal.aborted) await settle();
      fail(statement.path, error);
      return "failed";
    }
  };

  const stated = (path: string, prefix: string, statements: ManifestStatements): SourceStatement => {
    const { notes, ...said } = statements.meet(path);
    return {
      path: prefix + path,
      format: chosen.format ?? said.format?.id,
      host: options.host ?? said.host,
      zone: chosen.zone ?? said.zone?.name,
      sha256: said.sha256,
      mapping: options.mapping,
      notes,
    };
  };

  return {
    files,
    async path(path: string): Promise<void> {
      if (signal.aborted) throw cancelledIn(path, files);
      try {
        const bundle = await openBundle(path, context.limits, signal);
        await closing(bundle, () => wholeBundle(bundle, "", 0));
      } catch (error) {
        if (!signal.aborted) await settle();
        fail(basename(path), error);
      }
    },
    settle,
    async close(): Promise<void> {
      for (const { stop } of waiting) stop();
      await threads.close();
    },
  };
}

/** The reading of a source of which it is known beforehand that it fails. */
function unreadable(error: unknown): PlannedReading {
  return { isAhead: false, run: () => Promise.reject(error), stop: () => undefined };
}

const NOTHING_STATED = {
  format: undefined,
  host: undefined,
  zone: undefined,
  sha256: undefined,
  mapping: undefined,
  notes: [],
} satisfies Omit<SourceStatement, "path">;

async function closing(bundle: Bundle, use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } finally {
    await bundle.close();
  }
}

function requireZone(name: string): string {
  if (zoneOf(name) !== undefined) return name;
  throw new UserError("wrong-usage", `There is no time zone "${name}".`, {
    next: "Give an IANA name such as Europe/Berlin, UTC, or an offset such as +02:00.",
  });
}

function cancelledIn(path: string, files: readonly ImportedFile[]): UserError {
  const finished = files.filter((file) => file.outcome === "imported").length;
  if (finished === 0) return cancelled("The import");
  return new UserError(
    "cancelled",
    `The import was cancelled at ${path}, of which nothing was kept; ${finished} sources that were finished stay.`,
  );
}

/** A function that gives others a turn whenever enough time has passed since the last one. */
function pacer(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TURN_MS) return;
    await setImmediate();
    last = performance.now();
  };
}

function totalsOf(files: readonly ImportedFile[]): ImportOutcome["totals"] {
  const totals = { read: 0, stored: 0, skipped: 0, rejected: 0, samples: 0, events: 0 };
  for (const { outcome, source } of files) {
    if (outcome !== "imported" || source === undefined) continue;
    for (const key of ["read", "stored", "skipped", "rejected", "samples", "events"] as const)
      totals[key] += source[key];
  }
  return totals;
}
