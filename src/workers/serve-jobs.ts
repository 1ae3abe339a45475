/** The thread's end of a pool: does one job after the other. */
import { parentPort } from "node:worker_threads";
import { toThreadError, type JobMessage, type ThreadMessage } from "./messages.ts";

/** Answers the pool's jobs for as long as the thread lives. `notify` tells how far a job is. */
export function serveJobs<Job, Result>(
  handle: (job: Job, notify: (notice: unknown) => void) => Promise<Result> | Result,
): void {
  const port = parentPort;
  if (port === null) throw new Error("This file is the program of a worker thread.");
  const post = (message: ThreadMessage): void => port.postMessage(message);
  port.on("message", ({ id, job }: JobMessage) => {
    const answer = async (): Promise<void> => {
      try {
        const result = await handle(job as Job, (notice) => post({ type: "notice", id, notice }));
        post({ type: "result", id, result });
      } catch (error) {
        post({ type: "error", id, error: toThreadError(error) });
      }
    };
    void answer();
  });
}
