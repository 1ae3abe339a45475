/** A program that the host has always had spins on one core until somebody notices, days later. */
import { DAY, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { atLocal, workdayAt, type Period } from "../period.ts";
import type { HostPlan, Incident } from "../plan.ts";
import { desktop, runAt, runsOver } from "../process-runs.ts";
import type { Program } from "../program.ts";

/** A spreadsheet of the owner's, or the service that the host is there for: whichever the class has. */
const PRONE = ["EXCEL.EXE", "java.exe", "sqlservr.exe", "dfsrs.exe", "python3"];

export function hungProcess(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const day = workdayAt(host.calendar, period, random.between(0.1, 0.92));
  const start = atLocal(zone, day, random.between(9, 17));
  const range = { start, end: timestamp(start + random.between(1.2, 6) * DAY) };
  const program = spinning(plan);
  const isService = program.account !== "owner";
  const run = isService
    ? runAt(plan.residents, program.name, start)
    : runsOver({ host, program, range, restarts: plan.restarts, random, parent: desktop })[0];
  if (run === undefined) return {};
  const end = run.end < range.end ? run.end : range.end;
  return {
    loads: [
      {
        start,
        end,
        run,
        cpu: 0.99 / host.logicalCpus,
        jitter: 0.01,
        jitterMinutes: 30,
        memory: 0.01,
      },
    ],
    runs: isService ? [] : [run],
    labels: [
      {
        host: host.name,
        start,
        end,
        kind: "unknown",
        explained: false,
        title: `Hung ${run.program.name}`,
      },
    ],
  };
}

function spinning({ host }: HostPlan): Program {
  const found = host.machine.residents.find(({ program }) => PRONE.includes(program.name));
  if (found === undefined) throw new Error(`The class ${host.machine.className} has no program that could hang.`);
  return found.program;
}
