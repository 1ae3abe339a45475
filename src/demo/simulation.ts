/** Turns the plan of a host into samples: the ordinary load first, then every planned load, then what follows from both. */
import { SECOND } from "../base/time.ts";
import type { Random } from "../statistics/random.ts";
import { addBaseLoad, fluctuation } from "./base-load.ts";
import { sampleTime, type Period } from "./period.ts";
import type { HostPlan, Load } from "./plan.ts";
import { emptyRecording, sampleOfHour, type Recording } from "./recording.ts";

/** The most that a counter shows: the sampler itself needs a little. */
const CPU_CEILING = 0.998;

/** Power grows a little slower than utilization; the sensor wobbles by about a watt. */
const POWER_EXPONENT = 0.85;
const POWER_NOISE_WATTS = 1.2;

export function simulate(plan: HostPlan, period: Period, random: Random): Recording {
  const recording = emptyRecording(period);
  addBaseLoad(recording, plan, period, random.fork("base"));
  for (const [index, load] of plan.incidents.loads.entries()) {
    addLoad(recording, plan, load, period, random.fork(`load/${index}`));
  }
  finish(recording, plan, period, random.fork("finish"));
  return recording;
}

function addLoad(recording: Recording, plan: HostPlan, load: Load, period: Period, random: Random): void {
  const step = period.stepSeconds * SECOND;
  const first = Math.max(0, Math.ceil((load.start - period.start) / step));
  const last = Math.min(period.count - 1, Math.ceil((load.end - period.start) / step));
  const jitter = fluctuation(random, period.stepSeconds / 60, load.jitterMinutes);
  const { cpu, memory, diskRead, diskWrite, networkReceive, networkTransmit, gpu } = recording;
  const traffic = load.traffic ?? {};
  const wantedAt = load.cpu;

  for (let index = first; index <= last; index += 1) {
    const time = sampleTime(period, index);
    // A sample averages the step before it; the load may have begun or ended within.
    const covered = Math.min(1, (time - load.start) / step, (load.end - (time - step)) / step);
    if (covered <= 0) continue;
    const strength = covered * Math.max(0, 1 + load.jitter * jitter());
    const wanted = strength * (typeof wantedAt === "number" ? wantedAt : wantedAt(time));
    const got = Math.max(0, Math.min(wanted, CPU_CEILING - (cpu[index] ?? 0)));
    cpu[index] = (cpu[index] ?? 0) + got;
    memory[index] = (memory[index] ?? 0) + covered * (load.memory ?? 0);
    gpu[index] = (gpu[index] ?? 0) + strength * (load.gpu ?? 0);
    diskRead[index] = (diskRead[index] ?? 0) + strength * (traffic.diskRead ?? 0);
    diskWrite[index] = (diskWrite[index] ?? 0) + strength * (traffic.diskWrite ?? 0);
    networkReceive[index] = (networkReceive[index] ?? 0) + strength * (traffic.networkReceive ?? 0);
    networkTransmit[index] = (networkTransmit[index] ?? 0) + strength * (traffic.networkTransmit ?? 0);

    const hour = Math.floor((index * period.stepSeconds) / 3600);
    if (index === sampleOfHour(period, hour)) {
      recording.hours[hour]?.push({ run: load.run, cpus: got * plan.host.logicalCpus });
    }
  }
}

function finish(recording: Recording, plan: HostPlan, period: Period, random: Random): void {
  const { watts } = plan.host.machine;
  const { cpu, memory, gpu, power, present } = recording;
  for (let index = 0; index < period.count; index += 1) {
    cpu[index] = clamp(cpu[index] ?? 0, 0.0005, 1);
    memory[index] = clamp(memory[index] ?? 0, 0.03, 0.985);
    gpu[index] = clamp(gpu[index] ?? 0, 0, 1);
    power[index] =
      watts.idle +
      (watts.peak - watts.idle) * Math.pow(cpu[index] ?? 0, POWER_EXPONENT) +
      watts.gpu * (gpu[index] ?? 0) +
      POWER_NOISE_WATTS * random.normal();
  }
  const step = period.stepSeconds * SECOND;
  for (const gap of plan.gaps) {
    const from = Math.max(0, Math.ceil((gap.start - period.start) / step));
    const to = Math.min(period.count, Math.ceil((gap.end - period.start) / step));
    if (from < to) present.fill(0, from, to);
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
