/**
 * Misuse in every form on simulated fleets of held-out seeds: what share is found, in which class it falls below 90 %,
 * how it is read, and after how many days it could have been known. Then the honest work that looks like it, and the
 * control in which nothing was done.
 *
 * Found means an alarm whose stated start is within a day of the planted one, or that was there before the data as well.
 */
import {
  activities,
  lookAlikes,
  misuse,
  type ActivityKind,
  type MisuseKind,
} from "../detection/simulation/activities.ts";
import { archetypes, unseenArchetypes } from "../detection/simulation/archetypes.ts";
import { simulateFleet, upToDay, type FleetOptions } from "../detection/simulation/simulated-fleet.ts";
import { scoreFleet, type FleetScore, type PlantOutcome } from "../detection/score-fleet.ts";
import { falseAlarmRate, foundOf, HELD_OUT_SEEDS, recallOverSeeds } from "./detection-figures.ts";

const HOSTS_PER_CLASS = 12;
/** Two hosts of each class. */
const PLANTED_SHARE = 0.17;
/** Added to a seed for each pair, so that no honest host is counted twice. */
const OTHER_HOSTS = 1000;
const WORTH_NAMING = 0.9;
const START_DAY = 60;
const KNOWN_DAYS = [7, 14, 30];
const LOOKED_AFTER_DAYS = [1, 3, 7, 14, 30];

type Fleet = Omit<FleetOptions, "seed" | "hostsPerClass">;

const kindsOf = (listed: object): ActivityKind[] =>
  (Object.keys(activities) as ActivityKind[]).filter((kind) => kind in listed);
/** What can be older than the data: a few that stand for the rest. */
const lasting: readonly MisuseKind[] = ["c10", "c20", "c40", "60/95", "j20", "n40", "gpu95", "gpu-zeroed"];

/** Two kinds a fleet, so that each is on one host of every class. */
function pairs(kinds: readonly ActivityKind[]): ActivityKind[][] {
  return Array.from({ length: Math.ceil(kinds.length / 2) }, (_, i) => {
    const pair = kinds.slice(2 * i, 2 * i + 2);
    return pair.length === 2 ? pair : [...pair, ...kinds.slice(0, 1)];
  });
}

/** One list of scores for each seed. */
function measure(kinds: readonly ActivityKind[], fleet: Fleet): FleetScore[][] {
  return HELD_OUT_SEEDS.map((seed) =>
    pairs(kinds).map((pair, which) =>
      scoreFleet(
        simulateFleet({
          seed: seed + OTHER_HOSTS * which,
          hostsPerClass: HOSTS_PER_CLASS,
          plantedShare: PLANTED_SHARE,
          kinds: pair,
          ...fleet,
        }),
      ),
    ),
  );
}

function printRecall(title: string, kinds: readonly ActivityKind[], fleet: Fleet): void {
  const bySeed = measure(kinds, fleet);
  console.log(`\n${title}: false alarms a host-month ${falseAlarmRate(bySeed.flat())}`);
  const outcomesBySeed = bySeed.map((scores) => scores.flatMap(({ outcomes }) => outcomes));
  for (const kind of kinds) {
    const ofKind = outcomesBySeed.map((outcomes) => outcomes.filter((outcome) => outcome.kind === kind));
    const all = ofKind.flat();
    const hits = all.filter(({ found }) => found);
    const profiles: readonly string[] = activities[kind].profiles;
    const named = hits.filter(({ profile }) => profiles.includes(profile ?? "")).length;
    const explained = hits.filter(({ isExplained }) => isExplained).length;
    console.log(
      [
        kind.padEnd(14),
        foundOf(all).padStart(6),
        recallOverSeeds(ofKind).padEnd(16),
        `read as such ${named}/${hits.length}`.padEnd(20),
        explained === 0 ? "" : `explained ${explained}/${hits.length}`,
        weakClasses(all),
      ].join("  "),
    );
  }
  const found = outcomesBySeed.flat().filter((outcome) => outcome.found).length;
  const alarms = bySeed.flat().reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
  console.log(`precision ${(found / Math.max(1, found + alarms)).toFixed(3)}`);
}

