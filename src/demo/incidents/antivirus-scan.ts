/** The weekly full scan: the resident scanner reads the whole disk. */
import { MINUTE, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { DEFENDER } from "../machines/programs.ts";
import { atLocal, localDays, weekdayOf, type Period } from "../period.ts";
import type { HostPlan, Incident, Label, Load } from "../plan.ts";
import { runAt } from "../process-runs.ts";

export function antivirusScans(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const atDesk = host.machine.className === "office-endpoint";
  const weekday = atDesk ? 3 : 7;
  const hour = atDesk ? 12.5 : 3;
  const minutes = random.between(40, 95);
  const strength = random.between(0.12, 0.3);
  const loads: Load[] = [];
  const labels: Label[] = [];
  for (const day of localDays(zone, period).filter((candidate) => weekdayOf(candidate) === weekday)) {
    const start = atLocal(zone, day, hour + random.between(0, 0.1));
    const end = timestamp(start + minutes * Math.exp(0.12 * random.normal()) * MINUTE);
    const run = runAt(plan.residents, DEFENDER.name, start);
    if (run === undefined || run.end < end) continue;
    loads.push({
      start,
      end,
      run,
      cpu: strength,
      jitter: 0.2,
      jitterMinutes: 10,
      traffic: { diskRead: 38_000_000, diskWrite: 200_000 },
    });
    labels.push({ host: host.name, start, end, kind: "unknown", explained: false, title: "Weekly antivirus scan" });
  }
  return { loads, labels };
}
