/** A release on a build agent: full builds for many hours, under the standing approval of the build fleet. */
import { DAY, HOUR, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { MSBUILD } from "../machines/build-agent.ts";
import { atLocal, localDays, type Period } from "../period.ts";
import type { HostPlan, Incident, Label, Load, ProcessRun } from "../plan.ts";
import { runsOver } from "../process-runs.ts";

const RELEASE = { ...MSBUILD, commandLine: `${MSBUILD.commandLine} /t:Rebuild;Package /p:Release=true` };

export function releaseBuild(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const loads: Load[] = [];
  const runs: ProcessRun[] = [];
  const labels: Label[] = [];
  for (const day of localDays(zone, period)) {
    if (plan.daysOff.has(day) || !random.chance(0.04)) continue;
    const start = atLocal(zone, day, random.between(13, 19));
    const range = { start, end: timestamp(start + random.between(5, 14) * HOUR) };
    const [run] = runsOver({ host, program: RELEASE, range, restarts: plan.restarts, random });
    if (run === undefined) continue;
    runs.push(run);
    loads.push({
      start: run.start,
      end: run.end,
      run,
      cpu: random.between(0.6, 0.9),
      jitter: 0.2,
      jitterMinutes: 10,
      traffic: { diskRead: 40_000_000, diskWrite: 55_000_000, networkReceive: 4_000_000, networkTransmit: 7_000_000 },
      memory: 0.15,
    });
    labels.push({
      host: host.name,
      start: run.start,
      end: run.end,
      kind: "build",
      explained: true,
      title: "Release build",
    });
  }
  return {
    loads,
    runs,
    labels,
    claims: [
      {
        id: `WL-BUILD-${host.site.name.toUpperCase()}`,
        kind: "workload",
        title: "Continuous integration builds",
        host,
        start: timestamp(period.start - 300 * DAY),
        end: timestamp(period.end + 300 * DAY),
        recurrence: "",
        state: "approved",
        created: timestamp(period.start - 301 * DAY),
        metrics: [],
        expected: "",
        process: "",
      },
    ],
  };
}
