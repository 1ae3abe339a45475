/**
 * How well detection does on simulated fleets it was not tuned on, from metrics alone: false alarms on honest hosts per
 * host-month, miners found by kind, and how far off their start was told. Constants were chosen on seeds below 100.
 *
 * The simulation is invented: it ranks methods and shows regressions, and does not predict rates in the field.
 */
import { DAY, HOUR } from "../../src/base/time.ts";
import { detectFleet } from "../../src/detection/detect-fleet.ts";
import { hourlyFeatures } from "../../src/detection/hourly-features.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { poissonBounds } from "../../src/statistics/poisson-bounds.ts";
import { median } from "../../src/statistics/median.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { scoreFleet, type FleetScore } from "../detection/score-fleet.ts";
import type { MisuseKind } from "../detection/simulation/activities.ts";
import { simulateFleet, type FleetOptions } from "../detection/simulation/simulated-fleet.ts";

const kinds: readonly MisuseKind[] = ["60/95", "c40", "c20", "j20", "n40", "c10"];
const mining = { kinds, plantedShare: 0.17 };
const older = { isOlderThanData: true };

type Fleet = Omit<FleetOptions, "seed">;
const fleets: readonly (readonly [title: string, fleet: Fleet, seeds: number])[] = [
  ["12 a class, honest", { hostsPerClass: 12 }, 12],
  ["12 a class", { hostsPerClass: 12, ...mining }, 6],
  ["12 a class, older than data", { hostsPerClass: 12, ...mining, ...older }, 6],
  ["5 a class", { hostsPerClass: 5, kinds, plantedShare: 0.2 }, 12],
  ["5 a class, older than data", { hostsPerClass: 5, kinds, plantedShare: 0.2, ...older }, 12],
  ["2.5x diversity, honest", { hostsPerClass: 12, diversity: 2.5 }, 6],
  ["2.5x diversity", { hostsPerClass: 12, diversity: 2.5, ...mining }, 6],
  ["2.5x diversity, older", { hostsPerClass: 12, diversity: 2.5, ...mining, ...older }, 6],
  ["60 a class, 27 % mine", { hostsPerClass: 60, kinds, plantedShare: 0.27 }, 1],
  ["60 a class, 27 % mine, older", { hostsPerClass: 60, kinds, plantedShare: 0.27, ...older }, 1],
];

function row(title: string, scores: readonly FleetScore[]): string {
  const months = scores.reduce((sum, { innocentMonths }) => sum + innocentMonths, 0);
  const alarms = scores.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
  const bounds = poissonBounds(alarms);
  const outcomes = scores.flatMap((score) => score.outcomes);
  const found = kinds.map((kind) => {
    const own = outcomes.filter((outcome) => outcome.kind === kind);
    return own.length === 0 ? "-" : `${own.filter((outcome) => outcome.found).length}/${own.length}`;
  });
  const errors = outcomes.flatMap(({ startError }) => (startError === undefined ? [] : [Math.abs(startError)]));
  const rate = (count: number): string => (count / months).toFixed(4);
  return [
    title.padEnd(30),
    `${rate(alarms)} (${rate(bounds.lower)}-${rate(bounds.upper)})`,
    ...found.map((text) => text.padStart(6)),
    errors.length === 0 ? "-" : `${median(errors)} h, at most ${Math.max(...errors)} h`,
  ].join("  ");
}

function measureQuality(): void {
  console.log("Alarms a host-month on honest hosts (95 %), miners found with a start within a day, error of the start");
  console.log(["".padEnd(30), "".padEnd(22), ...kinds.map((kind) => kind.padStart(6))].join("  "));
  for (const [title, fleet, seeds] of fleets) {
    const scores = Array.from({ length: seeds }, (_, i) => scoreFleet(simulateFleet({ seed: 101 + i, ...fleet })));
    console.log(row(title, scores));
  }
}

function measureSpeed(): void {
  const fleet = simulateFleet({ seed: 101, hostsPerClass: 12 });
  const started = performance.now();
  detectFleet(fleet.hosts);
  console.log(`60 hosts x 6-7 metrics x 180 days: ${((performance.now() - started) / 1000).toFixed(1)} s`);

  const random = seededRandom("bench");
  const [first] = fleet.hosts;
  const length = (180 * DAY) / (HOUR / 12);
  const times = Float64Array.from({ length }, (_, i) => (first?.start ?? 0) + (i * HOUR) / 12);
  const samples = { metric: CPU_UTILIZATION, times, values: times.map(() => random.next()) };
  const before = performance.now();
  const rounds = 100;
  for (let i = 0; i < rounds && first !== undefined; i++) hourlyFeatures(samples, first.start, 180 * 24);
  const seconds = (performance.now() - before) / 1000;
  console.log(`hourly features: ${((rounds * length) / 1e6 / seconds).toFixed(0)} million samples a second`);
}

measureSpeed();
measureQuality();
