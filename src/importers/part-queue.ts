/** Parts of a source as they come from a thread, for one who takes them later. */
import type { SourcePart } from "./source-part.ts";

export interface PartQueue {
  push(part: SourcePart): void;
  /** No more parts: the thread is done, or has failed. */
  end(error: unknown): void;
  /** The next part, `undefined` after the last; rejects where the thread has failed, or the signal is aborted. */
  next(): Promise<SourcePart | undefined>;
  /** Forgets the parts that are there and those that still come. */
  drop(): void;
}

export function partQueue(signal: AbortSignal): PartQueue {
  const parts: SourcePart[] = [];
  let isDropped = false;
  let ended: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;
  const changed = (): Promise<void> => new Promise((resolve) => (wake = resolve));

  return {
    push(part) {
      if (!isDropped) parts.push(part);
      wake();
    },
    end(error) {
      ended = { error };
      wake();
    },
    async next() {
      const onAbort = (): void => wake();
      signal.addEventListener("abort", onAbort);
      try {
        for (;;) {
          signal.throwIfAborted();
          const part = parts.shift();
          if (part !== undefined) return part;
          if (ended?.error !== undefined) throw ended.error;
          if (ended !== undefined) return undefined;
          await changed();
        }
      } finally {
        signal.removeEventListener("abort", onAbort);
      }
    },
    drop() {
      isDropped = true;
      parts.length = 0;
    },
  };
}
