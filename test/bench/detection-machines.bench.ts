/**
 * Real machines as background: 40 virtual machines of a data centre over a month (GWA-T-12 Bitbrains, rnd), miners added
 * to the CPU of every fifth. What the others raise counts as false, though nobody knows what they really did. Metrics
 * only, one class. Needs PLIMSOLL_TEST_DATA.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { DAY, HOUR, SECOND, timestamp } from "../../src/base/time.ts";
import { hourlyFeatures } from "../../src/detection/hourly-features.ts";
import type { HostHours, MetricSamples } from "../../src/detection/input.ts";
import { calendarOf } from "../../src/model/calendar.ts";
import { CPU_UTILIZATION, DISK_READ, DISK_WRITE, NETWORK_RECEIVE, NETWORK_TRANSMIT } from "../../src/model/metrics.ts";
import { poissonBounds } from "../../src/statistics/poisson-bounds.ts";
import { scoreFleet } from "../detection/score-fleet.ts";
import type { MisuseKind } from "../detection/simulation/activities.ts";
import type { Plant } from "../detection/simulation/simulated-fleet.ts";

const folder = path.join(process.env["PLIMSOLL_TEST_DATA"] ?? "", "bitbrains", "2013-7");
const KIBI = 1024;
/** Column and factor to the metric's unit; the traces' time is in seconds whatever its heading says. */
const columns: readonly (readonly [metric: string, column: number, factor: number])[] = [
  [CPU_UTILIZATION, 4, 0.01],
  [DISK_READ, 7, KIBI],
  [DISK_WRITE, 8, KIBI],
  [NETWORK_RECEIVE, 9, KIBI],
  [NETWORK_TRANSMIT, 10, KIBI],
];
const calendar = calendarOf({ timeZone: "Europe/Amsterdam" }, undefined);
/** In each round every fifth machine mines, another one each time, so that all of them do once. */
const ROUNDS = 5;
const MINING_FROM_DAY = 14;

const added: Readonly<Record<"c40" | "60/95" | "c20" | "c10", (isBusiness: boolean) => number>> = {
  "60/95": (isBusiness) => (isBusiness ? 0.6 : 0.95),
  c40: () => 0.4,
  c20: () => 0.2,
  c10: () => 0.1,
};

interface Machine {
  readonly name: string;
  readonly rows: readonly (readonly number[])[];
  readonly cores: number;
}

function readMachine(file: string): Machine {
  const rows = readFileSync(path.join(folder, file), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(";").map(Number))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  return { name: path.basename(file, ".csv"), rows, cores: rows[0]?.[1] ?? 1 };
}

/** A miner takes what its throttle leaves it of the machine, and no more than is free. */
function hostOf(
  { name, rows, cores }: Machine,
  first: number,
  hours: number,
  kind: keyof typeof added | undefined,
): HostHours {
  const start = timestamp(first);
  const times = Float64Array.from(rows, ([time]) => (time ?? 0) * SECOND);
  const metrics = columns.map(([metric, column, factor]) => {
    const values = Float64Array.from(rows, (cells) => (cells[column] ?? Number.NaN) * factor);
    if (metric === CPU_UTILIZATION && kind !== undefined) {
      values.forEach((value, i) => {
        const time = timestamp(times[i] ?? 0);
        if (time >= start + MINING_FROM_DAY * DAY) {
          values[i] = Math.min(1, value + added[kind](calendar.isBusinessTime(time)));
        }
      });
    }
    const samples: MetricSamples = { metric, times, values };
    return hourlyFeatures(samples, start, hours);
  });
  return {
    host: name,
    className: "virtual-machine",
    expectation: undefined,
    calendar,
    logicalCpus: cores,
    start,
    hours,
    data: { start, end: timestamp(start + hours * HOUR) },
    metrics,
  };
}

function measureMachines(): void {
  const machines = readdirSync(folder).sort().map(readMachine);
  const times = machines.flatMap(({ rows }) => [rows[0]?.[0] ?? Infinity, rows.at(-1)?.[0] ?? -Infinity]);
  const first = Math.floor((Math.min(...times) * SECOND) / HOUR) * HOUR;
  const hours = Math.ceil((Math.max(...times) * SECOND - first) / HOUR);
  console.log(`${machines.length} machines, ${(hours / 24).toFixed(0)} days, mining from day ${MINING_FROM_DAY}`);

  const honest = scoreFleet({ hosts: machines.map((machine) => hostOf(machine, first, hours, undefined)), plants: [] });
  const alarms = honest.falseAlarms.length;
  const bounds = poissonBounds(alarms);
  const rate = (count: number): string => (count / honest.innocentMonths).toFixed(3);
  console.log(
    `without miners: ${alarms} alarms on ${new Set(honest.falseAlarms.map(({ host }) => host)).size} machines, ` +
      `${rate(alarms)} a host-month (${rate(bounds.lower)}-${rate(bounds.upper)})`,
  );
  for (const kind of ["60/95", "c40", "c20", "c10"] as const satisfies readonly MisuseKind[]) {
    const outcomes = Array.from({ length: ROUNDS }, (_, round) => {
      const start = timestamp(first + MINING_FROM_DAY * DAY);
      const mined = machines.filter((_machine, which) => which % ROUNDS === round);
      const plants: Plant[] = mined.map(({ name }) => ({ host: name, className: "virtual-machine", kind, start }));
      const hosts = machines.map((machine) =>
        hostOf(machine, first, hours, mined.includes(machine) ? kind : undefined),
      );
      return scoreFleet({ hosts, plants }).outcomes;
    }).flat();
    const found = outcomes.filter((outcome) => outcome.found).length;
    const mining = outcomes.filter(({ profile }) => profile === "cpu-mining").length;
    console.log(
      `${kind.padEnd(6)} found ${found}/${outcomes.length} within a day of its start, ${mining} read as cpu-mining`,
    );
  }
}

if (existsSync(folder)) measureMachines();
else console.log("PLIMSOLL_TEST_DATA names no folder with bitbrains in it: nothing was measured.");
