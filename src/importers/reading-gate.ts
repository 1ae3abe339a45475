/** What keeps a thread that reads from running too far ahead of the one that writes: memory that both share. */

/** Bytes of one reading that are there and not yet written, beyond which its thread waits. */
const MOST_AHEAD = 16 * 1024 * 1024;
/** A thread that waits looks up so often, so that nothing can leave it asleep. */
const LOOK_UP_MS = 1_000;

export interface ReadingGate {
  /** For the thread: waits until there is room for more, then counts so many bytes; at once where it is stopped. */
  enter(bytes: number): void;
  isStopped(): boolean;
  /** For the writer: so many bytes are written. */
  leave(bytes: number): void;
  stop(): void;
}

const AHEAD = 0;
const STOPPED = 1;
const BYTES = 8;

export function gateMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(BYTES);
}

export function readingGate(memory: SharedArrayBuffer): ReadingGate {
  const cells = new Int32Array(memory);
  const isStopped = (): boolean => Atomics.load(cells, STOPPED) === 1;
  return {
    enter(bytes) {
      for (;;) {
        const ahead = Atomics.load(cells, AHEAD);
        if (ahead < MOST_AHEAD || isStopped()) break;
        Atomics.wait(cells, AHEAD, ahead, LOOK_UP_MS);
      }
      Atomics.add(cells, AHEAD, Math.ceil(bytes));
    },
    isStopped,
    leave(bytes) {
      Atomics.sub(cells, AHEAD, Math.ceil(bytes));
      Atomics.notify(cells, AHEAD);
    },
    stop() {
      Atomics.store(cells, STOPPED, 1);
      Atomics.notify(cells, AHEAD);
    },
  };
}
