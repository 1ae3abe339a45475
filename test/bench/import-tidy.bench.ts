/** Tidy metric tables into a durable workspace, beside DuckDB's `read_csv` into a table and the shell's `.import`. */
import path from "node:path";
import { contest, race } from "./contest.ts";
import { printFigures } from "./figures.ts";
import { duckdb, hasSqliteShell, importAll, sqliteShell } from "./importers.ts";
import { FILE_SIZE, importFigures } from "./import-figures.ts";
import { inTemporaryFolder, printMachine } from "./measure.ts";
import { importedHosts } from "./scale.ts";
import { writeTelemetry } from "./telemetry.ts";

const contestants = {
  plimsoll: importAll,
  duckdb: duckdb((source) => `SELECT * FROM read_csv('${source}/*.csv')`),
  sqlite: sqliteShell,
};

await contest(contestants, () =>
  inTemporaryFolder((directory) => {
    printMachine();
    const peers = hasSqliteShell() ? (["duckdb", "sqlite"] as const) : (["duckdb"] as const);
    for (const hosts of importedHosts) {
      const source = path.join(directory, String(hosts));
      const samples = writeTelemetry(source, { hosts });
      const runs = race(["plimsoll", ...peers], source, directory);
      const figures = importFigures({
        what: "tidy CSV",
        samples,
        ours: runs.plimsoll,
        peers: [
          { name: "DuckDB", runs: runs.duckdb, speed: { floor: 1.5, goal: 4, better: "more" }, fileSize: FILE_SIZE },
          ...("sqlite" in runs
            ? [{ name: "sqlite3", runs: runs.sqlite, speed: { floor: 5, goal: 14, better: "more" } as const }]
            : []),
        ],
      });
      printFigures(
        `${(samples / 1e6).toFixed(1)} million samples in tidy tables of eight metrics, one file a host`,
        figures,
      );
    }
    return Promise.resolve();
  }),
);
