/** The program of a worker thread: reads sources, or sections of them, ahead of their turn. */
import { memoryOf } from "../store/batch/source-batch.ts";
import { serveJobs } from "../workers/serve-jobs.ts";
import { fileStream, memoryFor } from "./bundle/file-stream.ts";
import { inOrder } from "./bundle/spool.ts";
import { readSection } from "./read-section.ts";
import { readSource } from "./read-source.ts";
import { readingGate } from "./reading-gate.ts";
import type { ThreadJob } from "./reading-threads.ts";
import type { TakePart } from "./source-part.ts";

/** Where the bytes of a source lie while it is read: fresh memory for each takes longer to come by than to fill. */
let held = Buffer.alloc(0);

function memoryOfFile(size: number): Buffer {
  const needed = memoryFor(size);
  if (held.length < needed) held = Buffer.allocUnsafeSlow(needed);
  return held;
}

serveJobs<ThreadJob, undefined>(async ({ work, gate: shared }, notify) => {
  const gate = readingGate(shared);
  const stop = new AbortController();
  const look = (): void => {
    if (gate.isStopped()) stop.abort();
  };
  const take: TakePart = (part) => {
    if (part.type === "batch") gate.enter(part.batch.bytes);
    look();
    notify(part, part.type === "batch" ? memoryOf(part.batch) : []);
  };
  look();
  stop.signal.throwIfAborted();
  if ("section" in work) {
    await readSection(work.section, stop.signal, take);
    return undefined;
  }
  const { path, size, content, statement, bounds } = work.whole;
  const memory = size <= bounds.limits.inMemory ? memoryOfFile(size) : undefined;
  const open = typeof content === "string" ? () => fileStream(content, memory) : () => inOrder(content);
  const pace = (): Promise<void> => {
    look();
    return Promise.resolve();
  };
  await readSource({ path, size, open }, statement, { ...bounds, signal: stop.signal, pace }, take);
  return undefined;
});
