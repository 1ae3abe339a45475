/** Jobs of R&D servers that need CPU and nothing else, run by hand for hours to days, without a ticket. */
import { DAY, HOUR, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { installed } from "../machines/programs.ts";
import { atLocal, localDay, type Period } from "../period.ts";
import type { HostPlan, Incident, Label, Load, ProcessRun } from "../plan.ts";
import { desktop, runsOver } from "../process-runs.ts";
import type { Program } from "../program.ts";

const JOBS: readonly Program[] = [
  installed("C:\\Program Files\\Python312\\python.exe", {
    arguments: "D:\\work\\sweep.py --workers auto",
    account: "owner",
    description: "Python",
    company: "Python Software Foundation",
  }),
  installed("C:\\Program Files\\MATLAB\\R2025b\\bin\\win64\\MATLAB.exe", {
    arguments: "-batch run_sweep",
    account: "owner",
    description: "MATLAB",
    company: "The MathWorks, Inc.",
  }),
  installed("C:\\Program Files\\OpenFOAM\\v2512\\bin\\simpleFoam.exe", {
    arguments: "-case D:\\work\\hull -parallel",
    account: "owner",
    description: "simpleFoam",
    company: "OpenCFD Ltd",
  }),
];

export function researchJobs(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const loads: Load[] = [];
  const runs: ProcessRun[] = [];
  const labels: Label[] = [];
  const meanDaysBetween = random.between(9, 28);
  let time = period.start + random.exponential() * meanDaysBetween * DAY;
  while (time < period.end) {
    const day = localDay(zone, timestamp(time));
    const start = atLocal(zone, day, random.between(8.5, 19.5));
    const hours = Math.min(48, Math.max(2.5, 9 * Math.exp(0.75 * random.normal())));
    const range = { start, end: timestamp(start + hours * HOUR) };
    const [run] = runsOver({
      host,
      program: random.pick(JOBS),
      range,
      restarts: plan.restarts,
      random,
      parent: desktop,
    });
    const cores = random.pick([0.125, 0.25, 0.25, 0.5, 0.75, 0.9]);
    if (run !== undefined && !plan.daysOff.has(day)) {
      runs.push(run);
      loads.push({
        start: run.start,
        end: run.end,
        run,
        cpu: cores,
        jitter: random.between(0.03, 0.15),
        jitterMinutes: 25,
        traffic: { diskWrite: 60_000, diskRead: 20_000 },
        memory: random.between(0.05, 0.3),
        ...(random.chance(0.25) ? { gpu: random.between(0.2, 0.8) } : {}),
      });
      labels.push({
        host: host.name,
        start: run.start,
        end: run.end,
        kind: "batch",
        explained: false,
        title: `R&D job (${run.program.name})`,
      });
    }
    time = Math.max(range.end, time) + random.exponential() * meanDaysBetween * DAY;
  }
  return { loads, runs, labels };
}
