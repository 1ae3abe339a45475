/** The ordinary life of a simulated host: its rhythm, what comes back by itself, and what happens now and then. */
import { DAY, HOUR, timestamp } from "../../../src/base/time.ts";
import type { Calendar } from "../../../src/model/calendar.ts";
import type { Random } from "../../../src/statistics/random.ts";
import type { Archetype } from "./archetypes.ts";
import { bump, emptyLoad, factor, scaleWork, type Load } from "./load.ts";

/** Monday 00:00 UTC. */
export const START = timestamp(Date.UTC(2026, 0, 5) * 1000);

export interface Context {
  readonly archetype: Archetype;
  readonly calendar: Calendar;
  readonly random: Random;
  readonly hours: number;
  readonly diversity: number;
}

export function honestLoad(
  context: Context,
  patches: { readonly hour: number; readonly weekday: number },
  rollOut: { readonly day: number; readonly size: number },
): Load {
  const { archetype, calendar, random, hours, diversity } = context;
  const load = emptyLoad(hours);
  const idle = archetype.idle * factor(random, 0.35 * diversity);
  const busy = archetype.busy * factor(random, 0.4 * diversity);
  const isOdd = random.chance(0.1);
  const oddShape = { day: random.between(1, 3.5), night: random.between(0.5, 3.5) };
  const isAsleep = random.chance(archetype.sleepsAtNight);
  const drift = random.normal() * 0.25;
  let day = -1;
  let dayFactor = 1;
  for (let hour = 0; hour < hours; hour++) {
    const time = timestamp(START + hour * HOUR);
    const bin = calendar.binOf(time);
    if (Math.floor(hour / 24) !== day) {
      day = Math.floor(hour / 24);
      dayFactor = factor(random, archetype.dayNoise);
    }
    const isBusiness = calendar.isBusinessTime(time);
    const height = isBusiness ? Math.sin((Math.PI * ((bin % 24) - 7)) / 12) : 0.05;
    const growing = 1 + (drift * hour) / hours;
    let level =
      (idle * factor(random, 0.15) + busy * height * dayFactor * factor(random, archetype.hourNoise)) * growing;
    if (isOdd) level *= isBusiness ? oddShape.day : oddShape.night;
    load.work[hour] = level + (hour / 24 >= rollOut.day ? rollOut.size : 0);
    if (isAsleep && !isBusiness && bin % 24 < 7) load.missing[hour] = 1;
  }
  addRoutine(context, load, patches);
  addRareEvents(context, load, busy + idle);
  return load;
}

/** What comes back by itself: backups, scans, patch days, month-end. */
function addRoutine(context: Context, load: Load, patches: { readonly hour: number; readonly weekday: number }): void {
  const { archetype, random, hours } = context;
  const backup = { hour: random.integer(0, 4), length: random.integer(1, 3) };
  const scan = { day: random.integer(0, 6), hour: random.integer(0, 23), length: random.integer(1, 3) };
  for (let hour = 0; hour < hours; hour++) {
    const clock = hour % 24;
    const day = Math.floor(hour / 24);
    const date = new Date((START + day * DAY) / 1000);
    if (archetype.hasBackup && clock >= backup.hour && clock < backup.hour + backup.length) {
      bump(load, hour, { pure: 0.08, read: 4e7, send: 3e7 }, factor(random, 0.2));
    }
    if (day % 7 === scan.day && clock >= scan.hour && clock < scan.hour + scan.length) {
      bump(load, hour, { pure: 0.2, read: 2e7 }, factor(random, 0.2));
    }
    const isSecondWeek = date.getUTCDate() > 7 && date.getUTCDate() <= 14;
    if (isSecondWeek && date.getUTCDay() === patches.weekday && clock >= patches.hour && clock < patches.hour + 4) {
      bump(load, hour, { pure: 0.25, write: 2e7 }, factor(random, 0.3));
    }
    if (archetype.hasMonthEnd && (date.getUTCDate() <= 1 || date.getUTCDate() >= 29)) scaleWork(load, hour, 1.8);
  }
}

/** What happens now and then, to some. */
function addRareEvents(context: Context, load: Load, usual: number): void {
  const { archetype, random, hours } = context;
  const months = hours / 24 / 30;
  const spans = (perMonth: number, length: () => number, apply: (from: number, to: number) => void): void => {
    for (let left = poisson(random, perMonth * months); left > 0; left--) {
      const from = random.integer(0, hours - 1);
      apply(from, Math.min(hours, from + Math.max(1, Math.round(length()))));
    }
  };
  const each = (from: number, to: number, change: (hour: number) => void): void => {
    for (let hour = from; hour < to; hour++) change(hour);
  };
  if (archetype.hasVacations) {
    spans(
      0.35,
      () => random.between(5, 16) * 24,
      (from, to) => each(from, to, (hour) => scaleWork(load, hour, 0.25)),
    );
  }
  // Computations that take CPU alone, some of them for days.
  spans(
    archetype.jobsPerMonth,
    () => 14 * factor(random, 1),
    (from, to) => {
      const size = random.between(0.2, 0.85);
      each(from, to, (hour) => bump(load, hour, { pure: size }, factor(random, 0.05)));
    },
  );
  // Batches that move bytes as well, on any class.
  spans(
    0.15,
    () => 30 * factor(random, 0.8),
    (from, to) => {
      const size = random.between(0.1, 0.5);
      each(from, to, (hour) => bump(load, hour, { pure: size, read: 3e7, write: 1e7 }, factor(random, 0.15)));
    },
  );
  // A process that spins on one core of some until somebody restarts it.
  spans(
    0.04,
    () => 40 * factor(random, 1),
    (from, to) => {
      const size = 1 / random.pick([4, 8, 8, 16]);
      each(from, to, (hour) => bump(load, hour, { pure: size }, factor(random, 0.02)));
    },
  );
  if (random.chance(0.12)) {
    const from = random.integer(10 * 24, hours);
    const grows = random.between(1.2, 2.2);
    const adds = random.between(0.1, 0.8) * usual;
    each(from, hours, (hour) => {
      scaleWork(load, hour, grows);
      load.work[hour] = (load.work[hour] ?? 0) + adds;
    });
  }
  spans(
    0.3,
    () => 10 * factor(random, 1),
    (from, to) => each(from, to, (hour) => (load.missing[hour] = 1)),
  );
}

/** Knuth's method: how many uniform draws multiply down to e^-mean. */
function poisson(random: Random, mean: number): number {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > least; product *= random.next()) count++;
  return count;
}
