/**
 * What is normal for every hour of the week of every series, from the file: ours as the analysis learns it (hourly
 * medians, then level, scale and range of each hour of the week, shrunk, with the peers' band), a class at a time on the
 * product's pool of threads. DuckDB, on as many, computes median and MAD of the samples themselves, and then the same two
 * steps that we take, from a sorted table. The threads of both are there before the clock starts.
 *
 * The plan names 8,000 series; this takes fewer and counts a series' time, which does not depend on how many there are.
 */
import path from "node:path";
import { isMainThread } from "node:worker_threads";
import { DuckDBInstance } from "@duckdb/node-api";
import { HOUR } from "../../src/base/time.ts";
import { hourSpan } from "../../src/analysis/hour-span.ts";
import { readHostHours } from "../../src/analysis/read-host-hours.ts";
import { hourGrid } from "../../src/detection/hour-grid.ts";
import { learnBaselines } from "../../src/detection/learn-baselines.ts";
import { defaultParameters } from "../../src/detection/parameters.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { openPool } from "../../src/workers/pool.ts";
import { serveJobs } from "../../src/workers/serve-jobs.ts";
import { printFigures, type Figure, type Target } from "./figures.ts";
import { DUCKDB_THREADS, importAll } from "./importers.ts";
import { inTemporaryFolder, printMachine, seconds, spreadOf, spreadText } from "./measure.ts";
import { ROUNDS, size } from "./scale.ts";
import { METRIC_IDS, writeTelemetry } from "./telemetry.ts";

const HOSTS_PER_CLASS = 10;
/** An even number of classes: neither thread waits for the other. */
const HOSTS = { quick: 20, usual: 60, large: 240 }[size];
const THREADS = Number(DUCKDB_THREADS);
const SERIES = HOSTS * METRIC_IDS.length;
const columns = METRIC_IDS.map((id) => `"${id}"`);
/** Hours since a Monday, and so modulo a week the hour of the week. */
const HOUR_OF_WEEK = `(epoch(timestamp)::BIGINT // ${HOUR / 1e6} + 72) % 168`;
const ofEach = (column: string): string => `quantile_cont(${column}, 0.5), mad(${column})`;

const ofSamples = `SELECT "host.name", ${HOUR_OF_WEEK} AS bin, ${columns.map(ofEach).join(", ")} FROM sample GROUP BY ALL`;
const ofHours = `WITH hours AS (SELECT "host.name", date_trunc('hour', timestamp) AS timestamp,
    ${columns.map((column) => `quantile_cont(${column}, 0.5) AS ${column}`).join(", ")} FROM sample GROUP BY ALL)
  SELECT "host.name", ${HOUR_OF_WEEK} AS bin, ${columns.map(ofEach).join(", ")} FROM hours GROUP BY ALL`;

if (isMainThread) await inTemporaryFolder(compare);
else serveJobs(learn);

async function compare(directory: string): Promise<void> {
  printMachine();
  const tables = path.join(directory, "tables");
  const file = path.join(directory, "bench.plimsoll");
  const samples = writeTelemetry(tables, { hosts: HOSTS });
  await importAll({ source: tables, target: file });
  const database = await DuckDBInstance.create(path.join(directory, "bench.duckdb"), { threads: DUCKDB_THREADS });
  const connection = await database.connect();
  await connection.run(
    `CREATE TABLE sample AS SELECT * FROM read_csv('${tables}/*.csv') ORDER BY "host.name", timestamp`,
  );
  const query = async (sql: string): Promise<void> => {
    const bins = (await connection.runAndReadAll(sql)).currentRowCount;
    if (bins !== HOSTS * 168) throw new Error(`${bins} hours of the week came out.`);
  };
  const pool = openPool<Part, number>(process.argv[1] ?? "", THREADS);
  const learnAll = async (): Promise<void> => {
    const jobs = Array.from({ length: HOSTS / HOSTS_PER_CLASS }, (_, index) => index * HOSTS_PER_CLASS);
    const learned = await Promise.all(jobs.map((firstHost) => pool.run({ file, firstHost })));
    const series = learned.reduce((sum, each) => sum + each, 0);
    if (series !== SERIES) throw new Error(`${series} baselines came out.`);
  };
  const times = { own: new Array<number>(), samples: new Array<number>(), hours: new Array<number>() };
  for (let round = 0; round < ROUNDS; round++) {
    times.own.push(await seconds(learnAll));
    times.samples.push(await seconds(() => query(ofSamples)));
    times.hours.push(await seconds(() => query(ofHours)));
  }
  await pool.close();
  connection.closeSync();
  database.closeSync();

  const perSeries = (list: readonly number[]): string =>
    `${spreadText(spreadOf(list.map((time) => (time / SERIES) * 1000)))} ms a series`;
  const figure = (what: string, theirs: readonly number[], target?: Target): Figure => ({
    what,
    ours: perSeries(times.own),
    peer: `DuckDB ${perSeries(theirs)}`,
    measured: times.own.map((own, round) => (theirs[round] ?? Number.NaN) / own),
    unit: "×",
    ...(target === undefined ? {} : { target }),
  });
  printFigures(`Baselines of ${SERIES} series, ${(samples / 1e6).toFixed(1)} million samples`, [
    figure("hour-of-week median and MAD of the samples", times.samples, { floor: 5, goal: 15, better: "more" }),
    figure("the same of hourly medians, as we do", times.hours),
  ]);
}

interface Part {
  readonly file: string;
  readonly firstHost: number;
}

/** Returns how many baselines were learned. */
function learn({ file, firstHost }: Part): number {
  const workspace = openWorkspace(file, { readOnly: true });
  const span = hourSpan(workspace.series());
  if (span === undefined) throw new Error("The import gave no series.");
  const calendar = calendarOf({ timeZone: "UTC" }, undefined);
  const grid = hourGrid(calendar, span.start, span.hours);
  const hosts = workspace.hosts().slice(firstHost, firstHost + HOSTS_PER_CLASS);
  const inputs = hosts.flatMap((host) => {
    const read = readHostHours(workspace, { ...host, className: "bench" }, undefined, calendar, span);
    return read === undefined ? [] : [{ host: read.hours, grid, excluded: [] }];
  });
  const learned = learnBaselines(inputs, defaultParameters).length;
  workspace.close();
  return learned;
}
