/** A span of one series, and 180 days thinned for a chart, beside DuckDB with prepared statements on a sorted table. */
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { DAY, timestamp } from "../../src/base/time.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { printFigures, type Figure, type Target } from "./figures.ts";
import { DUCKDB_THREADS, importAll } from "./importers.ts";
import { inTemporaryFolder, milliseconds, printMachine, spreadOf, spreadText } from "./measure.ts";
import { hostsOf, size } from "./scale.ts";
import { START, writeTelemetry } from "./telemetry.ts";

/** Reads are short: they are done often, each time of the next host, after a first round that is not counted. */
const ROUNDS = 101;
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
  const own = { week: new Array<number>(), thinned: new Array<number>() };
  const peer = { week: new Array<number>(), thinned: new Array<number>() };
  for (let round = -series.length; round < ROUNDS; round++) {
    const one = series[(round + series.length) % series.length];
    if (one === undefined) throw new Error("The import gave no series.");
    const all = { start: one.from, end: timestamp(one.to + 1) };
    const times = [
      [own.week, await milliseconds(() => workspace.readSamples(one.id, weekRange))],
      [own.thinned, await milliseconds(() => workspace.envelope(one.id, all, POINTS))],
    ] as [number[], number][];
    for (const [statement, list] of [
      [week, peer.week],
      [thinned, peer.thinned],
    ] as const) {
      statement.bindVarchar(1, one.host);
      times.push([list, await milliseconds(async () => (await statement.runAndReadAll()).getColumns())]);
    }
    if (round >= 0) for (const [list, time] of times) list.push(time);
  }
  const figure = (what: string, ours: readonly number[], theirs: readonly number[], target: Target): Figure => ({
    what,
    ours: `${spreadText(spreadOf(ours))} ms`,
    peer: `DuckDB ${spreadText(spreadOf(theirs))} ms`,
    // Single reads are too short to be paired: the ratio is that of the medians.
    measured: [spreadOf(theirs).median / spreadOf(ours).median],
    unit: "×",
    target,
  });
  printFigures(`Reads from ${(samples / 1e6).toFixed(1)} million samples, warm, ${ROUNDS} times`, [
    figure("seven days of one series", own.week, peer.week, { floor: 15, goal: 40, better: "more" }),
    figure(`180 days of one series to ${POINTS} points`, own.thinned, peer.thinned, {
      floor: 8,
      goal: 20,
      better: "more",
    }),
  ]);
  workspace.close();
  connection.closeSync();
  database.closeSync();
});
