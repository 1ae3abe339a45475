/** Performance logs as `relog -f CSV` writes them, beside DuckDB told every column's type and the shell's `.import`. */
import path from "node:path";
import { contest, race } from "./contest.ts";
import { printFigures } from "./figures.ts";
import { duckdb, hasSqliteShell, importAll, sqliteShell } from "./importers.ts";
import { FILE_SIZE, importFigures } from "./import-figures.ts";
import { inTemporaryFolder, printMachine } from "./measure.ts";
import { importedHosts } from "./scale.ts";
import { SAMPLES_PER_ROW, writeTelemetry } from "./telemetry.ts";

/** Every file has a header of its own, with the host in it, so DuckDB is given the columns; the host is the file's name. */
const columns = Array.from({ length: SAMPLES_PER_ROW }, (_, index) => `'c${index}': 'DOUBLE'`);
const options = `header = false, skip = 1, filename = true, timestampformat = '%m/%d/%Y %H:%M:%S.%g'`;

const contestants = {
  plimsoll: importAll,
  duckdb: duckdb(
    (source) =>
      `SELECT * FROM read_csv('${source}/*.csv', ${options}, columns = {'sampled': 'TIMESTAMP', ${columns.join(", ")}})`,
  ),
  sqlite: sqliteShell,
};

await contest(contestants, () =>
  inTemporaryFolder((directory) => {
    printMachine();
    const peers = hasSqliteShell() ? (["duckdb", "sqlite"] as const) : (["duckdb"] as const);
    for (const hosts of importedHosts) {
      const source = path.join(directory, String(hosts));
      const samples = writeTelemetry(source, { hosts, form: "perfmon" });
      const runs = race(["plimsoll", ...peers], source, directory);
      const figures = importFigures({
        what: "perfmon CSV",
        samples,
        ours: runs.plimsoll,
        peers: [
          { name: "DuckDB", runs: runs.duckdb, speed: { floor: 1.5, goal: 4, better: "more" }, fileSize: FILE_SIZE },
          ...("sqlite" in runs
            ? [{ name: "sqlite3", runs: runs.sqlite, speed: { floor: 5, goal: 14, better: "more" } as const }]
            : []),
        ],
      });
      printFigures(`${(samples / 1e6).toFixed(1)} million samples in performance logs of eight counters`, figures);
    }
    return Promise.resolve();
  }),
);
