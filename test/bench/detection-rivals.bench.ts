/**
 * Plimsoll beside what others would do, and beside controls, on the same simulated fleets of held-out seeds: the share
 * found by kind, precision, and false alarms. Nothing is credited for being lit (score-fleet.ts).
 */
import type { MisuseKind } from "../detection/simulation/activities.ts";
import { simulateFleet } from "../detection/simulation/simulated-fleet.ts";
import { scoreFleet } from "../detection/score-fleet.ts";
import { falseAlarmRate, HELD_OUT_SEEDS, recallOverSeeds } from "./detection-figures.ts";
import { rivals } from "./detection-rivals.ts";

const HOSTS_PER_CLASS = 20;
const kinds: readonly MisuseKind[] = ["60/95", "c40", "c20", "n40", "gpu95", "staging", "exfil-bulk", "exfil-nights"];

const fleets = HELD_OUT_SEEDS.map((seed) =>
  simulateFleet({ seed, hostsPerClass: HOSTS_PER_CLASS, plantedShare: kinds.length / HOSTS_PER_CLASS, kinds }),
);
console.log(["".padEnd(28), "false alarms a host-month", "precision", ...kinds].join("  "));
for (const [title, detector] of Object.entries(rivals(HOSTS_PER_CLASS))) {
  const scores = fleets.map((fleet) => scoreFleet(fleet, detector));
  const found = scores.flatMap(({ outcomes }) => outcomes).filter((outcome) => outcome.found).length;
  const alarms = scores.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
  const recalls = kinds.map((kind) =>
    recallOverSeeds(scores.map(({ outcomes }) => outcomes.filter((outcome) => outcome.kind === kind))),
  );
  const precision = found === 0 ? 0 : found / (found + alarms);
  console.log(
    [title.padEnd(28), falseAlarmRate(scores).padEnd(25), precision.toFixed(3).padEnd(9), ...recalls].join("  "),
  );
}
