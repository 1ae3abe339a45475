/**
 * Writes what was collected for a whole site: the network sensor's connections, forwarded Windows events, control
 * events. A local day at a time, so that a large fleet needs no more memory than its busiest day.
 */
import { SECOND, timestamp, type Timestamp } from "../base/time.ts";
import type { Random } from "../statistics/random.ts";
import { byteWriter } from "./formats/byte-writer.ts";
import type { ManifestSource } from "./formats/manifest.ts";
import { createOutputFile } from "./formats/output-file.ts";
import {
  networkConnection,
  processCreated,
  processTerminated,
  windowsEvent,
  type EventDocument,
} from "./formats/sysmon-json-writer.ts";
import { CONTROL_HEADER, controlRow } from "./formats/tidy-writer.ts";
import { writeZeekConnection, writeZeekEnd, writeZeekHeader } from "./formats/zeek-conn-writer.ts";
import { atLocal, localDays, type Period } from "./period.ts";
import type { Control, Flow, HostPlan, ProcessRun } from "./plan.ts";
import { routineActivity } from "./routine-activity.ts";
import type { Site } from "./sites.ts";

export async function writeSite(
  folder: string,
  site: Site,
  plans: readonly HostPlan[],
  period: Period,
  random: Random,
  onDay: (share: number) => void,
): Promise<ManifestSource[]> {
  const paths = {
    network: `network/${site.name}-conn.log`,
    events: `events/${site.name}-winlogbeat.ndjson`,
    controls: `controls/${site.name}.csv`,
  };
  const hasWindows = plans.some(({ host }) => host.machine.os === "windows");
  const open = async (path: string) => byteWriter(await createOutputFile(`${folder}/${path}`));
  const network = await open(paths.network);
  const events = hasWindows ? await open(paths.events) : undefined;
  const controls = hasWindows ? await open(paths.controls) : undefined;

  const closing = byTime<Flow>(period, (flow) => timestamp(flow.start + flow.seconds * SECOND));
  const documents = byTime<EventDocument>(period, ({ time }) => time);
  const reported = byTime<Control>(period, ({ time }) => time);
  for (const plan of plans) {
    const { incidents } = plan;
    closing.add(incidents.flows);
    reported.add(incidents.controls);
    documents.add(plannedDocuments(plan));
  }

  const uids = random.fork("connection-ids");
  writeZeekHeader(network, period.start);
  controls?.text(CONTROL_HEADER);
  const [zone] = plans.map(({ host }) => host.calendar.zone);
  const days = zone === undefined ? [] : localDays(zone, period);
  try {
    for (const [index, day] of days.entries()) {
      for (const plan of plans) {
        const today = routineActivity(plan, day, random.fork(`${plan.host.name}/${day}`));
        closing.add(today.flows);
        reported.add(today.controls);
        documents.add(today.runs.flatMap((run) => runDocuments(plan, run)));
        documents.add(connectionDocuments(today.flows));
      }
      const midnight = zone === undefined ? period.end : atLocal(zone, day + 1, 0);
      for (const flow of closing.takeBefore(midnight)) writeZeekConnection(network, flow, uids);
      for (const { text } of documents.takeBefore(midnight)) events?.text(`${text}\n`);
      for (const control of reported.takeBefore(midnight)) controls?.text(controlRow(control));
      await network.flush();
      await events?.flush();
      await controls?.flush();
      onDay((index + 1) / days.length);
    }
    writeZeekEnd(network, period.end);
  } finally {
    await network.close();
    await events?.close();
    await controls?.close();
  }
  return hasWindows
    ? [{ path: paths.network }, { path: paths.events }, { path: paths.controls }]
    : [{ path: paths.network }];
}

function plannedDocuments(plan: HostPlan): EventDocument[] {
  const { host, incidents, residents } = plan;
  if (host.machine.os !== "windows") return [];
  return [
    ...residents.filter(isStarted).map((run) => processCreated(host, run)),
    ...incidents.runs.flatMap((run) => runDocuments(plan, run)),
    ...connectionDocuments(incidents.flows),
    ...incidents.windowsEvents.map(windowsEvent),
  ];
}

/** The kernel's process is there from the first moment: nothing reports its creation. */
function isStarted(run: ProcessRun): boolean {
  return run.program.fixedPid === undefined;
}

/** A restart ends everything without a word. */
function runDocuments({ host, restarts }: HostPlan, run: ProcessRun): EventDocument[] {
  const created = processCreated(host, run);
  return restarts.includes(run.end) ? [created] : [created, processTerminated(host, run)];
}

function connectionDocuments(flows: readonly Flow[]): EventDocument[] {
  return flows.flatMap((flow) =>
    flow.loggedBy === undefined || flow.host.machine.os !== "windows" ? [] : [networkConnection(flow, flow.loggedBy)],
  );
}

/** Keeps what is not due yet; hands out what is, in order of time. What lies outside the period is dropped. */
function byTime<T>(period: Period, timeOf: (entry: T) => Timestamp) {
  let waiting: { readonly time: Timestamp; readonly entry: T }[] = [];
  return {
    add(entries: readonly T[]): void {
      for (const entry of entries) {
        const time = timeOf(entry);
        if (time >= period.start && time < period.end) waiting.push({ time, entry });
      }
    },
    takeBefore(end: Timestamp): T[] {
      const due = waiting.filter(({ time }) => time < end).sort((a, b) => a.time - b.time);
      waiting = waiting.filter(({ time }) => time >= end);
      return due.map(({ entry }) => entry);
    },
  };
}
