/** A span of one series, and 180 days thinned for a chart, beside DuckDB with prepared statements on a sorted table. */
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { importPaths } from "../../src/importers/import-paths.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { DAY, timestamp } from "../../src/base/time.ts";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { inTemporaryFolder, printMachine, spreadOf, spreadText } from "./measure.ts";
import { writeTelemetry } from "./telemetry.ts";

const ROUNDS = 51;
const HOSTS = 24;
const POINTS = 2000;

printMachine();
await inTemporaryFolder(async (directory) => {
  const tables = path.join(directory, "tables");
  await writeTelemetry(tables, HOSTS);
  const workspace = openWorkspace(path.join(directory, "bench.plimsoll"), { create: true });
  await importPaths(workspace, [tables], {}, { signal: new AbortController().signal, onProgress: () => undefined });
  const database = await DuckDBInstance.create(path.join(directory, "bench.duckdb"), { threads: "2" });
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
  const start = Date.UTC(2026, 2, 2) * 1000;
  const weekRange = { start: timestamp(start), end: timestamp(start + 7 * DAY) };
  const own = { week: [] as number[], thinned: [] as number[] };
  const peer = { week: [] as number[], thinned: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const one = series[round % series.length];
    if (one === undefined) throw new Error("The import gave no series.");
    own.week.push(await milliseconds(() => workspace.readSamples(one.id, weekRange)));
    const all = { start: one.from, end: timestamp(one.to + 1) };
    own.thinned.push(await milliseconds(() => workspace.envelope(one.id, all, POINTS)));
    for (const [statement, times] of [
      [week, peer.week],
      [thinned, peer.thinned],
    ] as const) {
      statement.bindVarchar(1, one.host);
      times.push(await milliseconds(async () => (await statement.runAndReadAll()).getColumns()));
    }
  }
  for (const [what, ours, theirs] of [
    ["seven days of one series", own.week, peer.week],
    [`180 days of one series to ${POINTS} points`, own.thinned, peer.thinned],
  ] as const) {
    const [a, b] = [spreadOf(ours), spreadOf(theirs)];
    console.log(`${what}: ${spreadText(a)} ms, DuckDB ${spreadText(b)} ms, ${(b.median / a.median).toFixed(1)}×`);
  }
  workspace.close();
  connection.closeSync();
  database.closeSync();
});

async function milliseconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
