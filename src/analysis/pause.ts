/** Lets the event loop turn between two pieces of work, so that a long analysis neither blocks nor outlives a cancel. */
import { setImmediate } from "node:timers/promises";
import { cancelled } from "../base/errors.ts";

export type Pause = () => Promise<void>;

/** Throws the `UserError` "cancelled" once the signal is aborted. */
export function pauseUnder(signal: AbortSignal | undefined): Pause {
  return async () => {
    await setImmediate();
    if (signal?.aborted === true) throw cancelled("The analysis");
  };
}
