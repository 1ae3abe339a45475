/**
 * Imports files, folders and archives: every source by itself, so that a bad one costs nothing but itself.
 *
 * The steps are modules of their own: open (bundle/), hash (fingerprint), decode (source-content), sniff
 * (choose-format), parse (formats/), count and write (import-source). This one walks, and tells how far it is.
 */
import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import { cancelled, describeError, UserError } from "../base/errors.ts";
import { zoneOf, type Zone } from "../base/zone.ts";
import type { SourceRecord } from "../model/source.ts";
import type { Workspace } from "../store/workspace.ts";
import { BUNDLE_LIMITS, type Bundle, type BundleFile, type BundleLimits } from "./bundle/bundle.ts";
import { openBundle, openNested } from "./bundle/open-bundle.ts";
import { findFormat } from "./choose-format.ts";
import { bundleManifest } from "./formats/bundle-manifest.ts";
import { genericTable } from "./formats/generic-table.ts";
import { importSource, verifyArchive, type ImportJob, type SourceStatement } from "./import-source.ts";
import { LONGEST_LINE } from "./importer.ts";
import { manifestStatements, type ManifestStatements } from "./manifest-statements.ts";
import type { ColumnMapping } from "./mapping.ts";
import { progressMeter, type ImportProgress } from "./progress.ts";

export interface ImportPathsOptions {
  /** For sources that name no host of their own. */
  readonly host?: string;
  /** IANA name, for times without an offset. */
  readonly timeZone?: string;
  /** Id of the format that every file is read in, whatever it looks like. */
  readonly format?: string;
  readonly mapping?: ColumnMapping;
  /** Bounds of what is read, for tests. */
  readonly limits?: Partial<BundleLimits> & { readonly longestLine?: number };
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
  for (const path of paths) await run.path(path);
  return { sources: run.files, totals: totalsOf(run.files) };
}

function importRun(workspace: Workspace, options: ImportPathsOptions, { signal, onProgress }: ImportHooks) {
  const files: ImportedFile[] = [];
  const { longestLine = LONGEST_LINE, ...limits } = options.limits ?? {};
  const progress = progressMeter(onProgress, () => performance.now());
  const job: ImportJob = {
    workspace,
    limits: { ...BUNDLE_LIMITS, ...limits },
    longestLine,
    signal,
    pace: pacer(),
    onBytes: progress.at,
  };
  const chosen = {
    // A mapping describes tables that nobody standardised: whoever gives one has said how to read them.
    format: options.format !== undefined ? findFormat(options.format) : options.mapping && genericTable,
    zone: options.timeZone === undefined ? undefined : requireZone(options.timeZone),
  };

  const fail = (path: string, error: unknown): void => {
    if (error instanceof UserError && error.code === "cancelled") throw error;
    if (signal.aborted) throw cancelledIn(path, files);
    files.push({ path, outcome: "failed", source: undefined, error: describeError(error) });
  };

  const oneFile = async (file: BundleFile, statement: SourceStatement): Promise<void> => {
    progress.begin(statement.path, file.size);
    try {
      files.push({ path: statement.path, error: undefined, ...(await importSource(job, file, statement)) });
    } catch (error) {
      fail(statement.path, error);
    }
    progress.done();
  };

  /** `prefix` is the path of the archive that holds the bundle, with a slash; `depth` counts archives around it. */
  const wholeBundle = async (bundle: Bundle, prefix: string, depth: number): Promise<void> => {
    progress.expect(bundle.totalBytes);
    for (const { path, reason } of bundle.refused) {
      files.push({ path: prefix + path, outcome: "failed", source: undefined, error: reason });
    }
    const statements = await manifestStatements(bundle.manifest, workspace);
    if (bundle.manifest !== undefined) {
      const path = prefix + bundle.manifest.path;
      await oneFile(bundle.manifest, { ...NOTHING_STATED, path, format: bundleManifest });
    }
    for await (const file of bundle.files()) {
      const statement = stated(file.path, prefix, statements);
      const nested = await openArchive(file, statement, depth);
      if (nested === "none") await oneFile(file, statement);
      else if (nested !== "failed") await nestedBundle(nested, statement.path, depth + 1);
    }
    for (const path of statements.missing()) {
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
      const nested = await openNested(file, job.limits, signal);
      if (nested === undefined) return "none";
      progress.expect(-file.size);
      await verifyArchive(job, file, statement).catch(async (error: unknown) => {
        await nested.close();
        throw error;
      });
      return nested;
    } catch (error) {
      fail(statement.path, error);
      return "failed";
    }
  };

  const stated = (path: string, prefix: string, statements: ManifestStatements): SourceStatement => {
    const { notes, ...said } = statements.meet(path);
    return {
      path: prefix + path,
      format: chosen.format ?? said.format,
      host: options.host ?? said.host,
      zone: chosen.zone ?? said.zone,
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
        const bundle = await openBundle(path, job.limits, signal);
        await closing(bundle, () => wholeBundle(bundle, "", 0));
      } catch (error) {
        fail(basename(path), error);
      }
    },
  };
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

function requireZone(name: string): Zone {
  const zone = zoneOf(name);
  if (zone !== undefined) return zone;
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
