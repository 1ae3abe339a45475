/**
 * A span of one series, and 180 days thinned for a chart, beside DuckDB with prepared statements on a sorted table.
 *
 * The two take turns, a stretch of reads each: read by read, one would measure what the other's threads and garbage leave
 * behind rather than its own reading.
 */
import path from "node:path";
import { DuckDBInstance, type DuckDBPreparedStatement } from "@duckdb/node-api";
import { DAY, timestamp } from "../../src/base/time.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import type { SeriesSummary } from "../../src/model/series.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { printFigures, type Figure, type Target } from "./figures.ts";
import { DUCKDB_THREADS, importAll } from "./importers.ts";
import { inTemporaryFolder, milliseconds, printMachine, spreadOf, spreadText } from "./measure.ts";
import { hostsOf, ROUNDS, size } from "./scale.ts";
import { START, writeTelemetry } from "./telemetry.ts";

/** Reads are short: a round does them often, each time of the next host. One more round comes first and is not counted. */
const READS = 101;
const POINTS = 2000;

await inTemporaryFolder(async (directory) => {
  printMachine();
  const tables = path.join(directory, "tables");
  const file = path.join(directory, "bench.plimsoll");
  const samples = writeTelemetry(tables, { hosts: hostsOf[size] });
  await importAll({ source: tables, target: file });
  const workspace = openWorkspace(file, { readOnly: true });
  const database = await DuckDBInstance.create(path.join(directory, "bench.duckdb"), { threads: DUCKDB_THREADS });
  const connection = await database.connect();
  await connection.run(
    `CREATE TABLE sample AS SELECT * FROM read_csv('${tables}/*.csv') ORDER BY "host.name", timestamp`,
  );
  const week = await connection.prepare(
    `SELECT timestamp, "${CPU_UTILIZATION}" FROM sample WHERE "host.name" = $1
       AND timestamp >= TIMESTAMP '2026-03-02' AND timestamp < TIMESTAMP '2026-03-09' ORDER BY timestamp`,
  );
  const thinned = await connection.prepare(
    `SELECT floor(epoch(timestamp) / ${(180 * 86_400) / POINTS}) AS step, min("${CPU_UTILIZATION}"),
       avg("${CPU_UTILIZATION}"), max("${CPU_UTILIZATION}") FROM sample WHERE "host.name" = $1 GROUP BY step ORDER BY step`,
  );
  const series = workspace.series({ metrics: [CPU_UTILIZATION] });
  const weekStart = START + 56 * DAY;
  const weekRange = { start: timestamp(weekStart), end: timestamp(weekStart + 7 * DAY) };
  const bind = (statement: DuckDBPreparedStatement) => async (one: SeriesSummary) => {
    statement.bindVarchar(1, one.host);
    (await statement.runAndReadAll()).getColumns();
  };
  const reads = {
    week: (one: SeriesSummary) => workspace.readSamples(one.id, weekRange),
    peerWeek: bind(week),
    thinned: (one: SeriesSummary) =>
      workspace.envelope(one.id, { start: one.from, end: timestamp(one.to + 1) }, POINTS),
    peerThinned: bind(thinned),
  };
  const medians = { week: [], peerWeek: [], thinned: [], peerThinned: [] } as Record<keyof typeof reads, number[]>;
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, read] of Object.entries(reads) as [keyof typeof reads, (one: SeriesSummary) => unknown][]) {
      const times: number[] = [];
      for (let index = 0; index < READS; index++) {
        const one = series[index % series.length];
        if (one === undefined) throw new Error("The import gave no series.");
        times.push(await milliseconds(() => read(one)));
      }
      if (round > 0) medians[name].push(spreadOf(times).median);
    }
  }
  const figure = (what: string, ours: readonly number[], theirs: readonly number[], target: Target): Figure => ({
    what,
    ours: `${spreadText(spreadOf(ours), 3)} ms`,
    peer: `DuckDB ${spreadText(spreadOf(theirs), 3)} ms`,
    measured: ours.map((own, round) => (theirs[round] ?? Number.NaN) / own),
    unit: "×",
    target,
  });
  printFigures(`Medians of ${READS} warm reads from ${(samples / 1e6).toFixed(1)} million samples`, [
    figure("seven days of one series", medians.week, medians.peerWeek, { floor: 15, goal: 40, better: "more" }),
    figure(`180 days of one series to ${POINTS} points`, medians.thinned, medians.peerThinned, {
      floor: 8,
      goal: 20,
      better: "more",
    }),
  ]);
  workspace.close();
  connection.closeSync();
  database.closeSync();
});
