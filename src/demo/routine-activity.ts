/** What happens on a host on any day: programs that come and go, connections, logons, devices. */
import { DAY, HOUR, MINUTE, SECOND, timestamp, type Timestamp } from "../base/time.ts";
import type { Random } from "../statistics/random.ts";
import type { Destination } from "./destinations.ts";
import { atLocal } from "./period.ts";
import type { Control, Flow, HostPlan, ProcessRun } from "./plan.ts";
import { pidIn, runAt, starter, userOf } from "./process-runs.ts";

export interface DayOfHost {
  readonly runs: readonly ProcessRun[];
  readonly flows: readonly Flow[];
  readonly controls: readonly Control[];
}

/** Share of a working day's activity that is left on a day off. */
const DAY_OFF = { endpoint: 0.06, server: 0.55 };

export function routineActivity(plan: HostPlan, day: number, random: Random): DayOfHost {
  const { host } = plan;
  const { machine } = host;
  const isDesk = machine.className === "office-endpoint";
  const isOff = plan.daysOff.has(day);
  const share = isOff ? (isDesk ? DAY_OFF.endpoint : DAY_OFF.server) : 1;
  /** Endpoints are busy while their owner is there, servers all day. */
  const moment = (): Timestamp =>
    atLocal(host.calendar.zone, day, isDesk ? 8 + host.shiftHours + 10 * random.next() : 24 * random.next());

  const runs = Array.from({ length: poisson(machine.shortLivedPerDay * share, random) }, () =>
    shortRun(plan, moment(), random),
  );
  const flows = Array.from({ length: poisson(machine.flowsPerDay * share, random) }, () =>
    routineFlow(plan, destination(machine.destinations, random), moment(), random),
  );
  return { runs, flows, controls: routineControls(plan, day, isDesk, isOff, random) };
}

function shortRun(plan: HostPlan, start: Timestamp, random: Random): ProcessRun {
  const { host } = plan;
  const program = random.pick(host.machine.shortLived);
  const booted = bootedBefore(plan, start);
  return {
    program,
    pid: pidIn("short", host, random),
    parent: starter(program, host, booted),
    user: userOf(program, host),
    start,
    end: timestamp(start + (program.account === "owner" ? 20 * MINUTE : 6 * SECOND) * random.exponential() + SECOND),
  };
}

function routineFlow(plan: HostPlan, to: Destination, start: Timestamp, random: Random): Flow {
  const around = (median: number, spread: number): number => median * Math.exp(spread * random.normal());
  const run = runAt(plan.residents, to.program, start);
  return {
    host: plan.host,
    start,
    seconds: around(to.seconds, 0.7),
    sourcePort: random.integer(49_152, 65_535),
    destinationIp: to.ip,
    destinationPort: to.port,
    transport: to.transport,
    application: to.application,
    bytesOut: Math.round(around(to.bytesOut, 0.9)),
    bytesIn: Math.round(around(to.bytesIn, 0.9)),
    state: to.transport === "udp" || random.chance(0.9) ? "SF" : "RSTO",
    loggedBy: random.chance(to.logged) ? run : undefined,
  };
}

function routineControls(plan: HostPlan, day: number, isDesk: boolean, isOff: boolean, random: Random): Control[] {
  const { host } = plan;
  if (host.machine.os === "linux") return [];
  const zone = host.calendar.zone;
  const controls: Control[] = [];
  if (isDesk && !isOff) {
    controls.push({
      host,
      time: atLocal(zone, day, 8 + host.shiftHours + 0.4 * random.next()),
      action: "logon",
      user: host.account,
      message: "Interactive logon (type 2) at the console",
    });
  } else if (random.chance(isOff ? 0.04 : 0.3)) {
    controls.push({
      host,
      time: atLocal(zone, day, random.between(8.5, 20)),
      action: "logon",
      user: host.account,
      message: `Remote interactive logon (type 10) from ${host.site.network}.1.${random.integer(11, 60)}`,
    });
  }
  if (!isOff && random.chance(isDesk ? 0.05 : 0.012)) {
    const serial = random.integer(1e9, 9e9);
    const device = random.pick([
      "USB mass storage: Kingston DataTraveler 3.0",
      "USB mass storage: SanDisk Ultra",
      "USB headset: Jabra Evolve2 40",
    ]);
    controls.push({
      host,
      time: atLocal(zone, day, random.between(9, 17)),
      action: "device-attached",
      user: host.account,
      message: `${device}, serial ${serial}`,
    });
  }
  return controls;
}

function bootedBefore(plan: HostPlan, time: Timestamp): Timestamp {
  return plan.restarts.findLast((restart) => restart <= time) ?? timestamp(time - 20 * DAY - HOUR);
}

function destination(list: readonly Destination[], random: Random): Destination {
  const total = list.reduce((sum, { weight }) => sum + weight, 0);
  let left = total * random.next();
  for (const entry of list) {
    left -= entry.weight;
    if (left < 0) return entry;
  }
  return random.pick(list);
}

/** Knuth's method: fine for the means below a hundred that are used here. */
function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count += 1;
  return count;
}
