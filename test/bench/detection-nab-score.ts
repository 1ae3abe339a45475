/**
 * The score of the Numenta Anomaly Benchmark, as its paper and its published results have it (Lavin & Ahmad 2015): the
 * first detection in a labelled window earns up to 1, the earlier the more; a false one costs the more the farther it is
 * past the last window; a missed window costs its weight. 0 is a detector that never speaks, 100 a perfect one.
 *
 * Checked against the published scores of two detectors (test/detection/nab-score.test.ts).
 */
export interface NabProfile {
  readonly falsePositive: number;
  readonly falseNegative: number;
}

export const nabProfiles = {
  standard: { falsePositive: 0.11, falseNegative: 1 },
  reward_low_FP_rate: { falsePositive: 0.22, falseNegative: 1 },
  reward_low_FN_rate: { falsePositive: 0.11, falseNegative: 2 },
} as const satisfies Readonly<Record<string, NabProfile>>;

/** Rows of one file: how anomalous each is said to be, and the labelled windows as first and last row. */
export interface NabFile {
  readonly name: string;
  readonly scores: ArrayLike<number>;
  readonly windows: readonly (readonly [first: number, last: number])[];
}

/** The first part of a file, at most so many rows, teaches and is not scored. */
const PROBATION = 0.15;
const MOST_PROBATION = 750;
/** Farther than so many widths past a window, a false positive costs its whole weight. */
const FAR = 3;

export function probationOf(rows: number): number {
  return Math.min(Math.floor(PROBATION * rows), MOST_PROBATION);
}

/** 2 / (1 + e^5x) - 1: nearly 1 where a window begins (x = -1), 0 at its end, nearly -1 a window's width behind it. */
function reward(position: number): number {
  return position > FAR ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}

const EARLIEST = reward(-1);

/** Adds up all files at one threshold: rows whose score reaches it are detections. */
export function nabScore(files: readonly NabFile[], threshold: number, profile: NabProfile): number {
  let total = 0;
  let windows = 0;
  for (const file of files) {
    windows += file.windows.length;
    total += fileScore(file, threshold, profile);
  }
  const silent = -profile.falseNegative * windows;
  return (100 * (total - silent)) / (windows - silent);
}

function fileScore({ scores, windows }: NabFile, threshold: number, profile: NabProfile): number {
  const probation = probationOf(scores.length);
  let total = 0;
  let before = 0;
  let last: readonly [number, number] | undefined;
  const falseUntil = (end: number): void => {
    for (let row = Math.max(before, probation); row < end; row++) {
      if ((scores[row] ?? 0) < threshold) continue;
      const position = last === undefined ? Infinity : (row - last[1]) / (last[1] - last[0]);
      total += profile.falsePositive * reward(position);
    }
  };
  for (const window of windows) {
    const [first, end] = window;
    falseUntil(first);
    let best = -profile.falseNegative;
    for (let row = Math.max(first, probation); row <= end; row++) {
      if ((scores[row] ?? 0) < threshold) continue;
      best = Math.max(best, reward(-(end - row + 1) / (end - first + 1)) / EARLIEST);
    }
    // A window that lies in the probation whole can be neither won nor lost.
    if (end >= probation) total += best;
    before = end + 1;
    last = window;
  }
  falseUntil(scores.length);
  return total;
}

/** Steps of the coarse search for a threshold and of the fine one between its best step's neighbours. */
const COARSE = 150;
const FINE = 100;

/**
 * The threshold with the greatest score, as the benchmark chooses it for every detector: in hindsight, one for all files.
 * `Infinity` where silence is best. A score of nothing but 0 and 1 has no threshold to choose but 1.
 */
export function bestThreshold(files: readonly NabFile[], profile: NabProfile): number {
  const values = files.flatMap(({ scores }) => Array.from(scores).filter((value) => value > 0));
  values.sort((a, b) => b - a);
  if (values.at(-1) === 1 && values[0] === 1) return 1;
  let best = { threshold: Infinity, score: 0, place: 0 };
  const look = (places: readonly number[]): void => {
    for (const place of places) {
      const threshold = values[place];
      if (threshold === undefined) continue;
      const score = nabScore(files, threshold, profile);
      if (score > best.score) best = { threshold, score, place };
    }
  };
  // Few rows are detections: look closest among the greatest.
  const coarse = (step: number): number => Math.floor(values.length * (step / COARSE) ** 4);
  look(Array.from({ length: COARSE }, (_, step) => coarse(step)));
  const at = COARSE * (best.place / Math.max(1, values.length)) ** 0.25;
  const [from, to] = [coarse(Math.max(0, at - 1)), coarse(at + 1)];
  look(Array.from({ length: FINE }, (_, step) => Math.round(from + ((to - from) * step) / FINE)));
  return best.threshold;
}
