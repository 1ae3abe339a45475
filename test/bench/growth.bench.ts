/** What a sample costs when there are ten or a hundred times as many. The largest size only with `--large`. */
import path from "node:path";
import { contest, runApart, type Run } from "./contest.ts";
import { printFigures, type Figure } from "./figures.ts";
import { importAll } from "./importers.ts";
import { inTemporaryFolder, printMachine, spreadOf, spreadText } from "./measure.ts";
import { hostsOf, ROUNDS, size, type Size } from "./scale.ts";
import { writeTelemetry } from "./telemetry.ts";

const sizes: readonly Size[] = size === "large" ? ["quick", "usual", "large"] : ["quick", "usual"];

await contest({ plimsoll: importAll }, () =>
  inTemporaryFolder((directory) => {
    printMachine();
    const sources = sizes.map((each) => {
      const folder = path.join(directory, each);
      return { folder, samples: writeTelemetry(folder, { hosts: hostsOf[each] }), runs: new Array<Run>() };
    });
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, { folder, runs }] of sources.entries()) {
        runs.push(runApart("plimsoll", { source: folder, target: path.join(directory, `${round}-${index}.plimsoll`) }));
      }
    }
    const nanoseconds = sources.map(({ samples, runs }) => runs.map(({ seconds }) => (seconds / samples) * 1e9));
    const [least = []] = nanoseconds;
    const figures = sources.map(({ samples, runs }, index): Figure => {
      const own = nanoseconds[index] ?? [];
      return {
        what: `time a sample at ${(samples / 1e6).toFixed(1)} million, over that at the fewest`,
        ours: `${spreadText(spreadOf(own), 0)} ns, ${Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0)} MB`,
        peer: "",
        measured: own.map((each, round) => each / (least[round] ?? Number.NaN)),
        unit: "×",
        ...(index === 0 ? {} : { target: { floor: 1.3, goal: 1.05, better: "less" } as const }),
      };
    });
    printFigures("Growth of the import of tidy tables", figures);
    return Promise.resolve();
  }),
);
