/** Nightly backup of a file server by a scheduled task: disk and network in full stride, CPU with them. */
import { HOUR, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { installed } from "../machines/programs.ts";
import { atLocal, localDays, type Period } from "../period.ts";
import type { HostPlan, Incident, Label, Load, ProcessRun } from "../plan.ts";
import { runsOver, scheduler } from "../process-runs.ts";

const BACKUP = installed("C:\\Program Files\\Veeam\\Endpoint Backup\\VeeamBackupSession.exe", {
  arguments: "/backup /job:Nightly",
  description: "Veeam Agent backup session",
  company: "Veeam Software Group GmbH",
});

const WINDOW_HOURS = 5;

export function backup(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const days = localDays(zone, period);
  const startHour = 1 + 0.25 * random.integer(0, 5);
  const strength = random.between(0.14, 0.26);
  const usualHours = random.between(1.6, 3.2);
  const loads: Load[] = [];
  const runs: ProcessRun[] = [];
  const labels: Label[] = [];
  for (const day of days) {
    const start = atLocal(zone, day, startHour + random.between(0, 0.03));
    const hours = Math.min(WINDOW_HOURS - 0.2, usualHours * Math.exp(0.18 * random.normal()));
    const range = { start, end: timestamp(start + hours * HOUR) };
    const [run] = runsOver({ host, program: BACKUP, range, restarts: plan.restarts, random, parent: scheduler });
    if (run === undefined) continue;
    runs.push(run);
    loads.push({
      start: run.start,
      end: run.end,
      run,
      cpu: strength,
      jitter: 0.18,
      jitterMinutes: 15,
      traffic: { diskRead: 95_000_000, diskWrite: 2_000_000, networkTransmit: 68_000_000, networkReceive: 900_000 },
      memory: 0.03,
    });
    labels.push({
      host: host.name,
      start: run.start,
      end: run.end,
      kind: "backup",
      explained: true,
      title: "Nightly backup",
    });
  }
  const first = atLocal(zone, days[0] ?? 0, startHour);
  return {
    loads,
    runs,
    labels,
    claims: [
      {
        id: `TASK-BACKUP-${host.name}`,
        kind: "task",
        title: `Nightly backup of ${host.name}`,
        host,
        start: first,
        end: timestamp(first + WINDOW_HOURS * HOUR),
        recurrence: "FREQ=DAILY",
        state: "approved",
        created: timestamp(first - 400 * 24 * HOUR),
        metrics: [],
        expected: "system.cpu.utilization<=0.85",
        process: BACKUP.name,
      },
    ],
  };
}
