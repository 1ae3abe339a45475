/** How far an import is, in bytes, told at most ten times a second. */

export interface ImportProgress {
  /** Share done, 0 to 1. */
  readonly share: number;
  readonly doing: string;
  readonly rate?: string;
  readonly remainingSeconds?: number;
}

export interface ProgressMeter {
  /** Bytes that turn out to be there besides those first counted, such as a nested archive's; negative takes off. */
  expect(bytes: number): void;
  /** Bytes there are. */
  expected(): number;
  /** A file of `size` bytes begins. */
  begin(path: string, size: number): void;
  /** Bytes of the current file that have been read since its start. */
  at(bytes: number): void;
  /** The current file is done with, read to its end or not. */
  done(): void;
}

const INTERVAL_MS = 100;
const MEGABYTE = 1_000_000;

export function progressMeter(onProgress: (progress: ImportProgress) => void, now: () => number): ProgressMeter {
  const startedAt = now();
  let lastTold = Number.NEGATIVE_INFINITY;
  let total = 0;
  let finished = 0;
  let path = "";
  let size = 0;
  let current = 0;

  const tell = (): void => {
    const time = now();
    if (time - lastTold < INTERVAL_MS) return;
    lastTold = time;
    const bytes = finished + current;
    const rate = bytes / Math.max(1, time - startedAt);
    const share = total === 0 ? 0 : Math.min(1, bytes / total);
    onProgress({
      share,
      doing: `Importing ${path}`,
      ...(bytes > 0
        ? {
            rate: `${((rate * 1000) / MEGABYTE).toFixed(1)} MB/s`,
            remainingSeconds: Math.max(0, Math.round((total - bytes) / rate / 1000)),
          }
        : {}),
    });
  };

  return {
    expect(bytes) {
      total += bytes;
    },
    expected: () => total,
    begin(newPath, newSize) {
      path = newPath;
      size = newSize;
      current = 0;
      tell();
    },
    at(bytes) {
      current = Math.max(current, Math.min(size, bytes));
      tell();
    },
    done() {
      finished += size;
      size = 0;
      current = 0;
      tell();
    },
  };
}
