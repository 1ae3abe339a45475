/**
 * How right the top of the queue is: of the first twenty episodes by priority, the share on hosts where mining was planted.
 *
 * Once for the simulated fleets of the detection benchmark, from metrics alone, a queue a fleet; and once for the
 * generator's fleets with a miner each, from export formats through import and analysis, all in one queue. Both are
 * invented: this shows whether the ranking holds together and regressions of it, not what a field gives.
 */
import path from "node:path";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { priorityOf } from "../../src/correlation/priority.ts";
import { decideAlarm } from "../../src/detection/alarm.ts";
import { detectFleet } from "../../src/detection/detect-fleet.ts";
import { readProfiles } from "../../src/detection/profiles/index.ts";
import { writeDemo } from "../../src/demo/write-demo.ts";
import { importPaths } from "../../src/importers/import-paths.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { metricsOnly } from "../detection/score-fleet.ts";
import { simulateFleet, type FleetOptions } from "../detection/simulation/simulated-fleet.ts";
import { inTemporaryFolder, printMachine } from "./measure.ts";
import { size } from "./scale.ts";

const TOP = 20;
const HOSTS = 20;
const DAYS = 60;
const FIRST_SEED = 201;
const FLEETS = { quick: 4, usual: 24, large: 48 }[size];

interface Ranked {
  readonly priority: number;
  readonly isRight: boolean;
  readonly isAlarm: boolean;
  readonly what: string;
}

async function fleet(directory: string, seed: number): Promise<Ranked[]> {
  const scenario = seed % 2 === 0 ? "reference-older" : "reference";
  const folder = path.join(directory, String(seed));
  const demo = await writeDemo({ directory: folder, scenario, hosts: HOSTS, days: DAYS, stepSeconds: 300, seed });
  const guilty = new Set(demo.labels.filter(({ kind }) => kind === "cpu-mining").map(({ host }) => host));
  const workspace = openWorkspace(path.join(folder, "queue.plimsoll"), { create: true });
  const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
  await importPaths(workspace, [demo.bundle], {}, hooks);
  const { episodes } = await analyzeWorkspace(workspace);
  workspace.close();
  return episodes.map(({ host, priority, alarm, profile }) => ({
    priority: priority.score,
    isRight: guilty.has(host),
    isAlarm: alarm,
    what: `${profile} on ${host}, seed ${seed}`,
  }));
}

/** A queue from metrics alone. */
function simulatedQueue(options: FleetOptions): Ranked[] {
  const { hosts, plants } = simulateFleet(options);
  const guilty = new Set(plants.map(({ host }) => host));
  const knowledge = builtInKnowledge();
  return detectFleet(hosts).episodes.map((episode) => {
    const host = hosts.find((candidate) => candidate.host === episode.host);
    const facts = metricsOnly(episode, host?.expectation);
    const readings = readProfiles(facts);
    const decision = decideAlarm(facts, readings, episode);
    const reading = readings[0] ?? { profile: "unknown", score: 0, reasons: { for: [], against: [] } };
    const priority = priorityOf(
      {
        episode,
        until: host?.data.end ?? episode.start,
        weight: decision.weight,
        weightReasons: decision.why,
        reading,
        justification: { state: "unexplained", coverage: 0, refs: [] },
        expectation: host?.expectation,
        className: host?.className,
        processes: [],
        connections: [],
        controls: [],
        related: [],
        subjects: [],
      },
      knowledge,
    );
    const what = `${reading.profile} on ${episode.host}`;
    return { priority: priority.score, isRight: guilty.has(episode.host), isAlarm: decision.alarm, what };
  });
}

const kinds = ["60/95", "c40", "c20", "j20", "n40", "c10"] as const;
const simulated: readonly (readonly [title: string, options: Omit<FleetOptions, "seed">, seeds: number])[] = [
  ["60 a class, 27 % mine", { hostsPerClass: 60, kinds, plantedShare: 0.27 }, 1],
  [
    "60 a class, 27 % mine, older than data",
    { hostsPerClass: 60, kinds, plantedShare: 0.27, isOlderThanData: true },
    1,
  ],
  ["12 a class, 33 % mine", { hostsPerClass: 12, kinds, plantedShare: 0.33 }, 4],
];

const rightIn = (rows: readonly Ranked[]): number => rows.filter(({ isRight }) => isRight).length;

function measureSimulated(): void {
  for (const [title, options, seeds] of simulated) {
    const tops = Array.from({ length: size === "quick" ? 1 : seeds }, (_, index) =>
      simulatedQueue({ seed: 101 + index, ...options })
        .sort((a, b) => b.priority - a.priority)
        .slice(0, TOP),
    );
    const all = tops.flat();
    console.log(
      `- ${title}: ${rightIn(all)} of the first ${all.length}, precision ${percent(rightIn(all) / all.length)}.`,
    );
  }
}

await inTemporaryFolder(async (directory) => {
  printMachine();
  measureSimulated();
  const queue: Ranked[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + FLEETS; seed++) queue.push(...(await fleet(directory, seed)));
  queue.sort((a, b) => b.priority - a.priority);
  const top = queue.slice(0, Math.min(TOP, FLEETS));
  console.log(`- ${FLEETS} fleets of ${HOSTS} hosts over ${DAYS} days, one miner each: ${queue.length} episodes.`);
  console.log(
    `- Of the first ${top.length} in the queue ${rightIn(top)} are on a miner's host: precision ${percent(rightIn(top) / top.length)}.`,
  );
  const firstWrong = queue.findIndex(({ isRight }) => !isRight);
  console.log(`- The first that is not: place ${firstWrong + 1}, ${queue[firstWrong]?.what ?? "none"}.`);
  const alarms = queue.filter(({ isAlarm }) => isAlarm);
  console.log(`- Of ${alarms.length} alarms ${rightIn(alarms)} are on a miner's host.`);
});

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
