/** Decides how a source is read: in sections, as a whole by a thread ahead of its turn, or here when its turn comes. */
import type { BundleFile } from "./bundle/bundle.ts";
import type { OwnPieces } from "./decode/cut-sections.ts";
import { sectionedSource, type Reading, type SectionReaders } from "./read-in-sections.ts";
import { readSection } from "./read-section.ts";
import { fingerprintOf, readSource, type ReadingContext } from "./read-source.ts";
import type { ReadingThreads } from "./reading-threads.ts";
import type { SourceStatement } from "./source-part.ts";

export interface PlannedReading extends Reading {
  /** Whether it goes on without the file being asked for again, so that others may be begun meanwhile. */
  readonly isAhead: boolean;
}

/** What the workspace knows of sources. */
export interface KnownSources {
  hasSize(size: number): boolean;
  hasHash(sha256: string): boolean;
}

/** `inAll` is how many bytes the run has to read. */
export async function planReading(
  file: BundleFile,
  statement: SourceStatement,
  context: ReadingContext,
  known: KnownSources,
  threads: ReadingThreads | undefined,
  inAll: number,
): Promise<PlannedReading> {
  const here = (run: Reading["run"]): PlannedReading => ({ isAhead: false, run, stop: () => undefined });
  if (known.hasSize(file.size)) {
    const { sha256, size } = await fingerprintOf(file, { ...context, limits: { ...context.limits, inMemory: 0 } });
    if (known.hasHash(sha256)) return here((take) => Promise.resolve(take({ type: "hash", sha256, size })));
  }
  const sectioned = await sectionedSource(file, statement, context, inAll);
  if (sectioned !== undefined) return here((take) => sectioned.read(threads ?? sectionsHere(context), take));
  const content = threads === undefined ? undefined : await contentOf(file, context);
  if (threads === undefined || content === undefined) return here((take) => readSource(file, statement, context, take));
  const { path, size } = file;
  const { limits, longestLine, sectionBytes } = context;
  const bounds = { limits, longestLine, sectionBytes };
  return { isAhead: true, ...threads.beginWhole({ path, size, content, statement, bounds }) };
}

/** What a thread comes by the bytes of a file with; `undefined` where they would have to be unpacked twice. */
async function contentOf(file: BundleFile, { limits, pace }: ReadingContext): Promise<string | OwnPieces | undefined> {
  if (file.diskPath !== undefined) return file.diskPath;
  if (file.size > limits.inMemory) return undefined;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of file.open()) {
    // What is held of an archive may be asked for again.
    pieces.push(new Uint8Array(piece));
    await pace();
  }
  return pieces;
}

function sectionsHere({ signal }: ReadingContext): SectionReaders {
  return {
    size: 0,
    begin: (job) => ({ run: (take) => readSection(job, signal, take), stop: () => undefined }),
  };
}
