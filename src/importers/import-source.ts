/** Reads one source into the workspace, wholly or not at all. */
import { UserError } from "../base/errors.ts";
import type { Zone } from "../base/zone.ts";
import type { SourceRecord } from "../model/source.ts";
import type { Workspace } from "../store/workspace.ts";
import type { BundleFile, BundleLimits } from "./bundle/bundle.ts";
import { chooseFormat } from "./choose-format.ts";
import type { ByteStream } from "./decode/to-utf8.ts";
import { fingerprint, type Fingerprint } from "./fingerprint.ts";
import { hostNames } from "./host-names.ts";
import type { FileHead, Importer } from "./importer.ts";
import type { ColumnMapping } from "./mapping.ts";
import { sourceContent } from "./source-content.ts";
import { sourceSink, type SourceSink } from "./source-sink.ts";

/** What is known of a source before it is read, from the investigator and the manifest. */
export interface SourceStatement {
  /** Path in the source's record. */
  readonly path: string;
  readonly format: Importer | undefined;
  readonly host: string | undefined;
  readonly zone: Zone | undefined;
  readonly sha256: string | undefined;
  readonly mapping: ColumnMapping | undefined;
  readonly notes: readonly string[];
}

export interface SourceOutcome {
  readonly outcome: "imported" | "already-there";
  readonly source: SourceRecord;
}

export interface ImportJob {
  readonly workspace: Workspace;
  readonly limits: BundleLimits;
  readonly longestLine: number;
  readonly signal: AbortSignal;
  /** Lets other work in between; called often. */
  pace(): Promise<void>;
  /** Bytes of the current file read so far. */
  onBytes(bytes: number): void;
}

export async function importSource(
  job: ImportJob,
  file: BundleFile,
  statement: SourceStatement,
): Promise<SourceOutcome> {
  const { workspace, limits, signal } = job;
  const print = await fingerprintOf(job, file);
  requireHash(print, statement);
  const known = workspace.sourceByHash(print.sha256);
  if (known !== undefined) return { outcome: "already-there", source: known };

  const open = (): ByteStream => metered(print.open(), job);
  const content = await sourceContent(open, file.path, limits);
  const { format, notes } = pickFormat(content.head, statement);

  const writer = workspace.beginSource({
    path: statement.path,
    sha256: print.sha256,
    size: print.size,
    format: format.id,
  });
  try {
    const note = (text: string): void => sink.note(text);
    const hostName = hostNames((name) => workspace.resolveHost(name), note);
    const sink: SourceSink = sourceSink(writer, hostName);
    [...notes, ...statement.notes].forEach(note);
    const facts = {
      host: statement.host === undefined ? undefined : hostName(statement.host),
      zone: statement.zone,
      fileName: content.fileName,
      mapping: statement.mapping,
    };
    await format.read(content.text(sink, job.longestLine), facts, sink, signal);
    signal.throwIfAborted();
    const source = writer.commit(sink.finish());
    mergeFacts(workspace, sink);
    return { outcome: "imported", source };
  } catch (error) {
    writer.rollback();
    throw error;
  }
}

/** Throws where an archive in a bundle is not the one that the manifest vouches for. */
export async function verifyArchive(job: ImportJob, file: BundleFile, statement: SourceStatement): Promise<void> {
  if (statement.sha256 !== undefined) requireHash(await fingerprintOf(job, file), statement);
}

function fingerprintOf(job: ImportJob, file: BundleFile): Promise<Fingerprint> {
  return fingerprint(file, job.limits.inMemory, async () => {
    job.signal.throwIfAborted();
    await job.pace();
  });
}

function requireHash(print: Fingerprint, statement: SourceStatement): void {
  if (statement.sha256 === undefined || statement.sha256 === print.sha256) return;
  throw new UserError(
    "damaged",
    `The file's SHA-256 is ${print.sha256}, but the manifest says ${statement.sha256}: it was not imported.`,
    { next: "Get the file again from where it came." },
  );
}

function pickFormat(head: FileHead, statement: SourceStatement): { format: Importer; notes: readonly string[] } {
  if (statement.format !== undefined) return { format: statement.format, notes: [] };
  const choice = chooseFormat(head);
  if (choice !== undefined) return choice;
  throw new UserError("bad-input", "No format recognises this file.", {
    next: "Name its format, or describe its columns in a mapping and import it as generic-table.",
  });
}

function mergeFacts(workspace: Workspace, { facts }: SourceSink): void {
  if (facts.classes.length > 0) workspace.mergeClasses(facts.classes);
  if (facts.subjects.length > 0) workspace.mergeSubjects(facts.subjects);
  if (facts.hosts.length > 0) workspace.mergeHosts(facts.hosts);
}

async function* metered(stream: ByteStream, job: ImportJob): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const bytes of stream) {
    job.signal.throwIfAborted();
    yield bytes;
    read += bytes.length;
    job.onBytes(read);
    await job.pace();
  }
}
