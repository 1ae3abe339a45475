/**
 * Threads that read sources, or sections of them, ahead of their turn to be written. A thread that is too far ahead of
 * the writer waits.
 */
import { availableParallelism } from "node:os";
import { UserError } from "../base/errors.ts";
import { builtEntry, runsAsBuilt } from "../workers/built-entry.ts";
import { openPool, ThreadEnded, type WorkerPool } from "../workers/pool.ts";
import type { OwnPieces } from "./decode/cut-sections.ts";
import { partQueue } from "./part-queue.ts";
import type { Reading, SectionReaders } from "./read-in-sections.ts";
import type { SectionJob } from "./read-section.ts";
import type { ReadingContext } from "./read-source.ts";
import { gateMemory, readingGate } from "./reading-gate.ts";
import type { SourcePart, SourceStatement } from "./source-part.ts";

/** A source whose bytes a thread can come by. */
export interface WholeJob {
  readonly path: string;
  readonly size: number;
  /** Where they lie on disk, or they themselves. */
  readonly content: string | OwnPieces;
  readonly statement: SourceStatement;
  readonly bounds: Pick<ReadingContext, "limits" | "longestLine" | "sectionBytes">;
}

export interface ThreadJob {
  readonly work: { readonly whole: WholeJob } | { readonly section: SectionJob };
  /** Shared memory of a `ReadingGate`. */
  readonly gate: SharedArrayBuffer;
}

export interface ReadingThreads extends SectionReaders {
  /** Begins to read a source as soon as a thread is free. */
  beginWhole(job: WholeJob): Reading;
}

export interface ThreadProvider {
  /** Threads, where so many bytes to be read in all are worth them. */
  provide(bytes: number): ReadingThreads | undefined;
  close(): Promise<void>;
}

type ReadingPool = WorkerPool<ThreadJob, undefined, SourcePart>;

/** With fewer bytes to read a thread takes longer to start than it saves. */
const WORTH_THREADS = 4 * 1024 * 1024;
/** More threads than these read faster than one writer writes. */
const MOST_THREADS = 6;
const THREAD_ENTRY = "source-worker";

/**
 * `workers` is the number of threads, `undefined` for what pays: a program that runs from its sources does not start
 * threads of whatever build lies beside it.
 */
export function threadProvider(
  workers: number | undefined,
  context: ReadingContext,
  heapMegabytes?: number,
): ThreadProvider {
  const size = workers ?? (runsAsBuilt() ? Math.min(availableParallelism(), MOST_THREADS) : 0);
  const entry = size === 0 ? undefined : builtEntry(THREAD_ENTRY);
  let threads: ReadingThreads | undefined;
  let pool: ReadingPool | undefined;
  return {
    provide(bytes) {
      if (entry === undefined || (workers === undefined && bytes < WORTH_THREADS)) return undefined;
      return (threads ??= threadsOf((pool = openPool(entry, size, heapMegabytes)), context));
    },
    close: async () => pool?.close(),
  };
}

function threadsOf(pool: ReadingPool, context: ReadingContext): ReadingThreads {
  return {
    size: pool.size,
    begin: (section) => begin(pool, { section }, memoryOf(section.pieces), context),
    beginWhole: (whole) =>
      begin(pool, { whole }, typeof whole.content === "string" ? [] : memoryOf(whole.content), context),
  };
}

function memoryOf(pieces: OwnPieces): ArrayBuffer[] {
  return pieces.map(({ buffer }) => buffer);
}

function begin(
  pool: ReadingPool,
  work: ThreadJob["work"],
  given: readonly ArrayBuffer[],
  { signal, pace }: ReadingContext,
): Reading {
  const memory = gateMemory();
  const gate = readingGate(memory);
  const parts = partQueue(signal);
  const stop = (): void => {
    parts.drop();
    gate.stop();
  };
  void pool.run({ work, gate: memory }, parts.push, given).then(
    () => parts.end(undefined),
    (error: unknown) => parts.end(error instanceof ThreadEnded ? crashed(error) : error),
  );
  return {
    async run(take) {
      try {
        for (let part = await parts.next(); part !== undefined; part = await parts.next()) {
          take(part);
          if (part.type === "batch") gate.leave(part.batch.bytes);
          await pace();
        }
      } finally {
        stop();
      }
    },
    stop,
  };
}

function crashed(cause: ThreadEnded): UserError {
  return new UserError(
    "unavailable",
    `The thread that read this file broke off (${cause.message}): nothing was kept.`,
    {
      next: "Import the file again by itself; if that fails too, split it or export it in another format.",
      cause,
    },
  );
}
