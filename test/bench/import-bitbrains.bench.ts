/**
 * Real virtual machines of a data centre (GWA-T-12 Bitbrains): the import, and above all the size of the file, beside
 * DuckDB with the same columns of the same rows. Needs PLIMSOLL_TEST_DATA.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { contest, race } from "./contest.ts";
import { printFigures } from "./figures.ts";
import { duckdb, importAll } from "./importers.ts";
import { FILE_SIZE, importFigures } from "./import-figures.ts";
import { inTemporaryFolder, printMachine } from "./measure.ts";

const source = path.join(process.env["PLIMSOLL_TEST_DATA"] ?? "../shared/data", "bitbrains", "2013-7");
const columns = [
  "sampled BIGINT",
  "cores DOUBLE",
  "capacity DOUBLE",
  "usage DOUBLE",
  "cpu DOUBLE",
  "provisioned DOUBLE",
  "memory DOUBLE",
  "disk_read DOUBLE",
  "disk_write DOUBLE",
  "received DOUBLE",
  "transmitted DOUBLE",
].map((column) =>
  column
    .split(" ")
    .map((word) => `'${word}'`)
    .join(": "),
);

const contestants = {
  plimsoll: importAll,
  // What our import keeps: the host, which is the file's name, the time and six metrics.
  duckdb: duckdb(
    (folder) =>
      `SELECT filename AS host, to_timestamp(sampled)::TIMESTAMP AS sampled, cpu, memory, disk_read, disk_write, received, transmitted
       FROM read_csv('${folder}/*.csv', delim = ';\t', header = true, filename = true, columns = {${columns.join(", ")}})`,
  ),
};

await contest(contestants, () =>
  inTemporaryFolder((directory) => {
    printMachine();
    if (!existsSync(source)) {
      console.log(
        "\nNot measured: the traces are not there. PLIMSOLL_TEST_DATA names the folder that holds bitbrains/2013-7.",
      );
      return Promise.resolve();
    }
    const runs = race(["plimsoll", "duckdb"], path.resolve(source), directory);
    const samples = runs.plimsoll[0]?.count ?? 0;
    const figures = importFigures({
      what: "Bitbrains",
      samples,
      ours: runs.plimsoll,
      peers: [{ name: "DuckDB", runs: runs.duckdb, fileSize: FILE_SIZE }],
    });
    printFigures(`${(samples / 1e6).toFixed(2)} million samples of 40 real virtual machines over a month`, figures);
    return Promise.resolve();
  }),
);
