/**
 * The plan of one host: everything that will happen on it, before a single sample is computed. Incidents add to it,
 * the simulation turns it into samples, and the formats write down what each recording tool would have seen.
 */
import type { TimeRange, Timestamp } from "../base/time.ts";
import type { DemoHost } from "./fleet.ts";
import type { Period } from "./period.ts";
import type { Program } from "./program.ts";

/** The process that started another one. */
export interface ParentProcess {
  readonly pid: number;
  readonly name: string;
  readonly executable: string;
  readonly commandLine: string;
  readonly start: Timestamp;
}

/** One life of a program: from its start to its end, the next restart of the host at the latest. */
export interface ProcessRun {
  readonly program: Program;
  readonly pid: number;
  readonly parent: ParentProcess;
  readonly user: string;
  readonly start: Timestamp;
  /** Equal to or after the period's end for a process that outlives the data. */
  readonly end: Timestamp;
}

/** Bytes a second while a load runs at its mean strength. */
export interface Traffic {
  readonly diskRead?: number;
  readonly diskWrite?: number;
  readonly networkReceive?: number;
  readonly networkTransmit?: number;
}

/** Work that a process puts on its host, on top of what is there. */
export interface Load {
  readonly start: Timestamp;
  readonly end: Timestamp;
  readonly run: ProcessRun;
  /** Share of all CPUs that is wanted, 0–1; it gets no more than is left. */
  readonly cpu: number | ((time: Timestamp) => number);
  /** Relative standard deviation of the load around what is wanted, and how long a deviation lasts. */
  readonly jitter: number;
  readonly jitterMinutes: number;
  readonly traffic?: Traffic;
  /** Share of the host's memory. */
  readonly memory?: number;
  /** Share of the GPU. */
  readonly gpu?: number;
}

/** A connection as the network saw it; `start + seconds` may lie beyond the data. */
export interface Flow {
  readonly host: DemoHost;
  readonly start: Timestamp;
  readonly seconds: number;
  readonly sourcePort: number;
  readonly destinationIp: string;
  readonly destinationPort: number;
  readonly transport: "tcp" | "udp";
  /** As Zeek names it; `-` where it recognised nothing. */
  readonly application: string;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** How it ended, in Zeek's words. */
  readonly state: "SF" | "RSTO" | "RSTR";
  /** The process, where the endpoint's Sysmon is configured to log the connection. */
  readonly loggedBy: ProcessRun | undefined;
}

/** What the endpoint agent reports beside processes. */
export interface Control {
  readonly host: DemoHost;
  readonly time: Timestamp;
  readonly action: "logon" | "device-attached" | "power-saving-off" | "protection-stopped" | "protection-started";
  readonly user: string;
  readonly message: string;
}

/** A record of a Windows event log other than Sysmon's. */
export interface WindowsEvent {
  readonly host: DemoHost;
  readonly time: Timestamp;
  readonly channel: string;
  readonly provider: string;
  readonly eventId: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** A row of the justification table. Claims with the same id are one record that names several hosts. */
export interface Claim {
  readonly id: string;
  readonly kind: "task" | "maintenance" | "workload";
  readonly title: string;
  readonly host: DemoHost;
  readonly start: Timestamp;
  readonly end: Timestamp;
  readonly recurrence: string;
  readonly state: string;
  readonly created: Timestamp;
  readonly metrics: readonly string[];
  readonly expected: string;
  readonly process: string;
}

/** A change request of the ticket system. */
export interface Ticket {
  readonly number: string;
  readonly type: "Normal" | "Standard" | "Emergency";
  readonly title: string;
  readonly description: string;
  readonly host: DemoHost;
  readonly state: "Scheduled" | "Implement" | "Closed" | "Canceled";
  readonly approval: "Approved" | "Not Yet Requested" | "Rejected";
  readonly opened: Timestamp;
  readonly start: Timestamp;
  readonly end: Timestamp;
  readonly requestedBy: string;
  readonly expectedProcess: string;
  readonly expectedLoad: string;
}

/** What was planted, for scoring. `explained` says whether the bundle holds an approved record that covers it. */
export interface Label {
  readonly host: string;
  readonly start: Timestamp;
  readonly end: Timestamp;
  readonly kind: LabelKind;
  readonly explained: boolean;
  readonly title: string;
}

/** Ids of activity profiles. */
export type LabelKind = "cpu-mining" | "backup" | "patching" | "month-end" | "build" | "batch" | "roll-out" | "unknown";

/** What an incident adds to the plan of its host. */
export interface Incident {
  readonly loads?: readonly Load[];
  /** Runs that the endpoint's Sysmon logs; those before the data leave no record. */
  readonly runs?: readonly ProcessRun[];
  readonly flows?: readonly Flow[];
  readonly controls?: readonly Control[];
  readonly windowsEvents?: readonly WindowsEvent[];
  readonly claims?: readonly Claim[];
  readonly tickets?: readonly Ticket[];
  readonly labels?: readonly Label[];
}

export interface HostPlan {
  readonly host: DemoHost;
  /** Times at which the host restarts, ascending; every process ends there. */
  readonly restarts: readonly Timestamp[];
  /** Programs that are always there, one run between two restarts. */
  readonly residents: readonly ProcessRun[];
  /** Local days on which the owner is away. */
  readonly daysOff: ReadonlySet<number>;
  /** Spans in which the metric collector did not run. */
  readonly gaps: readonly TimeRange[];
  readonly incidents: Required<{ [Part in keyof Incident]: NonNullable<Incident[Part]>[number][] }>;
}

/** Adds what an incident did; labels are cut to the period, those outside it are dropped. */
export function addIncident(plan: HostPlan, period: Period, incident: Incident): void {
  const { incidents } = plan;
  incidents.loads.push(...(incident.loads ?? []));
  incidents.runs.push(...(incident.runs ?? []));
  incidents.flows.push(...(incident.flows ?? []));
  incidents.controls.push(...(incident.controls ?? []));
  incidents.windowsEvents.push(...(incident.windowsEvents ?? []));
  incidents.claims.push(...(incident.claims ?? []));
  incidents.tickets.push(...(incident.tickets ?? []));
  for (const label of incident.labels ?? []) {
    const start = label.start < period.start ? period.start : label.start;
    const end = label.end > period.end ? period.end : label.end;
    if (start < end) incidents.labels.push({ ...label, start, end });
  }
}
