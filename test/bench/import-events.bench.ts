/** Process starts and connections into the workspace, with the indexes that the views need; DuckDB's bare table beside it. */
import path from "node:path";
import { contest, race, type Run } from "./contest.ts";
import { writeEvents, type EventKind } from "./events.ts";
import { printFigures, type Figure } from "./figures.ts";
import { duckdb, importAll } from "./importers.ts";
import { inTemporaryFolder, printMachine, spreadOf, spreadText } from "./measure.ts";
import { size } from "./scale.ts";

const COUNT = { quick: 100_000, usual: 1_000_000, large: 5_000_000 }[size];
const kinds: readonly EventKind[] = ["processes", "connections"];

const contestants = {
  plimsoll: importAll,
  duckdb: duckdb((source) => `SELECT * FROM read_csv('${source}/*.csv')`),
};

await contest(contestants, () =>
  inTemporaryFolder((directory) => {
    printMachine();
    const figures = kinds.flatMap((kind): Figure[] => {
      const source = path.join(directory, kind);
      writeEvents(source, kind, COUNT);
      const runs = race(["plimsoll", "duckdb"], source, directory);
      const rates = runs.plimsoll.map(({ seconds }) => COUNT / seconds / 1e6);
      return [
        {
          what: `${kind}, million events/s`,
          ours: describe(runs.plimsoll),
          peer: `DuckDB, no index ${describe(runs.duckdb)}`,
          measured: rates,
          unit: " M/s",
          target: { floor: 0.3, goal: 1, better: "more" },
        },
        {
          what: `${kind}, bytes an event`,
          ours: "",
          peer: `DuckDB, no index ${bytes(runs.duckdb).toFixed(0)} B`,
          measured: [bytes(runs.plimsoll)],
          unit: " B",
        },
      ];
    });
    printFigures(`${(COUNT / 1e6).toFixed(1)} million events of each kind in tidy tables of 20 hosts`, figures);
    return Promise.resolve();
  }),
);

function describe(runs: readonly Run[]): string {
  const peak = Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes));
  return `${spreadText(spreadOf(runs.map(({ seconds }) => seconds)))} s, ${peak.toFixed(0)} MB`;
}

function bytes(runs: readonly Run[]): number {
  return (runs[0]?.bytes ?? Number.NaN) / COUNT;
}
