/**
 * Detections counted as a person would meet them: an alarm that stays lit is raised again every day, one raised in a
 * labelled window finds it, and every other is false. Without the repetition a detector that is always on would win.
 */
import { DAY } from "../../src/base/time.ts";
import type { NabFile } from "./detection-nab-score.ts";
import { probationOf } from "./detection-nab-score.ts";

const REFRACTORY = DAY;

export interface TimedFile extends NabFile {
  readonly times: Float64Array;
}

export interface EventCount {
  readonly windows: number;
  readonly found: number;
  readonly falseAlarms: number;
  readonly months: number;
}

export function countEvents(files: readonly TimedFile[], threshold: number): EventCount {
  let [windows, found, falseAlarms, months] = [0, 0, 0, 0];
  for (const file of files) {
    const { scores, times } = file;
    const hit = new Set<number>();
    windows += file.windows.length;
    months += ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (30 * DAY);
    let quietUntil = -Infinity;
    let last = -1;
    for (let row = probationOf(scores.length); row < scores.length; row++) {
      const time = times[row] ?? 0;
      if ((scores[row] ?? 0) < threshold) continue;
      const which = file.windows.findIndex(([first, end]) => row >= first && row <= end);
      // A false alarm of the day before does not hide an event, nor an event what is false after it.
      if (which === last && time < quietUntil) continue;
      quietUntil = time + REFRACTORY;
      last = which;
      if (which < 0) falseAlarms++;
      else hit.add(which);
    }
    found += hit.size;
  }
  return { windows, found, falseAlarms, months };
}

/** Precision, recall and their harmonic mean; several alarms in one window are right once. */
export function qualityOf({ windows, found, falseAlarms }: EventCount): {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
} {
  const precision = found === 0 ? 0 : found / (found + falseAlarms);
  const recall = windows === 0 ? 0 : found / windows;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
