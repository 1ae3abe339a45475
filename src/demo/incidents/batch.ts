/** A long batch without a ticket: some days of work with the disk and the network that belong to it. */
import { DAY, HOUR, timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { installed, unixProgram } from "../machines/programs.ts";
import { atLocal, workdayAt, type Period } from "../period.ts";
import type { HostPlan, Incident } from "../plan.ts";
import { desktop, runsOver } from "../process-runs.ts";
import type { Program } from "../program.ts";

const WINDOWS_BATCHES: readonly Program[] = [
  installed("C:\\Program Files\\7-Zip\\7z.exe", {
    arguments: "a -t7z -mx=5 D:\\archive\\projects-2025.7z D:\\projects\\2025",
    account: "owner",
    company: "Igor Pavlov",
  }),
  installed("C:\\Program Files\\HandBrake\\HandBrakeCLI.exe", {
    arguments: "-i D:\\training\\in -o D:\\training\\out",
    account: "owner",
    company: "HandBrake Team",
  }),
  installed("C:\\Program Files\\Tidewater\\Reindex\\reindex.exe", {
    arguments: "--all",
    account: "service",
    company: "Tidewater",
  }),
];
const UNIX_BATCH = unixProgram("/usr/bin/python3", { arguments: "/srv/etl/backfill.py --from 2024" });

export function batch(plan: HostPlan, period: Period, random: Random): Incident {
  const { host } = plan;
  const zone = host.calendar.zone;
  const day = workdayAt(host.calendar, period, random.between(0.1, 0.9));
  const start = atLocal(zone, day, random.between(9, 18));
  const range = { start, end: timestamp(start + Math.max(30 * HOUR, random.between(1.5, 6) * DAY)) };
  const program = host.machine.os === "linux" ? UNIX_BATCH : random.pick(WINDOWS_BATCHES);
  const runs = runsOver({ host, program, range, restarts: plan.restarts, random, parent: desktop });
  const cpu = random.between(0.25, 0.75);
  return {
    loads: runs.map((run) => ({
      start: run.start,
      end: run.end,
      run,
      cpu,
      jitter: 0.25,
      jitterMinutes: 40,
      traffic: {
        diskRead: 30_000_000 * cpu,
        diskWrite: 14_000_000 * cpu,
        networkReceive: 3_000_000 * cpu,
        networkTransmit: 1_500_000 * cpu,
      },
      memory: 0.08,
    })),
    runs,
    labels: [{ host: host.name, ...range, kind: "batch", explained: false, title: `Long batch (${program.name})` }],
  };
}
