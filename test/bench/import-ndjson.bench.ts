/** Metrics as one JSON object a line, read as a table that nobody standardised, beside DuckDB's `read_json_auto`. */
import path from "node:path";
import { contest, race } from "./contest.ts";
import { printFigures } from "./figures.ts";
import { duckdb, importAll } from "./importers.ts";
import { importFigures } from "./import-figures.ts";
import { inTemporaryFolder, printMachine } from "./measure.ts";
import { importedHosts } from "./scale.ts";
import { writeTelemetry } from "./telemetry.ts";

const contestants = {
  plimsoll: importAll,
  duckdb: duckdb((source) => `SELECT * FROM read_json_auto('${source}/*.ndjson')`),
};

await contest(contestants, () =>
  inTemporaryFolder((directory) => {
    printMachine();
    for (const hosts of importedHosts) {
      const source = path.join(directory, String(hosts));
      const samples = writeTelemetry(source, { hosts, form: "ndjson" });
      const runs = race(["plimsoll", "duckdb"], source, directory);
      const figures = importFigures({
        what: "NDJSON",
        samples,
        ours: runs.plimsoll,
        peers: [{ name: "DuckDB", runs: runs.duckdb, speed: { floor: 1.2, goal: 2.5, better: "more" } }],
      });
      printFigures(
        `${(samples / 1e6).toFixed(1)} million samples as JSON objects of eight metrics, one a line`,
        figures,
      );
    }
    return Promise.resolve();
  }),
);
