/**
 * Live sampling of this machine into a workspace, scored by the same analysis as everything else.
 *
 * Readings come at a fixed cadence. One that is late is taken late and says so by its time; one that is missed is missed:
 * nothing is filled in, and after a hole (a machine asleep, an engine too busy) there are no rates until two readings
 * follow each other again. What was read is committed every so often as a source of its own.
 */
import { cpus, hostname } from "node:os";
import { describeError } from "../base/errors.ts";
import { fromMilliseconds, type Timestamp } from "../base/time.ts";
import type { Episode } from "../model/episode.ts";
import type { LiveStatus } from "../model/live-status.ts";
import type { Workspace } from "../store/workspace.ts";
import { gpuReader } from "./gpus.ts";
import { linuxSampler } from "./linux/linux-sampler.ts";
import { liveSource } from "./live-source.ts";
import { portableSampler } from "./portable-sampler.ts";
import type { MachineReading } from "./machine-reading.ts";

export interface LiveOptions {
  readonly intervalSeconds: number;
  /** Time between two commits; what a crash may lose. */
  readonly flushSeconds?: number;
  readonly now?: () => Timestamp;
  /** Analyses the workspace and gives its episodes. */
  readonly score?: () => Promise<readonly Episode[]>;
  /** Told once of each alarm that no justification explains. */
  readonly onAlert?: (episode: Episode) => void;
  /** Told after each commit. */
  readonly onStatus?: (status: LiveStatus) => void;
}

export interface LiveSession {
  status(): LiveStatus;
  /** Ends the sampling and commits what is held back. */
  stop(): Promise<LiveStatus>;
}

const FLUSH_SECONDS = 60;
/** Connections and GPUs cost more to look at than all else, and change slowly. */
const SELDOM_SECONDS = 30;
/** A reading later than so many intervals after the one before follows a hole. */
const HOLE = 1.5;
/** Analysing may take this share of the time at most: on a large workspace it runs more seldom. */
const SCORING_SHARE = 0.1;

/** Milliseconds that somebody who ends the sampling may be kept waiting for a last analysis. */
const LONGEST_LAST_SCORING = 5_000;
/** Sentences that are kept. */
const MOST_ALERTS = 200;

export function startLive(workspace: Workspace, options: LiveOptions): LiveSession {
  const { intervalSeconds } = options;
  const now = options.now ?? ((): Timestamp => fromMilliseconds(Date.now()));
  const host = workspace.resolveHost(hostname()) ?? hostname();
  workspace.mergeHosts([
    { name: host, logicalCpus: cpus().length, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  ]);
  const sampler = process.platform === "linux" ? linuxSampler() : portableSampler();
  const gpus = gpuReader();
  const source = liveSource(workspace, host);
  const startedAt = now();
  const began = performance.now();
  const alerts: string[] = [];
  const raised = new Set<string>();
  let counts = { samples: 0, processes: 0, connections: 0 };
  let busyMicroseconds = 0;
  let missed = 0;
  let lastRead = Number.NaN;
  let lastSeldom = Number.NEGATIVE_INFINITY;
  let lastFlush = began;
  let scoredAt = Number.NEGATIVE_INFINITY;
  let scoringTook = 0;
  let isRunning = true;
  let wake: (() => void) | undefined;
  const loop = run();

  return {
    status,
    async stop() {
      isRunning = false;
      wake?.();
      await loop;
      return status();
    },
  };

  function status(): LiveStatus {
    const elapsed = Math.max(1, performance.now() - began);
    const cost = busyMicroseconds / 1000 / elapsed;
    return { isRunning, host, startedAt, intervalSeconds, ...counts, alerts: [...alerts], cost };
  }

  async function run(): Promise<void> {
    for (let tick = 0; isRunning;) {
      await attempt("This machine could not be sampled", read);
      const sinceFlush = (performance.now() - lastFlush) / 1000;
      if (isRunning && sinceFlush >= (options.flushSeconds ?? FLUSH_SECONDS)) await commitAndScore();
      const next = Math.floor((performance.now() - began) / 1000 / intervalSeconds) + 1;
      missed += next - tick - 1;
      tick = next;
      await sleep(began + next * intervalSeconds * 1000 - performance.now());
    }
    await commitAndScore();
  }

  async function read(): Promise<void> {
    const at = performance.now();
    const isSeldom = (at - lastSeldom) / 1000 >= SELDOM_SECONDS;
    const seconds = (at - lastRead) / 1000;
    const elapsed = seconds <= intervalSeconds * HOLE ? seconds : undefined;
    const before = process.cpuUsage();
    const reading = await sampler.read(now(), elapsed, isSeldom);
    lastRead = at;
    spend(before);
    if (isSeldom) lastSeldom = at;
    const more = isSeldom ? await gpus.read() : [];
    const whole: MachineReading = { ...reading, metrics: [...reading.metrics, ...more] };
    source.add(whole);
  }

  async function commitAndScore(): Promise<void> {
    await attempt("Live readings could not be stored", () => {
      const before = process.cpuUsage();
      const notes = missed === 0 ? [] : [`${String(missed)} readings were missed since the last commit.`];
      counts = source.flush(notes);
      missed = 0;
      lastFlush = performance.now();
      spend(before);
    });
    options.onStatus?.(status());
    const isTooSoon = performance.now() - scoredAt < scoringTook / SCORING_SHARE;
    if (isRunning ? isTooSoon : scoringTook > LONGEST_LAST_SCORING) return;
    await attempt("Live readings could not be analysed", score);
  }

  async function score(): Promise<void> {
    if (options.score === undefined) return;
    const before = performance.now();
    const episodes = await options.score();
    scoredAt = performance.now();
    scoringTook = scoredAt - before;
    for (const episode of episodes) {
      const isPast = episode.end !== undefined && episode.end < startedAt;
      if (episode.host !== host || isPast || !episode.alarm || raised.has(episode.id)) continue;
      if (episode.justification.state !== "unexplained") continue;
      raised.add(episode.id);
      tell(`${host}: unexplained load that looks like ${episode.profile} (episode ${episode.id}).`);
      options.onAlert?.(episode);
    }
  }

  /** Sampling goes on whatever happens; each kind of trouble is told once. */
  async function attempt(what: string, action: () => void | Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      const alert = `${what}: ${describeError(error)}`;
      tell(alert);
    }
  }

  function tell(alert: string): void {
    if (!alerts.includes(alert) && alerts.length < MOST_ALERTS) alerts.push(alert);
  }

  function spend(before: NodeJS.CpuUsage): void {
    const { user, system } = process.cpuUsage(before);
    busyMicroseconds += user + system;
  }

  async function sleep(milliseconds: number): Promise<void> {
    if (!isRunning || milliseconds <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wake = undefined;
  }
}
