/**
 * Worker threads that do jobs of one kind, one job a thread at a time. Jobs and results are what structured clone can
 * carry. A pool that is closed stops its threads at once: jobs must not leave anything half done outside them.
 */
import { Worker } from "node:worker_threads";
import { fromThreadError, type JobMessage, type ThreadMessage } from "./messages.ts";

export interface WorkerPool<Job, Result, Notice> {
  readonly size: number;
  /** Rejects where the job or `onNotice` fails, its thread ends, or the pool is closed meanwhile. */
  run(job: Job, onNotice?: (notice: Notice) => void): Promise<Result>;
  close(): Promise<void>;
}

interface Waiting {
  readonly job: unknown;
  resolve(result: unknown): void;
  reject(error: Error): void;
  notice(notice: unknown): void;
}

/** `entry` is the built file of a module that calls `serveJobs`. */
export function openPool<Job, Result, Notice = never>(entry: string, size: number): WorkerPool<Job, Result, Notice> {
  const queue: Waiting[] = [];
  const threads = Array.from({ length: Math.max(1, size) }, () => startThread(entry, () => queue.shift()));

  return {
    size: threads.length,
    run(job, onNotice) {
      return new Promise<Result>((resolve, reject) => {
        queue.push({
          job,
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

function startThread(entry: string, take: () => Waiting | undefined): Thread {
  const worker = new Worker(entry);
  // A pool that is only waiting keeps no program alive.
  worker.unref();
  let current: Waiting | undefined;
  let id = 0;
  let failure: Error | undefined;

  const next = (): void => {
    if (current !== undefined) return;
    current = take();
    if (current === undefined) return;
    if (failure !== undefined) {
      settle((waiting) => waiting.reject(failure ?? closed()));
      return;
    }
    id++;
    worker.ref();
    worker.postMessage({ id, job: current.job } satisfies JobMessage);
  };
  const settle = (how: (waiting: Waiting) => void): void => {
    const done = current;
    current = undefined;
    worker.unref();
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

  worker.on("message", (message: ThreadMessage) => {
    if (message.id !== id) return;
    if (message.type === "notice") tell(message.notice);
    else if (message.type === "result") settle((waiting) => waiting.resolve(message.result));
    else settle((waiting) => waiting.reject(fromThreadError(message.error)));
  });
  worker.on("error", (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
    settle((waiting) => waiting.reject(failure ?? closed()));
  });
  worker.on("exit", () => {
    failure ??= closed();
    settle((waiting) => waiting.reject(failure ?? closed()));
  });

  return {
    isIdle: () => current === undefined,
    next,
    async stop() {
      failure ??= closed();
      await worker.terminate();
    },
  };
}

function closed(): Error {
  return new Error("The worker thread has ended.");
}
