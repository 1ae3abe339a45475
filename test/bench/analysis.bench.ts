/**
 * The whole analysis of a fleet in classes of twenty, and one more day, imported and analysed, against the whole. Every
 * step is a process of its own, which gives its memory too. Threads as the product uses them.
 *
 * With `--large` it is the plan's own fleet, once: 1,000 hosts, which take five gigabytes of a temporary folder.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { contest, runApart, type Contestant, type Run } from "./contest.ts";
import { printFigures, type Figure } from "./figures.ts";
import { importAll } from "./importers.ts";
import { inTemporaryFolder, printMachine, spreadOf, spreadText } from "./measure.ts";
import { hostsOf, ROUNDS as MOST_ROUNDS, size } from "./scale.ts";
import { hostName, ROWS_PER_DAY, ROWS_PER_HOST, writeTelemetry } from "./telemetry.ts";

const HOSTS_PER_CLASS = 20;
const IS_WHOLE = size === "large";
const HOSTS = IS_WHOLE ? 1000 : hostsOf[size];
const ROUNDS = IS_WHOLE ? 1 : MOST_ROUNDS;
/** 1,000 hosts × 8 metrics × 180 days. */
const WHOLE_FLEET = 415e6;

const analyse: Contestant = async ({ target }) => {
  const workspace = openWorkspace(target);
  // A benchmark's program lies beside the built product, whose threads it must ask for.
  await analyzeWorkspace(workspace, { workers: availableParallelism() });
  workspace.close();
  return undefined;
};

const steps = {
  import: importAll,
  analyse,
  nextDay: async (place) => {
    await importAll(place);
    return analyse(place);
  },
} satisfies Record<string, Contestant>;

await contest(steps, () =>
  inTemporaryFolder((directory) => {
    printMachine();
    const before = path.join(directory, "before");
    const after = path.join(directory, "after");
    const samples = writeTelemetry(before, { hosts: HOSTS });
    writeTelemetry(after, { hosts: HOSTS, rows: ROWS_PER_DAY, firstRow: ROWS_PER_HOST });
    writeFileSync(path.join(before, "bundle.json"), manifest(HOSTS));

    const runs = { import: new Array<Run>(), analyse: new Array<Run>(), nextDay: new Array<Run>() };
    for (let round = 0; round < ROUNDS; round++) {
      const target = path.join(directory, `${round}.plimsoll`);
      runs.import.push(runApart("import", { source: before, target }));
      runs.analyse.push(runApart("analyse", { source: before, target }));
      runs.nextDay.push(runApart("nextDay", { source: after, target }));
    }

    const forWholeFleet = (list: readonly Run[]): number[] => list.map((run) => (run.seconds / samples) * WHOLE_FLEET);
    const processor = (list: readonly Run[]): string =>
      `${spreadOf(list.map((run) => run.processorSeconds)).median.toFixed(1)} s of processor time`;
    const rate = (list: readonly Run[]): string =>
      `${spreadText(spreadOf(list.map((run) => samples / run.seconds / 1e6)))} M samples/s, ${processor(list)}`;
    const atRate = IS_WHOLE ? "" : ", at this rate";
    const memory = (what: string, list: readonly Run[], floor: number, goal: number): Figure => {
      const measured = list.map((run) => run.peakMegabytes);
      const most = `${Math.max(...measured).toFixed(0)} MB`;
      return { what, ours: most, peer: "", measured, unit: " MB", target: { floor, goal, better: "less" } };
    };
    const whole = runs.import.map((run, round) => run.seconds + (runs.analyse[round]?.seconds ?? Number.NaN));
    printFigures(`${HOSTS} hosts of eight metrics over 180 days, ${(samples / 1e6).toFixed(1)} million samples`, [
      {
        what: `import of 415 million samples${atRate}`,
        ours: rate(runs.import),
        peer: "",
        measured: forWholeFleet(runs.import),
        unit: " s",
        target: { floor: 480, goal: 90, better: "less" },
      },
      {
        what: `analysis of 415 million samples${atRate}`,
        ours: rate(runs.analyse),
        peer: "",
        measured: forWholeFleet(runs.analyse),
        unit: " s",
        target: { floor: 240, goal: 40, better: "less" },
      },
      {
        what: "one more day imported and analysed, over the whole",
        ours: `${spreadText(spreadOf(runs.nextDay.map((run) => run.seconds)))} s, ${processor(runs.nextDay)}`,
        peer: `the whole ${spreadText(spreadOf(whole))} s`,
        measured: runs.nextDay.map((run, round) => run.seconds / (whole[round] ?? Number.NaN)),
        unit: "×",
        target: { floor: 1 / 20, goal: 1 / 100, better: "less" },
      },
      memory("peak memory of the importing process", runs.import, 1000, 400),
      memory("peak memory of the analysing process", runs.analyse, 2000, 1000),
      memory("peak memory of the process that does one more day", runs.nextDay, 2000, 1000),
    ]);
    return Promise.resolve();
  }),
);

function manifest(hosts: number): string {
  const classes = Array.from({ length: Math.ceil(hosts / HOSTS_PER_CLASS) }, (_, index) => `class-${index + 1}`);
  return JSON.stringify({
    plimsollBundle: 1,
    timeZone: "UTC",
    classes: classes.map((name) => ({ name, title: name, expectation: "steady" })),
    hosts: Array.from({ length: hosts }, (_, index) => ({
      name: hostName(index + 1),
      class: classes[Math.floor(index / HOSTS_PER_CLASS)],
    })),
  });
}
