/**
 * A host's ordinary load: the rhythm of its class, its own level and drift, fluctuations that last, and heavy-tailed
 * bursts. Knows nothing of how load is judged.
 */
import { DAY, HOUR } from "../base/time.ts";
import type { Random } from "../statistics/random.ts";
import type { Level, Rhythm } from "./machines/machine.ts";
import { sampleTime, type Period } from "./period.ts";
import type { HostPlan } from "./plan.ts";
import { sampleOfHour, type Field, type Recording } from "./recording.ts";

const RATES = ["diskRead", "diskWrite", "networkReceive", "networkTransmit"] as const satisfies readonly Field[];

/** Slow wandering of memory, and how fast memory follows the day's work. */
const MEMORY_WANDER = { deviation: 0.018, hours: 14 };
const MEMORY_FOLLOWS_HOURS = 2.5;

/** Independent factor of a rate around what the shared work explains. */
const RATE_NOISE = 0.5;

export function addBaseLoad(recording: Recording, plan: HostPlan, period: Period, random: Random): void {
  const { host } = plan;
  const model = host.machine.load;
  const zone = host.calendar.zone;
  const stepMinutes = period.stepSeconds / 60;
  const shared = fluctuation(random, stepMinutes, model.noiseMinutes);
  const wander = fluctuation(random, stepMinutes, MEMORY_WANDER.hours * 60);
  const follow = 1 - Math.exp(-stepMinutes / (MEMORY_FOLLOWS_HOURS * 60));
  const bursts = burstProcess(plan, period, random);
  /** Levels of the other metrics vary between hosts on their own. */
  const vary = (): number => Math.exp(model.diversity * random.normal());
  const rates = RATES.map((field) => ({ values: recording[field], level: scaled(model[field], host.level * vary()) }));
  const memory = scaled(model.memory, Math.exp(0.5 * model.diversity * random.normal()));
  const gpu = scaled(model.gpu, vary());

  let day = Number.NaN;
  let today: Rhythm = model.workday;
  let presence = 0;
  let hour = 0;
  for (let index = 0; index < period.count; index += 1) {
    const time = sampleTime(period, index);
    const clock = time + zone.offsetAt(time) - host.shiftHours * HOUR;
    const current = Math.floor(clock / DAY);
    if (current !== day) {
      day = current;
      today = plan.daysOff.has(day) ? model.dayOff : model.workday;
    }
    const activity = rhythmAt(today, (clock - day * DAY) / HOUR);
    const work = activity * Math.exp(model.noise * shared());
    const level = host.level * Math.exp((host.drift * index) / period.count);
    const burst = bursts(activity);

    recording.cpu[index] = Math.min(0.995, level * (model.cpu.quiet + model.cpu.work * work) + burst);
    for (const { values, level: rate } of rates) {
      values[index] = (rate.quiet + rate.work * work) * Math.exp(RATE_NOISE * random.normal());
    }
    if (burst > 0) {
      const strength = burst * (0.7 + 0.6 * random.next());
      recording.diskRead[index] = (recording.diskRead[index] ?? 0) + strength * model.bursts.diskRead;
      recording.diskWrite[index] = (recording.diskWrite[index] ?? 0) + strength * model.bursts.diskWrite;
      recording.networkReceive[index] = (recording.networkReceive[index] ?? 0) + strength * model.bursts.network;
      recording.networkTransmit[index] =
        (recording.networkTransmit[index] ?? 0) + 0.3 * strength * model.bursts.network;
    }
    presence += follow * (activity - presence);
    recording.memory[index] = memory.quiet + memory.work * presence + MEMORY_WANDER.deviation * wander() + 0.05 * burst;
    recording.gpu[index] = gpu.work === 0 ? 0 : gpu.quiet + gpu.work * work * random.exponential();

    if (index === sampleOfHour(period, hour)) {
      recording.burstAtHour[hour] = burst;
      hour += 1;
    }
  }
}

function scaled({ quiet, work }: Level, factor: number): Level {
  return { quiet: quiet * factor, work: work * factor };
}

/** A first-order autoregression with unit variance whose correlation falls to 1/e within `minutes`. */
export function fluctuation(random: Random, stepMinutes: number, minutes: number): () => number {
  const keep = Math.exp(-stepMinutes / minutes);
  const add = Math.sqrt(1 - keep * keep);
  let state = random.normal();
  return () => {
    state = keep * state + add * random.normal();
    return state;
  };
}

/** Linear between the values, which stand at half past the hour. */
function rhythmAt(rhythm: Rhythm, hours: number): number {
  const position = hours - 0.5;
  const before = Math.floor(position);
  const share = position - before;
  const at = (hour: number): number => rhythm[(hour + 24) % 24] ?? 0;
  return at(before) * (1 - share) + at(before + 1) * share;
}

/** Share of all CPUs that bursts take, averaged over each step. */
function burstProcess({ host }: HostPlan, period: Period, random: Random): (activity: number) => number {
  const { perHour, size, tail, meanMinutes } = host.machine.load.bursts;
  let strength = 0;
  let leftSeconds = 0;
  return (activity) => {
    let used = 0;
    if (leftSeconds > 0) used += strength * Math.min(1, leftSeconds / period.stepSeconds);
    leftSeconds = Math.max(0, leftSeconds - period.stepSeconds);
    const expected = (perHour * activity * period.stepSeconds) / 3600;
    if (random.next() < 1 - Math.exp(-expected)) {
      strength = Math.min(0.96, size * host.level * random.pareto(tail));
      const seconds = meanMinutes * 60 * random.exponential();
      const within = random.next() * period.stepSeconds;
      used = Math.max(used, (strength * Math.min(seconds, within)) / period.stepSeconds);
      leftSeconds = Math.max(leftSeconds, seconds - within);
    }
    return used;
  };
}
