/**
 * Kills an importing command at random moments, as a power cut does, and looks at what it leaves: a workspace that opens
 * and is sound, that holds whole sources only, and that is complete once the same command has run again.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import SqliteDatabase from "better-sqlite3";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { writeEvents } from "../bench/events.ts";
import { writeTelemetry } from "../bench/telemetry.ts";

const program = path.resolve(import.meta.dirname, "../../dist/node/cli.js");

/** What a workspace holds of each source, by path: its record and how many rows each table has of it. */
type Holdings = Readonly<Record<string, unknown>>;

export interface KillOutcome {
  /** Sources that each killed import left behind. */
  readonly left: readonly number[];
  readonly sources: number;
}

/** Throws where a killed import left anything but whole sources, or running it again does not complete it. */
export async function killImports(rounds: number, seed: string): Promise<KillOutcome> {
  const folder = mkdtempSync(path.join(tmpdir(), "plimsoll-kill-"));
  try {
    const bundle = path.join(folder, "bundle");
    writeBundle(bundle);
    const whole = path.join(folder, "whole.plimsoll");
    const started = performance.now();
    runToEnd(bundle, whole);
    const duration = performance.now() - started;
    const expected = holdingsOf(whole);

    const random = seededRandom(seed);
    const left: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const file = path.join(folder, `killed-${String(round)}.plimsoll`);
      const after = random.next() * duration;
      await runAndKill(bundle, file, after);
      const found = existsSync(file) ? holdingsOf(file) : {};
      for (const [source, holding] of Object.entries(found)) {
        requireSame(holding, expected[source], `${source}, killed after ${after.toFixed(0)} ms`);
      }
      left.push(Object.keys(found).length);
      runToEnd(bundle, file);
      requireSame(holdingsOf(file), expected, `imported again after ${after.toFixed(0)} ms`);
      for (const name of readdirSync(folder)) if (name.startsWith("killed-")) rmSync(path.join(folder, name));
    }
    return { left, sources: Object.keys(expected).length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sources of each way of being read: a large one in sections, others whole, in several threads. */
function writeBundle(bundle: string): void {
  writeTelemetry(path.join(bundle, "metrics"), { hosts: 3, rows: 10_000 });
  writeTelemetry(path.join(bundle, "logs"), { hosts: 1, rows: 10_000, form: "perfmon" });
  writeEvents(path.join(bundle, "processes"), "processes", 5_000);
  writeEvents(path.join(bundle, "connections"), "connections", 5_000);
  const large = path.join(bundle, "large.csv");
  const metrics = path.join(bundle, "large");
  writeTelemetry(metrics, { hosts: 4, firstRow: 60_000 });
  readdirSync(metrics).forEach((name, index) => {
    const text = readFileSync(path.join(metrics, name), "utf8");
    appendFileSync(large, index === 0 ? text : text.slice(text.indexOf("\n") + 1));
  });
  rmSync(metrics, { recursive: true });
}

function runToEnd(bundle: string, file: string): void {
  const { status, stderr } = spawnSync(process.execPath, [program, "import", bundle, "-w", file], { encoding: "utf8" });
  if (status !== 0) throw new Error(`The import ended with ${String(status)}: ${stderr}`);
}

async function runAndKill(bundle: string, file: string, after: number): Promise<void> {
  const child = spawn(process.execPath, [program, "import", bundle, "-w", file], { stdio: "ignore" });
  const ended = once(child, "exit");
  await Promise.race([setTimeout(after), ended]);
  child.kill("SIGKILL");
  await ended;
}

function holdingsOf(file: string): Holdings {
  const workspace = openWorkspace(file);
  const { problems } = workspace.verifyCustody();
  const sources = workspace.sources();
  workspace.close();
  if (problems.length > 0) throw new Error(`The custody log of a killed import is broken: ${problems.join(" ")}`);

  const database = new SqliteDatabase(file, { readonly: true });
  try {
    const sound = database.pragma("integrity_check", { simple: true });
    if (sound !== "ok") throw new Error(`SQLite finds the workspace damaged: ${String(sound)}`);
    const tables = database
      .prepare<[], { name: string }>(
        `SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'source_id' WHERE m.type = 'table'`,
      )
      .all()
      .map(({ name }) => name);
    const known = new Set(sources.map(({ id }) => id));
    const rows = new Map<number, Record<string, number>>();
    for (const table of tables) {
      const counts = database
        .prepare<[], { id: number; count: number }>(
          `SELECT source_id AS id, count(*) AS count FROM ${table} GROUP BY 1`,
        )
        .all();
      for (const { id, count } of counts) {
        if (!known.has(id)) throw new Error(`${table} has ${String(count)} rows of a source that is not there.`);
        rows.set(id, { ...rows.get(id), [table]: count });
      }
    }
    return Object.fromEntries(
      sources.map((source) => [source.path, { ...source, id: 0, importedAt: 0, rows: rows.get(source.id) }]),
    );
  } finally {
    database.close();
  }
}

function requireSame(found: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right)
    throw new Error(`Not what was to be expected of ${what}: ${String(left)} instead of ${String(right)}`);
}
