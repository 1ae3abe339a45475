/** An approved render job on an R&D server: for days at nearly full load, with its ticket and its process. */
import { DAY, HOUR, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { installed } from "../machines/programs.ts";
import { atLocal, workdayAt, type Period } from "../period.ts";
import type { HostPlan, Incident } from "../plan.ts";
import { desktop, runsOver } from "../process-runs.ts";

const BLENDER = installed("C:\\Program Files\\Blender Foundation\\Blender 4.3\\blender.exe", {
  arguments: "-b D:\\render\\hull-study.blend -a -t 0",
  account: "owner",
  description: "Blender",
  company: "Blender Foundation",
});

export function render(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const days = Math.min(random.between(10, 20), period.days / 5);
  const day = workdayAt(host.calendar, period, random.between(0.55, 0.65));
  const start = atLocal(zone, day, 9.5);
  const range = { start, end: timestamp(start + days * DAY) };
  const runs = runsOver({ host, program: BLENDER, range, restarts: plan.restarts, random, parent: desktop });
  return {
    loads: runs.map((run) => ({
      start: run.start,
      end: run.end,
      run,
      cpu: 0.81,
      jitter: 0.03,
      jitterMinutes: 30,
      traffic: { diskRead: 900_000, diskWrite: 2_400_000, networkTransmit: 40_000 },
      memory: 0.22,
    })),
    runs,
    labels: [{ host: host.name, ...range, kind: "batch", explained: true, title: "Approved render job" }],
    tickets: [
      {
        number: "CHG0031207",
        type: "Normal",
        title: `Render hull study on ${host.name}`,
        description:
          "Animation of the hull study for the trade fair. blender.exe will use up to 97 % of all CPUs, day and night, until the job is done.",
        host,
        state: "Closed",
        approval: "Approved",
        opened: timestamp(start - 9 * DAY),
        start: timestamp(start - HOUR),
        end: timestamp(range.end + HOUR),
        requestedBy: host.owner,
        expectedProcess: BLENDER.name,
        expectedLoad: "system.cpu.utilization<=0.97",
      },
    ],
  };
}
