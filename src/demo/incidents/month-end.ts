/** Month-end closing on a file server: a day and a night of reports over its shares, scheduled and approved. */
import { DAY, HOUR, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { installed } from "../machines/programs.ts";
import { atLocal, dateText, localDays, type Period } from "../period.ts";
import type { HostPlan, Incident, Label, Load, ProcessRun } from "../plan.ts";
import { runsOver, scheduler } from "../process-runs.ts";

const CLOSING = installed("D:\\Ledger\\bin\\LedgerClose.exe", {
  arguments: "/period:last /reports:all",
  account: "service",
  description: "Ledger period closing",
  company: "Ledger Systems",
});

const START_HOUR = 18;
const WINDOW_HOURS = 30;

const isLastOfMonth = (day: number): boolean => dateText(day + 1).endsWith("-01");

export function monthEnd(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const loads: Load[] = [];
  const runs: ProcessRun[] = [];
  const labels: Label[] = [];
  for (const day of localDays(zone, period).filter(isLastOfMonth)) {
    const start = atLocal(zone, day, START_HOUR);
    const range = { start, end: timestamp(start + random.between(22, WINDOW_HOURS - 1) * HOUR) };
    for (const run of runsOver({ host, program: CLOSING, range, restarts: plan.restarts, random, parent: scheduler })) {
      runs.push(run);
      loads.push({
        start: run.start,
        end: run.end,
        run,
        cpu: random.between(0.35, 0.5),
        jitter: 0.22,
        jitterMinutes: 40,
        traffic: { diskRead: 45_000_000, diskWrite: 12_000_000, networkTransmit: 6_000_000, networkReceive: 3_000_000 },
        memory: 0.12,
      });
    }
    labels.push({ host: host.name, ...range, kind: "month-end", explained: true, title: "Month-end closing" });
  }
  const first = localDays(zone, { ...period, end: timestamp(period.end + 40 * DAY) }).find(isLastOfMonth);
  if (first === undefined) return { loads, runs, labels };
  const opens = atLocal(zone, first, START_HOUR);
  return {
    loads,
    runs,
    labels,
    claims: [
      {
        id: `TASK-MONTHEND-${host.name}`,
        kind: "task",
        title: "Month-end closing",
        host,
        start: opens,
        end: timestamp(opens + WINDOW_HOURS * HOUR),
        recurrence: "FREQ=MONTHLY;BYMONTHDAY=-1",
        state: "approved",
        created: timestamp(opens - 300 * DAY),
        metrics: [],
        expected: "",
        process: CLOSING.name,
      },
    ],
  };
}
