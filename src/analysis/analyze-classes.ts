/** Detection over all classes: one after the other in this thread, or at the same time in threads of their own. */
import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { TimeRange } from "../base/time.ts";
import type { DetectionChoices } from "../model/detection-choices.ts";
import type { HostSummary, SystemClass } from "../model/fleet.ts";
import type { Workspace } from "../store/workspace.ts";
import { builtEntry, runsAsBuilt } from "../workers/built-entry.ts";
import { openPool } from "../workers/pool.ts";
import { analyzeClass, standingName, type ClassFindings, type ClassJob, type ClassNotice } from "./analyze-class.ts";
import type { FileJob } from "./class-worker.ts";
import type { Pause } from "./pause.ts";
import { hourSpan } from "./hour-span.ts";

export interface ClassRun {
  readonly hosts: readonly HostSummary[];
  readonly classes: ReadonlyMap<string, SystemClass>;
  readonly range: TimeRange | undefined;
  readonly choices: DetectionChoices;
  /** Threads to use; 0 is this one. What pays unless told. */
  readonly workers: number | undefined;
}

/** With fewer samples a thread takes longer to start than it saves. */
const WORTH_THREADS = 5_000_000;
/** How often a cancel is looked for while threads work. */
const WATCH_MS = 50;
const THREAD_ENTRY = "class-worker";

/** In order of class, then of name for hosts without one; the number of threads changes nothing. */
export async function analyzeClasses(
  workspace: Workspace,
  run: ClassRun,
  pause: Pause,
  progress: (share: number, doing: string) => void,
): Promise<ClassFindings[]> {
  const jobs = classJobs(workspace, run);
  let begun = 0;
  const onNotice = (notice: ClassNotice): void => {
    if (notice.type === "reading") progress(begun++ / run.hosts.length, `Reading ${notice.host}`);
    else keepKnown(workspace, notice);
  };
  const threads = Math.min(jobs.length, run.workers ?? threadsThatPay(run.hosts));
  const entry = threads === 0 ? undefined : builtEntry(THREAD_ENTRY);
  if (entry !== undefined) return inThreads(workspace.path, jobs, entry, threads, pause, onNotice);
  const findings: ClassFindings[] = [];
  for (const job of jobs) findings.push(await analyzeClass(workspace, job, pause, onNotice));
  return findings;
}

function keepKnown(workspace: Workspace, { weeks, pasts }: Extract<ClassNotice, { type: "known" }>): void {
  workspace.keepAtOnce(() => {
    for (const { host, weeks: ofHost } of weeks) workspace.keepWeeksOfHours(host, ofHost);
    for (const { name, metric, part, blocks } of pasts) workspace.keepPast(name, metric, part, blocks);
  });
}

/** Sources do not start threads of whatever build lies beside them. */
function threadsThatPay(hosts: readonly HostSummary[]): number {
  const samples = hosts.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
  return runsAsBuilt() && samples >= WORTH_THREADS ? availableParallelism() : 0;
}

export function classJobs(
  workspace: Workspace,
  { hosts, classes, range, choices }: Omit<ClassRun, "workers">,
): ClassJob[] {
  // All hosts', so that renewing one host's results sees what an analysis of the whole did.
  const span = hourSpan(workspace.series());
  if (span === undefined) return [];
  const groups = new Map<string, HostSummary[]>();
  for (const host of hosts) {
    const key = standingName(host);
    groups.set(key, [...(groups.get(key) ?? []), host]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, members]) => ({
      hosts: members,
      systemClass: classes.get(members[0]?.className ?? ""),
      span,
      range,
      choices,
    }));
}

async function inThreads(
  path: string,
  jobs: readonly ClassJob[],
  entry: string,
  threads: number,
  pause: Pause,
  onNotice: (notice: ClassNotice) => void,
): Promise<ClassFindings[]> {
  const pool = openPool<FileJob, ClassFindings, ClassNotice>(entry, threads);
  try {
    const findings = Promise.all(jobs.map((job) => pool.run({ ...job, path }, onNotice)));
    return await untilCancelled(findings, pause);
  } finally {
    await pool.close();
  }
}

/** Threads cannot be asked to pause: the wait for them is what a cancel ends. */
async function untilCancelled<T>(work: Promise<T>, pause: Pause): Promise<T> {
  let isDone = false;
  const finished = work.then(
    () => (isDone = true),
    () => (isDone = true),
  );
  while (!isDone) {
    await Promise.race([finished, setTimeout(WATCH_MS)]);
    await pause();
  }
  return work;
}
