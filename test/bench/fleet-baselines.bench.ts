/**
 * What is normal for every hour of the week of every series, from the file: ours as the analysis learns it (hourly
 * medians, then level, scale and range of each hour of the week, shrunk, with the peers' band), on one thread. DuckDB, on
 * two, computes median and MAD of the samples themselves, and then the same two steps that we take, from a sorted table.
 *
 * The plan names 8,000 series; this takes fewer and counts a series' time, which does not depend on how many there are.
 */
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { HOUR } from "../../src/base/time.ts";
import { hourSpan } from "../../src/analysis/hour-span.ts";
import { readHostHours } from "../../src/analysis/read-host-hours.ts";
import { hourGrid } from "../../src/detection/hour-grid.ts";
import { learnBaselines } from "../../src/detection/learn-baselines.ts";
import { defaultParameters } from "../../src/detection/parameters.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { printFigures, type Figure, type Target } from "./figures.ts";
import { DUCKDB_THREADS, importAll } from "./importers.ts";
import { inTemporaryFolder, printMachine, seconds, spreadOf, spreadText } from "./measure.ts";
import { ROUNDS, size } from "./scale.ts";
import { METRIC_IDS, writeTelemetry } from "./telemetry.ts";

const HOSTS = { quick: 6, usual: 50, large: 250 }[size];
const SERIES = HOSTS * METRIC_IDS.length;
const columns = METRIC_IDS.map((id) => `"${id}"`);
/** Hours since a Monday, and so modulo a week the hour of the week. */
const HOUR_OF_WEEK = `(epoch(timestamp)::BIGINT // ${HOUR / 1e6} + 72) % 168`;
const ofEach = (column: string): string => `quantile_cont(${column}, 0.5), mad(${column})`;

const ofSamples = `SELECT "host.name", ${HOUR_OF_WEEK} AS bin, ${columns.map(ofEach).join(", ")} FROM sample GROUP BY ALL`;
const ofHours = `WITH hours AS (SELECT "host.name", date_trunc('hour', timestamp) AS timestamp,
    ${columns.map((column) => `quantile_cont(${column}, 0.5) AS ${column}`).join(", ")} FROM sample GROUP BY ALL)
  SELECT "host.name", ${HOUR_OF_WEEK} AS bin, ${columns.map(ofEach).join(", ")} FROM hours GROUP BY ALL`;

await inTemporaryFolder(async (directory) => {
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
  const times = { own: new Array<number>(), samples: new Array<number>(), hours: new Array<number>() };
  for (let round = 0; round < ROUNDS; round++) {
    times.own.push(await seconds(() => learnAll(file)));
    times.samples.push(await seconds(() => query(ofSamples)));
    times.hours.push(await seconds(() => query(ofHours)));
  }
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
});

function learnAll(file: string): void {
  const workspace = openWorkspace(file, { readOnly: true });
  const span = hourSpan(workspace.series());
  if (span === undefined) throw new Error("The import gave no series.");
  const calendar = calendarOf({ timeZone: "UTC" }, undefined);
  const grid = hourGrid(calendar, span.start, span.hours);
  const inputs = workspace.hosts().flatMap((host) => {
    const read = readHostHours(workspace, { ...host, className: "bench" }, undefined, calendar, span);
    return read === undefined ? [] : [{ host: read.hours, grid, excluded: [] }];
  });
  const learned = learnBaselines(inputs, defaultParameters);
  if (learned.length !== SERIES) throw new Error(`${learned.length} baselines came out.`);
  workspace.close();
}
