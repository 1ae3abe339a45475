/**
 * How well causal scores do on the 58 real and artificial files of the Numenta Anomaly Benchmark, one configuration for
 * all: its own score in three profiles, and alarms counted by event on the files of real machines. Thresholds are chosen
 * in hindsight for everyone, as the benchmark does. Needs PLIMSOLL_TEST_DATA.
 */
import { poissonBounds } from "../../src/statistics/poisson-bounds.ts";
import { countEvents, qualityOf, type TimedFile } from "./detection-events.ts";
import { hasNab, publishedNab, readNabResults, readNabSeries, type NabSeries } from "./detection-nab-corpus.ts";
import { bestThreshold, nabProfiles, nabScore } from "./detection-nab-score.ts";
import { causalScores } from "./detection-scores.ts";

const REAL_MACHINES = /^real(AWSCloudwatch|KnownCause)\//;

function row(title: string, files: readonly TimedFile[]): string {
  const scores = Object.values(nabProfiles).map((profile) => nabScore(files, bestThreshold(files, profile), profile));
  const threshold = bestThreshold(files, nabProfiles.standard);
  const events = countEvents(
    files.filter(({ name }) => REAL_MACHINES.test(name)),
    threshold,
  );
  const { precision, recall, f1 } = qualityOf(events);
  const bounds = poissonBounds(events.falseAlarms);
  const rate = (count: number): string => (count / events.months).toFixed(2);
  return [
    title.padEnd(28),
    ...scores.map((score) => score.toFixed(1).padStart(6)),
    ...[precision, recall, f1].map((value) => value.toFixed(2).padStart(5)),
    `${rate(events.falseAlarms)} (${rate(bounds.lower)}-${rate(bounds.upper)})`,
    `${events.found}/${events.windows}`,
  ].join("  ");
}

async function published(detector: string, series: readonly NabSeries[]): Promise<TimedFile[]> {
  const files = await readNabResults(detector);
  return files.map((file) => {
    const times = series.find(({ name }) => name === file.name)?.times;
    return { ...file, times: times ?? new Float64Array(0) };
  });
}

async function measureNab(): Promise<void> {
  const series = readNabSeries();
  console.log(
    "NAB standard, low-FP, low-FN; precision, recall, F1 and false alarms a series-month by event (95 %), found",
  );
  for (const [title, score] of Object.entries(causalScores)) {
    const files = series.map(({ name, times, values, windows }) => ({
      name,
      times,
      windows,
      scores: score({ times, values }),
    }));
    console.log(row(title, files));
  }
  for (const detector of ["skyline", "randomCutForest"]) {
    console.log(row(`${detector} (published)`, await published(detector, series)));
    console.log(`  as published: ${publishedNab(detector, "standard").score.toFixed(1)}`);
  }
}

if (hasNab) await measureNab();
else console.log("PLIMSOLL_TEST_DATA names no folder with nab in it: nothing was measured.");
