/**
 * The reference case: a customised miner, side-loaded from a USB stick by the owner of a quiet R&D server, named like a
 * system service, throttled in business hours, on one persistent connection to a pool.
 *
 * The pool's address is from a range reserved for documentation (203.0.113.0/24).
 */
import { DAY, HOUR, MINUTE, SECOND, timestamp, type TimeRange, type Timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import { CMD, POWERSHELL, systemProgram } from "../machines/programs.ts";
import type { Period } from "../period.ts";
import type { Control, Flow, HostPlan, Incident, Load, ParentProcess, ProcessRun, WindowsEvent } from "../plan.ts";
import { desktop, pidIn, runsOver } from "../process-runs.ts";
import type { Program } from "../program.ts";

const POOL = { ip: "203.0.113.77", port: 14_433 };
const BUSINESS_HOURS_LOAD = 0.6;
const OFF_PEAK_LOAD = 0.95;

const MINER: Program = {
  name: "svchost.exe",
  executable: "E:\\drv\\svchost.exe",
  commandLine: "E:\\drv\\svchost.exe -c E:\\drv\\svc.dat",
  originalFileName: "rxdrv.exe",
  description: "-",
  company: "-",
  account: "owner",
};

/** Starts at `start`, which may lie before the data, and never ends. */
export function miner(plan: HostPlan, period: Period, random: Random, start: Timestamp): Incident {
  const { host } = plan;
  const prepared = prepare(plan, start, random.fork("preparation"));
  const runs = runsOver({
    host,
    program: MINER,
    range: { start, end: timestamp(period.end + DAY) },
    restarts: plan.restarts.filter((restart) => restart > start),
    random,
    parent: () => prepared.shell,
  });
  const sessions = runs.flatMap((run) => connected(run, period, random).map((range) => ({ run, range })));
  return {
    loads: sessions.map(({ run, range }): Load => ({
      start: range.start,
      end: range.end,
      run,
      cpu: (time) => (host.calendar.isBusinessTime(time) ? BUSINESS_HOURS_LOAD : OFF_PEAK_LOAD),
      jitter: 0.025,
      jitterMinutes: 20,
      memory: 0.04,
      traffic: { networkReceive: 30, networkTransmit: 18 },
    })),
    runs: [...prepared.runs, ...runs],
    flows: sessions.map(({ run, range }) => poolConnection(plan, run, range, random)),
    controls: prepared.controls,
    windowsEvents: prepared.windowsEvents,
    labels: [
      {
        host: host.name,
        start,
        end: period.end,
        kind: "cpu-mining",
        explained: false,
        title: "Disguised, throttled miner",
      },
    ],
  };
}

/** Spans in which the pool could be reached: days on end, with breaks of minutes, now and then of hours. */
function connected(run: ProcessRun, period: Period, random: Random): TimeRange[] {
  const spans: TimeRange[] = [];
  let time = run.start + 3 * SECOND;
  while (time < run.end && time < period.end) {
    const end = Math.min(run.end, time + (0.5 + 4.5 * random.exponential()) * DAY);
    spans.push({ start: timestamp(time), end: timestamp(end) });
    time = end + (random.chance(0.15) ? random.between(1, 7) * HOUR : random.between(2, 40) * MINUTE);
  }
  return spans;
}

function poolConnection(plan: HostPlan, run: ProcessRun, { start, end }: TimeRange, random: Random): Flow {
  const seconds = (end - start) / SECOND;
  return {
    host: plan.host,
    start,
    seconds,
    sourcePort: random.integer(49_700, 65_500),
    destinationIp: POOL.ip,
    destinationPort: POOL.port,
    transport: "tcp",
    application: "-",
    bytesOut: Math.round(seconds * random.between(10, 13)),
    bytesIn: Math.round(seconds * random.between(19, 24)),
    state: random.chance(0.5) ? "RSTO" : "RSTR",
    loggedBy: run,
  };
}

interface Preparation {
  readonly shell: ParentProcess;
  readonly runs: readonly ProcessRun[];
  readonly controls: readonly Control[];
  readonly windowsEvents: readonly WindowsEvent[];
}

/** The quarter of an hour before: logon, stick, a shell, protection off, power saving off. */
function prepare(plan: HostPlan, start: Timestamp, random: Random): Preparation {
  const { host } = plan;
  const before = (minutes: number): Timestamp => timestamp(start - minutes * MINUTE);
  const booted = plan.restarts.findLast((restart) => restart < start) ?? timestamp(start - 20 * DAY);

  const shell: ProcessRun = {
    program: { ...CMD, account: "owner" },
    pid: pidIn("planned", host, random),
    parent: desktop(host, booted),
    user: host.account,
    start: before(9.3),
    end: timestamp(start + 4 * MINUTE),
  };
  const parent: ParentProcess = { pid: shell.pid, ...shell.program, start: shell.start };
  const typed = (program: Program, minutes: number): ProcessRun => ({
    program: { ...program, account: "owner" },
    pid: pidIn("planned", host, random),
    parent,
    user: host.account,
    start: before(minutes),
    end: timestamp(before(minutes) + 2 * SECOND),
  });
  const powercfg = (argument: string): Program =>
    systemProgram("powercfg.exe", `powercfg ${argument}`, "Power Settings Command-Line Tool");

  return {
    shell: parent,
    runs: [
      shell,
      typed({ ...POWERSHELL, commandLine: "powershell Set-MpPreference -DisableRealtimeMonitoring $true" }, 7.1),
      typed(systemProgram("sc.exe", "sc stop Sense", "Service Control Manager Configuration Tool"), 6.2),
      typed(powercfg("/change standby-timeout-ac 0"), 4.4),
      typed(powercfg("/setactive 8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c"), 3.8),
    ],
    controls: [
      {
        host,
        time: before(14),
        action: "logon",
        user: host.account,
        message: "Interactive logon (type 2) at the console",
      },
      {
        host,
        time: before(11.2),
        action: "device-attached",
        user: host.account,
        message: "USB mass storage attached: SanDisk Ultra USB 3.0, serial 4C530001230915117284, volume E:",
      },
      {
        host,
        time: before(3.7),
        action: "power-saving-off",
        user: host.account,
        message: "Power scheme changed from Balanced to High performance; sleep after: never",
      },
    ],
    windowsEvents: [
      {
        host,
        time: before(7),
        channel: "Microsoft-Windows-Windows Defender/Operational",
        provider: "Microsoft-Windows-Windows Defender",
        eventId: 5001,
        fields: { "Product Name": "Microsoft Defender Antivirus", "Product Version": "4.18.25110.6" },
      },
      {
        host,
        time: before(6.1),
        channel: "System",
        provider: "Service Control Manager",
        eventId: 7036,
        fields: {
          param1: "Windows Defender Advanced Threat Protection Service",
          param2: "stopped",
          Binary: Buffer.from("Sense/1\0", "utf16le").toString("hex").toUpperCase(),
        },
      },
    ],
  };
}
