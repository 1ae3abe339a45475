/**
 * Worker threads that do jobs of one kind, one job a thread at a time. Jobs and results are what structured clone can
 * carry. A thread that ends fails the job that it was at; another one takes its place. A pool that is closed stops its
 * threads at once: jobs must not leave anything half done outside them.
 */
import { Worker } from "node:worker_threads";
import { fromThreadError, type JobMessage, type ThreadMessage } from "./messages.ts";

export interface WorkerPool<Job, Result, Notice> {
  readonly size: number;
  /**
   * Rejects where the job or `onNotice` fails, and with `ThreadEnded` where its thread ends or the pool is closed
   * meanwhile. Memory that is `given` is the thread's from now on.
   */
  run(job: Job, onNotice?: (notice: Notice) => void, given?: readonly ArrayBuffer[]): Promise<Result>;
  close(): Promise<void>;
}

export class ThreadEnded extends Error {}

interface Waiting {
  readonly job: unknown;
  readonly given: readonly ArrayBuffer[];
  resolve(result: unknown): void;
  reject(error: Error): void;
  notice(notice: unknown): void;
}

/** `entry` is the built file of a module that calls `serveJobs`; a thread whose heap outgrows `heapMegabytes` ends. */
export function openPool<Job, Result, Notice = never>(
  entry: string,
  size: number,
  heapMegabytes?: number,
): WorkerPool<Job, Result, Notice> {
  const queue: Waiting[] = [];
  const limits = heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } };
  const threads = Array.from({ length: Math.max(1, size) }, () =>
    startThread(
      () => new Worker(entry, limits),
      () => queue.shift(),
    ),
  );

  return {
    size: threads.length,
    run(job, onNotice, given = []) {
      return new Promise<Result>((resolve, reject) => {
        queue.push({
          job,
          given,
          resolve: (result) => resolve(result as Result),
          reject,
          notice: (notice) => onNotice?.(notice as Notice),
        });
        threads.find((thread) => thread.isIdle())?.next();
      });
    },
    async close() {
      for (const waiting of queue.splice(0)) waiting.reject(closed());
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

interface Thread {
  isIdle(): boolean;
  /** Takes the next job of the queue, where there is one. */
  next(): void;
  stop(): Promise<void>;
}

function startThread(open: () => Worker, take: () => Waiting | undefined): Thread {
  let worker: Worker | undefined;
  let current: Waiting | undefined;
  let id = 0;
  let isClosed = false;

  const next = (): void => {
    if (current !== undefined) return;
    current = take();
    if (current === undefined) return;
    if (isClosed) {
      settle((waiting) => waiting.reject(closed()));
      return;
    }
    id++;
    worker ??= start();
    worker.ref();
    worker.postMessage({ id, job: current.job } satisfies JobMessage, [...current.given]);
  };
  const settle = (how: (waiting: Waiting) => void): void => {
    const done = current;
    current = undefined;
    worker?.unref();
    if (done !== undefined) how(done);
    next();
  };

  /** Whoever listens may fail, as where a disk is full: that ends the job and not the program. */
  const tell = (notice: unknown): void => {
    try {
      current?.notice(notice);
    } catch (error) {
      settle((waiting) => waiting.reject(error instanceof Error ? error : new Error(String(error))));
    }
  };

  const start = (): Worker => {
    const started = open();
    // A pool that is only waiting keeps no program alive.
    started.unref();
    const end = (error: Error): void => {
      if (worker !== started) return;
      worker = undefined;
      settle((waiting) => waiting.reject(error));
    };
    started.on("message", (message: ThreadMessage) => {
      if (message.id !== id || worker !== started) return;
      if (message.type === "notice") tell(message.notice);
      else if (message.type === "result") settle((waiting) => waiting.resolve(message.result));
      else settle((waiting) => waiting.reject(fromThreadError(message.error)));
    });
    started.on("error", (error) => {
      const message = error instanceof Error ? error.message : String(error);
      end(new ThreadEnded(message, { cause: error }));
    });
    started.on("exit", () => end(closed()));
    return started;
  };
  worker = start();

  return {
    isIdle: () => current === undefined,
    next,
    async stop() {
      isClosed = true;
      await worker?.terminate();
    },
  };
}

function closed(): ThreadEnded {
  return new ThreadEnded("The worker thread has ended.");
}
