/** Patch night: the second Tuesday of the month, in an announced window, ending with a restart. */
import { DAY, HOUR, MINUTE, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { isPatchDay } from "../host-plan.ts";
import { atLocal, localDay, localDays, type Period } from "../period.ts";
import type { HostPlan, Incident, Label, Load, ProcessRun } from "../plan.ts";
import { runsOver } from "../process-runs.ts";
import type { Program } from "../program.ts";

const SERVICING =
  "C:\\Windows\\WinSxS\\amd64_microsoft-windows-servicingstack_31bf3856ad364e35_10.0.20348.3200_none_a1\\";
const TIWORKER: Program = {
  name: "TiWorker.exe",
  executable: `${SERVICING}TiWorker.exe`,
  commandLine: `${SERVICING}TiWorker.exe -Embedding`,
  description: "Windows Modules Installer Worker",
  company: "Microsoft Corporation",
  account: "system",
  startedBy: "svchost",
};

const WINDOW = { hour: 22, hours: 6 };

export function patching(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const loads: Load[] = [];
  const runs: ProcessRun[] = [];
  const labels: Label[] = [];
  for (const restart of plan.restarts) {
    const opens = atLocal(zone, localDay(zone, timestamp(restart - 8 * HOUR)), WINDOW.hour);
    const start = timestamp(opens + random.between(4, 40) * MINUTE);
    const [run] = runsOver({
      host,
      program: TIWORKER,
      range: { start, end: restart },
      restarts: plan.restarts,
      random,
    });
    if (run === undefined) continue;
    runs.push(run);
    loads.push({
      start,
      end: restart,
      run,
      cpu: random.between(0.22, 0.5),
      jitter: 0.35,
      jitterMinutes: 12,
      traffic: { diskRead: 22_000_000, diskWrite: 30_000_000, networkReceive: 3_500_000, networkTransmit: 60_000 },
      memory: 0.03,
    });
    labels.push({ host: host.name, start, end: restart, kind: "patching", explained: true, title: "Patch night" });
  }
  // The rule's first occurrence is the first patch day on or after the first day, as RFC 5545 asks of DTSTART.
  const first = localDays(zone, { ...period, end: timestamp(period.end + 40 * DAY) }).find(isPatchDay);
  if (first === undefined) return { loads, runs, labels };
  const opens = atLocal(zone, first, WINDOW.hour);
  return {
    loads,
    runs,
    labels,
    claims: [
      {
        id: `MW-PATCH-${host.site.name.toUpperCase()}`,
        kind: "maintenance",
        title: "Monthly patch window",
        host,
        start: opens,
        end: timestamp(opens + WINDOW.hours * HOUR),
        recurrence: "FREQ=MONTHLY;BYDAY=2TU",
        state: "approved",
        created: timestamp(opens - 200 * DAY),
        metrics: [],
        expected: "",
        process: TIWORKER.name,
      },
    ],
  };
}
