/** The five busiest processes of a host at each full hour, as a resource sampler lists them. */
import type { Timestamp } from "../base/time.ts";
import type { Random } from "../statistics/random.ts";
import { sampleTime, type Period } from "./period.ts";
import type { HostPlan } from "./plan.ts";
import { sampleOfHour, type Recording, type Usage } from "./recording.ts";

const LISTED = 5;

/** Spread of a resident's share from hour to hour: standard deviation of its logarithm. */
const SPREAD = 0.3;

/** Share of the ordinary load that processes are charged with; interrupts and short-lived processes have the rest. */
const CHARGED = 0.97;

export interface ProcessSample {
  readonly time: Timestamp;
  readonly top: readonly Usage[];
}

/** In order of time; hours in which the collector did not run are left out. */
export function* topProcesses(
  plan: HostPlan,
  recording: Recording,
  period: Period,
  random: Random,
): Generator<ProcessSample> {
  const { logicalCpus, machine } = plan.host;
  const parts = new Map(machine.residents.map(({ program, ...part }) => [program, part]));
  for (const [hour, planned] of recording.hours.entries()) {
    const index = sampleOfHour(period, hour);
    if (index >= period.count || recording.present[index] === 0) continue;
    const time = sampleTime(period, index);
    const plannedCpus = sum(planned.map(({ cpus }) => cpus));
    const burst = recording.burstAtHour[hour] ?? 0;
    const ordinary = Math.max(0, (recording.cpu[index] ?? 0) - plannedCpus / logicalCpus);
    const quiet = Math.max(0, ordinary - burst);
    const alive = plan.residents.filter((run) => time >= run.start && time < run.end);
    const expected = alive.map((run) => {
      const part = parts.get(run.program) ?? { quiet: 0, burst: 0 };
      return quiet * part.quiet + Math.min(burst, ordinary) * part.burst;
    });
    const drawn = expected.map((share) => share * Math.exp(SPREAD * random.normal()));
    // However the draw falls, together they use what the host's own counter saw, less what nobody is charged for.
    const total = Math.min(sum(expected), CHARGED * ordinary);
    const scale = total === 0 ? 0 : (total / sum(drawn)) * logicalCpus;
    const residents = alive.map((run, position): Usage => ({ run, cpus: scale * (drawn[position] ?? 0) }));
    const top = merged([...planned, ...residents])
      .sort((a, b) => b.cpus - a.cpus)
      .slice(0, LISTED);
    yield { time, top };
  }
}

/** A resident that also carries a planned load (the weekly scan) is one process. */
function merged(usages: readonly Usage[]): Usage[] {
  const byRun = new Map<Usage["run"], number>();
  for (const { run, cpus } of usages) byRun.set(run, (byRun.get(run) ?? 0) + cpus);
  return [...byRun].map(([run, cpus]) => ({ run, cpus }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
