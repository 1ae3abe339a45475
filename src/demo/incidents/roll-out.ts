/** A new agent on every host within one day: a little more load everywhere, for good, and no ticket in the bundle. */
import { DAY, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { installed, unixProgram } from "../machines/programs.ts";
import { atLocal, workdayAt, type Period } from "../period.ts";
import type { HostPlan, Incident } from "../plan.ts";
import { runsOver } from "../process-runs.ts";

const WINDOWS_AGENT = installed("C:\\Program Files\\Harborlight\\Fleet Agent\\FleetAgent.exe", {
  arguments: "--service",
  description: "Harborlight Fleet Agent",
  company: "Harborlight Software",
});
const UNIX_AGENT = unixProgram("/opt/harborlight/bin/fleet-agentd", { arguments: "--foreground" });

export function rollOut(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const start = atLocal(zone, workdayAt(host.calendar, period, 0.34), random.between(8, 18));
  const range = { start, end: timestamp(period.end + DAY) };
  const program = host.machine.os === "linux" ? UNIX_AGENT : WINDOWS_AGENT;
  const runs = runsOver({ host, program, range, restarts: plan.restarts, random });
  const cpu = random.between(0.02, 0.04);
  return {
    loads: runs.map((run) => ({
      start: run.start,
      end: run.end,
      run,
      cpu,
      jitter: 0.25,
      jitterMinutes: 30,
      traffic: { diskRead: 60_000, diskWrite: 90_000, networkTransmit: 9_000, networkReceive: 3_000 },
      memory: 0.012,
    })),
    runs,
    labels: [
      { host: host.name, start, end: period.end, kind: "roll-out", explained: false, title: "Fleet agent installed" },
    ],
  };
}