function weakClasses(outcomes: readonly PlantOutcome[]): string {
  const classes = [...new Set(outcomes.map(({ className }) => className))];
  const weak = classes
    .map((className) => ({ className, own: outcomes.filter((outcome) => outcome.className === className) }))
    .filter(({ own }) => own.filter(({ found }) => found).length < WORTH_NAMING * own.length);
  return weak.map(({ className, own }) => `${className} ${foundOf(own)}`).join(", ");
}

/** The same fleets as they were known so many days after everything planted began. */
function printDelay(kinds: readonly ActivityKind[]): void {
  console.log(`\nFound by the end of day ${LOOKED_AFTER_DAYS.join(", ")} after the start`);
  const days = START_DAY + Math.max(...LOOKED_AFTER_DAYS);
  const options = { hostsPerClass: HOSTS_PER_CLASS, plantedShare: PLANTED_SHARE, days, startDay: START_DAY };
  const [first = 0, second = 0] = HELD_OUT_SEEDS;
  const fleets = [first, second].flatMap((seed) =>
    pairs(kinds).map((pair) => simulateFleet({ ...options, seed, kinds: pair })),
  );
  const byDay = LOOKED_AFTER_DAYS.map((day) =>
    fleets.flatMap((fleet) => scoreFleet(upToDay(fleet, START_DAY + day)).outcomes),
  );
  for (const kind of kinds) {
    const found = byDay.map((outcomes) => foundOf(outcomes.filter((outcome) => outcome.kind === kind)));
    console.log([kind.padEnd(14), ...found.map((text) => text.padStart(6))].join("  "));
  }
}

/** What is older than the data, on all that was known after so many days. */
function printOlder(kinds: readonly ActivityKind[]): void {
  console.log(`\nOlder than the data, found by the end of day ${KNOWN_DAYS.join(", ")}`);
  const [first = 0, second = 0] = HELD_OUT_SEEDS;
  const options = { hostsPerClass: HOSTS_PER_CLASS, plantedShare: PLANTED_SHARE, isOlderThanData: true };
  const fleets = [first, second].flatMap((seed) =>
    pairs(kinds).map((pair) => simulateFleet({ ...options, seed, kinds: pair, days: Math.max(...KNOWN_DAYS) })),
  );
  const byDay = KNOWN_DAYS.map((day) => fleets.flatMap((fleet) => scoreFleet(upToDay(fleet, day)).outcomes));
  for (const kind of kinds) {
    const found = byDay.map((outcomes) => foundOf(outcomes.filter((outcome) => outcome.kind === kind)));
    console.log([kind.padEnd(14), ...found.map((text) => text.padStart(6))].join("  "));
  }
}

/** How much of the honest work is an alarm, and how much of that an approved record accounts for. */
function printLookAlikes(): void {
  console.log("\nHonest work that is an alarm, and what an approval explains of it");
  const usual = kindsOf(lookAlikes).filter((kind) => kind !== "roll-out");
  const fleets = [
    ...measure(usual, {}).flat(),
    ...measure(["roll-out"], { plantedShare: 1, startDay: START_DAY }).flat(),
  ].flatMap(({ outcomes }) => outcomes);
  for (const kind of kindsOf(lookAlikes)) {
    const own = fleets.filter((outcome) => outcome.kind === kind);
    const explained = own.filter(({ isExplained }) => isExplained).length;
    console.log([kind.padEnd(14), foundOf(own).padStart(6), `explained ${explained}`, readings(own)].join("  "));
  }
}

function readings(outcomes: readonly PlantOutcome[]): string {
  const profiles = outcomes.flatMap(({ found, profile }) => (found ? [profile ?? ""] : []));
  return [...new Set(profiles)]
    .map((profile) => `${profile} ${profiles.filter((other) => other === profile).length}`)
    .join(", ");
}

const all = kindsOf(misuse);
printRecall("Begun mid-way", all, {});
printRecall("Older than the data", lasting, { isOlderThanData: true });
printRecall("Classes never tuned on", ["c10", "c20", "c40", "60/95", "exfil-bulk", "exfil-nights"], {
  classes: Object.keys(unseenArchetypes),
});
printRecall("Nothing was done", ["c10", "c40"], { isSham: true });
printDelay(all);
printOlder(lasting);
printLookAlikes();
console.log(
  `\n${Object.keys(archetypes).length} classes of ${HOSTS_PER_CLASS} hosts, seeds ${HELD_OUT_SEEDS.join(", ")}`,
);
