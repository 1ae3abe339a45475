/** Reads one source from its start to its end. It changes nothing: what it gives is written by import-source.ts. */
import { UserError } from "../base/errors.ts";
import { SourceEncoder } from "../store/batch/source-encoder.ts";
import type { BundleFile, BundleLimits } from "./bundle/bundle.ts";
import { chooseFormat, findFormat } from "./choose-format.ts";
import type { ByteStream } from "./decode/to-utf8.ts";
import { fingerprint, type Fingerprint } from "./fingerprint.ts";
import { hostNames } from "./host-names.ts";
import type { FileHead, Importer, SourceFacts } from "./importer.ts";
import { sourceContent } from "./source-content.ts";
import { zoneNamed, type SourceStatement, type TakePart } from "./source-part.ts";
import { sourceSink, type SourceSink } from "./source-sink.ts";

/** Bounds of what is read, and what is asked while it is. */
export interface ReadingContext {
  readonly limits: BundleLimits;
  readonly longestLine: number;
  /** Bytes of text of a section, where a source is read in sections. */
  readonly sectionBytes: number;
  readonly signal: AbortSignal;
  /** Lets other work in between; called often. */
  pace(): Promise<void>;
}

export type ReadableFile = Pick<BundleFile, "path" | "size" | "open">;

/** Gives the parts of a source to `take`. Rejects with a `UserError` where the source cannot be read. */
export async function readSource(
  file: ReadableFile,
  statement: SourceStatement,
  context: ReadingContext,
  take: TakePart,
): Promise<void> {
  const print = await fingerprintOf(file, context);
  requireHash(print.sha256, statement);
  take({ type: "hash", sha256: print.sha256, size: print.size });

  const open = (): ByteStream => metered(print.open(), context, (bytes) => take({ type: "progress", bytes }));
  const content = await sourceContent(open, file.path, context.limits);
  const { format, notes } = pickFormat(content.head, statement);
  take({ type: "format", id: format.id });

  const encoder = new SourceEncoder((batch) => take({ type: "batch", batch }));
  const sink = sinkOf(encoder);
  [...notes, ...statement.notes].forEach(sink.noteOnce);
  await format.read(
    content.text(sink, context.longestLine),
    factsOf(statement, content.fileName),
    sink,
    context.signal,
  );
  context.signal.throwIfAborted();
  encoder.finish();
  take({ type: "end", tally: sink.tally(), facts: sink.facts });
}

/** A sink that knows a host by the first spelling of its name in the source. */
export function sinkOf(encoder: SourceEncoder): SourceSink {
  const names = hostNames(
    () => undefined,
    (text) => sink.noteOnce(text),
  );
  const sink = sourceSink(encoder, names);
  return sink;
}

export function factsOf(statement: SourceStatement, fileName: string): SourceFacts {
  const { host, zone, mapping } = statement;
  return { host, zone: zoneNamed(zone), fileName, mapping };
}

/** Throws where an archive in a bundle is not the one that the manifest vouches for. */
export async function verifyArchive(
  file: BundleFile,
  statement: SourceStatement,
  context: ReadingContext,
): Promise<void> {
  if (statement.sha256 !== undefined) requireHash((await fingerprintOf(file, context)).sha256, statement);
}

/** The hash of a file, and its content where it is small enough to be held. */
export function fingerprintOf(file: ReadableFile, context: ReadingContext): Promise<Fingerprint> {
  return fingerprint(file, context.limits.inMemory, async () => {
    context.signal.throwIfAborted();
    await context.pace();
  });
}

export function requireHash(sha256: string, statement: SourceStatement): void {
  if (statement.sha256 === undefined || statement.sha256 === sha256) return;
  throw new UserError(
    "damaged",
    `The file's SHA-256 is ${sha256}, but the manifest says ${statement.sha256}: it was not imported.`,
    { next: "Get the file again from where it came." },
  );
}

export function pickFormat(
  head: FileHead,
  statement: SourceStatement,
): { readonly format: Importer; readonly notes: readonly string[] } {
  if (statement.format !== undefined) return { format: findFormat(statement.format), notes: [] };
  const choice = chooseFormat(head);
  if (choice !== undefined) return choice;
  throw new UserError("bad-input", "No format recognises this file.", {
    next: "Name its format, or describe its columns in a mapping and import it as generic-table.",
  });
}

/** A stream that tells how far it is and can be aborted. */
export async function* metered(
  stream: ByteStream,
  { signal, pace }: Pick<ReadingContext, "signal" | "pace">,
  onBytes: (read: number) => void,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const bytes of stream) {
    signal.throwIfAborted();
    // Whoever takes the bytes may give their memory away.
    read += bytes.length;
    yield bytes;
    onBytes(read);
    await pace();
  }
}
