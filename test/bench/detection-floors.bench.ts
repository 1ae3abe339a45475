/**
 * Mining beside the floors of DETECTION.md: what share is found by so many days after its start, judged on what was known
 * then and nothing later. Held-out seeds, metrics alone; each fleet has hosts of its own.
 *
 * Found means an alarm whose stated start is within a day of the planted one, or that was there before the data as well.
 */
import type { MisuseKind } from "../detection/simulation/activities.ts";
import { scoreFleet, type FleetScore } from "../detection/score-fleet.ts";
import { simulateFleet, upToDay } from "../detection/simulation/simulated-fleet.ts";
import { falseAlarmRate, HELD_OUT_SEEDS, shareFound } from "./detection-figures.ts";

interface Floor {
  readonly kind: MisuseKind;
  /** Least share found, 0-1, by the end of that day. */
  readonly share: number;
  readonly day: number;
}

const HOSTS_PER_CLASS = 12;
/** Two hosts of each class. */
const PLANTED_SHARE = 0.17;
/** Added to a seed for each pair, so that no host is counted twice. */
const OTHER_HOSTS = 1000;
const START_DAY = 60;

const begun: readonly Floor[] = [
  { kind: "c10", share: 0.75, day: 30 },
  { kind: "c20", share: 0.85, day: 30 },
  { kind: "c40", share: 0.95, day: 30 },
  { kind: "60/95", share: 1, day: 7 },
  { kind: "j20", share: 0.8, day: 30 },
  { kind: "n40", share: 0.8, day: 30 },
  { kind: "absent40", share: 0.8, day: 30 },
];
const older: readonly Floor[] = [{ kind: "60/95", share: 1, day: 14 }];

/** Two kinds a fleet, so that each is on one host of every class; +10 % once more, since it is the hardest to tell. */
const begunPairs: readonly (readonly MisuseKind[])[] = [
  ["c10", "c20"],
  ["c40", "60/95"],
  ["j20", "n40"],
  ["absent40", "c10"],
];
const olderPairs: readonly (readonly MisuseKind[])[] = [
  ["c10", "c20"],
  ["c40", "60/95"],
  ["j20", "n40"],
];

function printFloors(
  title: string,
  pairs: readonly (readonly MisuseKind[])[],
  floors: readonly Floor[],
  days: readonly number[],
  startDay: number | undefined,
): void {
  const from = startDay ?? 0;
  const scoresByDay: FleetScore[][] = days.map(() => []);
  for (const seed of HELD_OUT_SEEDS) {
    pairs.forEach((kinds, which) => {
      const fleet = simulateFleet({
        seed: seed + OTHER_HOSTS * which,
        hostsPerClass: HOSTS_PER_CLASS,
        plantedShare: PLANTED_SHARE,
        kinds,
        days: from + Math.max(...days),
        ...(startDay === undefined ? { isOlderThanData: true } : { startDay }),
      });
      days.forEach((day, i) => scoresByDay[i]?.push(scoreFleet(upToDay(fleet, from + day))));
    });
  }
  console.log(`\n${title}: found by the end of day ${days.join(", ")}`);
  for (const kind of new Set(pairs.flat())) {
    const ofKind = scoresByDay.map((scores) =>
      scores.flatMap(({ outcomes }) => outcomes.filter((outcome) => outcome.kind === kind)),
    );
    const floor = floors.find((candidate) => candidate.kind === kind);
    const ofFloor = floor === undefined ? [] : (ofKind[days.indexOf(floor.day)] ?? []);
    const isMet = ofFloor.filter(({ found }) => found).length >= (floor?.share ?? 0) * ofFloor.length;
    console.log(
      [
        kind.padEnd(10),
        ...ofKind.map((outcomes) => shareFound(outcomes).padEnd(20)),
        floor === undefined ? "" : `floor ${100 * floor.share} % by day ${floor.day}: ${isMet ? "met" : "not met"}`,
      ].join("  "),
    );
  }
  console.log(`false alarms a host-month  ${scoresByDay.map((scores) => falseAlarmRate(scores)).join("  ")}`);
}

printFloors("Begun on day 60", begunPairs, begun, [7, 14, 30], START_DAY);
printFloors("Older than the data", olderPairs, older, [14, 30], undefined);
