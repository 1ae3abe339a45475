/** The files, labels and published results of the Numenta Anomaly Benchmark, read from where PLIMSOLL_TEST_DATA says. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { extract } from "tar-stream";
import { z } from "zod";
import { MILLISECOND } from "../../src/base/time.ts";
import type { NabFile } from "./detection-nab-score.ts";

const root = path.join(process.env["PLIMSOLL_TEST_DATA"] ?? "", "nab");
export const hasNab = process.env["PLIMSOLL_TEST_DATA"] !== undefined && existsSync(root);

export interface NabSeries {
  readonly name: string;
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly windows: NabFile["windows"];
}

const windowsSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));
const scoreSchema = z.record(z.string(), z.record(z.string(), z.number()));
const thresholdSchema = z.record(z.string(), z.record(z.string(), z.object({ threshold: z.number() })));

function readJson<T>(schema: z.ZodType<T>, ...parts: string[]): T {
  return schema.parse(JSON.parse(readFileSync(path.join(root, ...parts), "utf8")));
}

export function readNabSeries(): NabSeries[] {
  return Object.entries(readJson(windowsSchema, "labels", "combined_windows.json")).map(([name, windows]) => {
    const { times, values } = readColumn(readFileSync(path.join(root, "data", name), "utf8"), 1);
    return { name, times, values, windows: windows.map((window) => rowsOf(times, window)) };
  });
}

/** A detector's published anomaly scores, on all files. */
export async function readNabResults(detector: string): Promise<NabFile[]> {
  const windows = readJson(windowsSchema, "labels", "combined_windows.json");
  const archive = extract();
  archive.end(gunzipSync(readFileSync(path.join(root, `results-${detector}.tar.gz`))));
  const files: NabFile[] = [];
  for await (const entry of archive) {
    const [, folder, file] = entry.header.name.split("/");
    const name = `${folder ?? ""}/${(file ?? "").replace(`${detector}_`, "")}`;
    const own = windows[name];
    if (own === undefined) continue;
    const { times, values } = readColumn(await text(entry), 2);
    files.push({ name, scores: values, windows: own.map((window) => rowsOf(times, window)) });
  }
  return files;
}

/** What the benchmark published for a detector: score and threshold of a profile. */
export function publishedNab(
  detector: string,
  profile: string,
): { readonly score: number; readonly threshold: number } {
  const score = readJson(scoreSchema, "final_results.json")[detector]?.[profile];
  const threshold = readJson(thresholdSchema, "config", "thresholds.json")[detector]?.[profile]?.threshold;
  if (score === undefined || threshold === undefined) throw new Error(`Nothing is published for ${detector}.`);
  return { score, threshold };
}

function readColumn(table: string, column: number): { readonly times: Float64Array; readonly values: Float64Array } {
  const rows = table
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));
  return {
    times: Float64Array.from(rows, ([time]) => microseconds(time ?? "")),
    values: Float64Array.from(rows, (cells) => Number(cells[column])),
  };
}

/** `2014-04-10 07:15:00`, with or without a fraction; the benchmark's clocks have no zone. */
function microseconds(clock: string): number {
  return Date.parse(`${clock.slice(0, 19).replace(" ", "T")}Z`) * MILLISECOND;
}

function rowsOf(times: Float64Array, [start, end]: readonly [string, string]): readonly [number, number] {
  return [times.indexOf(microseconds(start)), times.indexOf(microseconds(end))];
}
