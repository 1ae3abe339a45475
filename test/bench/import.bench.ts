/**
 * Metric tables into a durable workspace, beside DuckDB (`read_csv` into a table, two threads) and the `sqlite3` shell
 * (`.import`) in the same run. Every contestant runs in a process of its own, so that its memory is its own too.
 *
 *     node scripts/bench.mjs import           about 10 million samples
 *     PLIMSOLL_BENCH_HOSTS=240 node …         about 100 million
 */
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { importPaths } from "../../src/importers/import-paths.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { inTemporaryFolder, printMachine, spreadOf, spreadText } from "./measure.ts";
import { writeTelemetry } from "./telemetry.ts";

const ROUNDS = 5;
const hosts = Number(process.env["PLIMSOLL_BENCH_HOSTS"] ?? 24);

interface Run {
  readonly seconds: number;
  readonly bytes: number;
  readonly peakMegabytes: number;
}

const contestants: Readonly<Record<string, (tables: string, file: string) => Promise<void>>> = {
  plimsoll: async (tables, file) => {
    const workspace = openWorkspace(file, { create: true });
    const result = await importPaths(
      workspace,
      [tables],
      {},
      { signal: new AbortController().signal, onProgress: () => undefined },
    );
    workspace.close();
    const failed = result.sources.find((source) => source.outcome !== "imported");
    if (failed !== undefined) throw new Error(`${failed.path}: ${failed.error ?? failed.outcome}`);
  },
  duckdb: async (tables, file) => {
    const database = await DuckDBInstance.create(file, { threads: "2" });
    const connection = await database.connect();
    await connection.run(`CREATE TABLE sample AS SELECT * FROM read_csv('${tables}/*.csv')`);
    connection.closeSync();
    database.closeSync();
  },
  "sqlite3 .import": (tables, file) => {
    const names = readdirSync(tables).map(
      (name, index) => `.import ${index === 0 ? "" : "--skip 1 "}${path.join(tables, name)} sample`,
    );
    const script = `${file}.commands`;
    writeFileSync(script, [".mode csv", ...names].join("\n"));
    const { status } = spawnSync("sqlite3", [file, `.read ${script}`], { stdio: "inherit" });
    if (status !== 0) throw new Error("The sqlite3 shell is not installed, or it failed.");
    return Promise.resolve();
  },
};

const [name, tables, file] = process.argv.slice(2);
if (name !== undefined && tables !== undefined && file !== undefined) await contestants[name]?.(tables, file);
else await compare();

async function compare(): Promise<void> {
  printMachine();
  await inTemporaryFolder(async (directory) => {
    const source = path.join(directory, "tables");
    const samples = await writeTelemetry(source, hosts);
    const names = Object.keys(contestants);
    const runs = new Map<string, Run[]>(names.map((contestant) => [contestant, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const contestant of names) runs.get(contestant)?.push(runOnce(contestant, source, directory));
    }
    const own = spreadOf((runs.get("plimsoll") ?? []).map((run) => run.seconds)).median;
    console.log(`${(samples / 1e6).toFixed(1)} million samples, ${ROUNDS} rounds, medians (least–most)`);
    for (const [contestant, measured] of runs) {
      const time = spreadOf(measured.map((run) => run.seconds));
      const [{ bytes } = { bytes: 0 }] = measured;
      const peak = Math.max(...measured.map((run) => run.peakMegabytes));
      console.log(
        `${contestant.padEnd(16)} ${spreadText(time)} s  ${(samples / time.median / 1e6).toFixed(2)} M samples/s  ` +
          `${(bytes / samples).toFixed(2)} B/sample  peak ${peak.toFixed(0)} MB  ${(time.median / own).toFixed(2)}× our time`,
      );
    }
  });
}

function runOnce(contestant: string, source: string, directory: string): Run {
  const target = path.join(directory, "out.db");
  for (const ending of ["", ".wal", "-wal", "-shm", "-lock"]) rmSync(`${target}${ending}`, { force: true });
  const started = performance.now();
  const { status, stderr } = spawnSync(
    "/usr/bin/env",
    ["time", "-f", "%M", process.execPath, process.argv[1] ?? "", contestant, source, target],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${contestant} failed: ${stderr}`);
  const kilobytes = Number(stderr.trim().split("\n").at(-1));
  return {
    seconds: (performance.now() - started) / 1000,
    bytes: statSync(target).size,
    peakMegabytes: kilobytes / 1024,
  };
}
