/** A new legitimate service that stays, and that nobody wrote a ticket for. */
import { DAY, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { installed, unixProgram } from "../machines/programs.ts";
import { atLocal, workdayAt, type Period } from "../period.ts";
import type { HostPlan, Incident } from "../plan.ts";
import { runsOver } from "../process-runs.ts";
import type { Program } from "../program.ts";

const WINDOWS_SERVICES: readonly Program[] = [
  installed("C:\\Program Files\\GrafanaLabs\\grafana\\bin\\grafana-server.exe", {
    account: "service",
    company: "Grafana Labs",
  }),
  installed("C:\\Program Files\\PostgreSQL\\17\\bin\\postgres.exe", {
    arguments: "-D D:\\pgdata",
    account: "service",
    company: "PostgreSQL Global Development Group",
  }),
  installed("C:\\Program Files\\Elastic\\Elasticsearch\\jdk\\bin\\java.exe", {
    arguments: "-Xmx8g org.elasticsearch.server",
    account: "service",
    company: "Eclipse Adoptium",
  }),
];
const UNIX_SERVICE = unixProgram("/usr/sbin/nginx", { arguments: "-g daemon off;" });

export function deployment(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const day = workdayAt(host.calendar, period, random.between(0.12, 0.85));
  const start = atLocal(zone, day, random.between(9, 17));
  const range = { start, end: timestamp(period.end + DAY) };
  const program = host.machine.os === "linux" ? UNIX_SERVICE : random.pick(WINDOWS_SERVICES);
  const runs = runsOver({ host, program, range, restarts: plan.restarts, random });
  const quiet = random.between(0.02, 0.07);
  const busy = quiet * random.between(1.3, 2.4);
  return {
    loads: runs.map((run) => ({
      start: run.start,
      end: run.end,
      run,
      cpu: (time) => (host.calendar.isBusinessTime(time) ? busy : quiet),
      jitter: 0.3,
      jitterMinutes: 45,
      traffic: {
        diskRead: 14_000_000 * busy,
        diskWrite: 9_000_000 * busy,
        networkReceive: 6_000_000 * busy,
        networkTransmit: 8_000_000 * busy,
      },
      memory: random.between(0.03, 0.1),
    })),
    runs,
    labels: [
      {
        host: host.name,
        start,
        end: period.end,
        kind: "unknown",
        explained: false,
        title: `New service (${program.name})`,
      },
    ],
  };
}
