/**
 * Contestants, each in a process of its own, so that its memory is its own too and nothing that ran before has warmed it.
 *
 * A benchmark's program starts itself again with the contestant's name. The clock is inside that process: from before
 * the target is opened until after it is closed; starting Node is nobody's time.
 */
import { spawnSync } from "node:child_process";
import { rmSync, statSync } from "node:fs";
import path from "node:path";
import { ROUNDS } from "./scale.ts";

export interface Place {
  /** What is read. */
  readonly source: string;
  /** The database file that is made, or that is there already. */
  readonly target: string;
}

/** Returns how many records it took, where it knows. */
export type Contestant = (place: Place) => Promise<number | undefined>;

export interface Run {
  readonly seconds: number;
  /** Of all threads: on a machine that others use, a better measure of the work than the clock. */
  readonly processorSeconds: number;
  /** Size of the target at rest. */
  readonly bytes: number;
  /** Resident, of the contestant's own process: what it starts is not in it. */
  readonly peakMegabytes: number;
  readonly count: number | undefined;
}

type Contestants = Readonly<Record<string, Contestant>>;

/** Runs the contestant that this process was started for; `compare` where it was started for none. */
export async function contest(contestants: Contestants, compare: () => Promise<void>): Promise<void> {
  const [name, source, target] = process.argv.slice(2);
  if (name === undefined || source === undefined || target === undefined) return compare();
  const contestant = contestants[name];
  if (contestant === undefined) throw new Error(`There is no contestant "${name}".`);
  const started = performance.now();
  const before = process.cpuUsage();
  const count = await contestant({ source, target });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const run: Run = {
    seconds,
    processorSeconds: (user + system) / 1e6,
    count,
    bytes: statSync(target).size,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
  console.log(JSON.stringify(run));
}

/** One contestant, once. */
export function runApart(name: string, place: Place): Run {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [process.argv[1] ?? "", name, place.source, place.target],
    { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
  );
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  const run: Run = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  return run;
}

/** Every contestant in every round, on a target that was not there before. */
export function race<Name extends string>(
  names: readonly Name[],
  source: string,
  directory: string,
  rounds = ROUNDS,
): Record<Name, Run[]> {
  const runs = Object.fromEntries(names.map((name): [string, Run[]] => [name, []])) as Record<Name, Run[]>;
  const target = path.join(directory, "contest.db");
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      removeDatabase(target);
      runs[name].push(runApart(name, { source, target }));
    }
  }
  removeDatabase(target);
  return runs;
}

function removeDatabase(file: string): void {
  for (const ending of ["", ".wal", "-wal", "-shm", "-lock"]) rmSync(`${file}${ending}`, { force: true });
}
