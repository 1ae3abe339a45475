/** The thread's end of a pool: does one job after the other. */
import { constants, getPriority, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { toThreadError, type JobMessage, type ThreadMessage } from "./messages.ts";

/**
 * Answers the pool's jobs for as long as the thread lives. `notify` tells how far a job is; memory that is `given` with
 * it is the other side's from then on.
 */
export function serveJobs<Job, Result>(
  handle: (job: Job, notify: (notice: unknown, given?: readonly ArrayBuffer[]) => void) => Promise<Result> | Result,
): void {
  const port = parentPort;
  if (port === null) throw new Error("This file is the program of a worker thread.");
  yieldToWindow();
  const post = (message: ThreadMessage, given: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, [...given]);
  port.on("message", ({ id, job }: JobMessage) => {
    const answer = async (): Promise<void> => {
      try {
        const result = await handle(job as Job, (notice, given) => post({ type: "notice", id, notice }, given));
        post({ type: "result", id, result });
      } catch (error) {
        post({ type: "error", id, error: toThreadError(error) });
      }
    };
    void answer();
  });
}

/**
 * Puts this thread behind those that answer a window, where the machine has too few cores for both: the engine of a
 * window says so with PLIMSOLL_HAS_WINDOW. Only Linux has a priority for each thread (`setpriority(2)`, "C library/kernel
 * differences"); elsewhere it is one for all of them.
 */
function yieldToWindow(): void {
  if (process.platform !== "linux" || process.env["PLIMSOLL_HAS_WINDOW"] === undefined) return;
  const lowered = getPriority() + constants.priority.PRIORITY_BELOW_NORMAL;
  setPriority(Math.min(lowered, constants.priority.PRIORITY_LOW));
}
