/**
 * The workspace that the window is measured on: invented telemetry and a million connections, taken in by the importers
 * a few hosts at a time, so that the text is never on the disk as a whole, and analysed. Kept in .bench/ for the next run.
 */
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { HOSTS, writeEvents } from "./events.ts";
import { importAll } from "./importers.ts";
import { hostsOf, size, type Size } from "./scale.ts";
import { hostName, ROWS_PER_HOST, STEP, writeTelemetry } from "./telemetry.ts";

const HOSTS_AT_A_TIME = 20;
/** What is imported while the window is used: more than a moment's work, but not all over again. */
export const IMPORTED_MEANWHILE = size === "quick" ? 3 : HOSTS_AT_A_TIME;

const connections: Readonly<Record<Size, number>> = { quick: 100_000, usual: 1_000_000, large: 1_000_000 };

export interface UiWorkspace {
  readonly file: string;
  readonly bytes: number;
}

/** Makes the workspace, or finds the one of an earlier run. `scratch` is a folder for the text in between. */
export async function uiWorkspace(scratch: string): Promise<UiWorkspace> {
  const file = path.resolve(".bench", `ui-${size}.plimsoll`);
  if (!existsSync(file)) {
    const part = `${file}.part`;
    mkdirSync(path.dirname(file), { recursive: true });
    rmSync(part, { force: true });
    for (let first = 1; first <= hostsOf[size]; first += HOSTS_AT_A_TIME) {
      const hosts = Math.min(HOSTS_AT_A_TIME, hostsOf[size] + 1 - first);
      const source = path.join(scratch, "text");
      writeHosts(source, first, hosts);
      await importAll({ source, target: part });
      rmSync(source, { recursive: true });
    }
    const events = path.join(scratch, "events");
    const count = connections[size];
    writeEvents(events, "connections", count, Math.floor((ROWS_PER_HOST * STEP) / (count / HOSTS)));
    await importAll({ source: events, target: part });
    rmSync(events, { recursive: true });
    const workspace = openWorkspace(part);
    await analyzeWorkspace(workspace, { workers: availableParallelism() });
    workspace.close();
    renameSync(part, file);
  }
  return { file, bytes: statSync(file).size };
}

/** A bundle of some more hosts, in a class of their own, to be imported while the window is used. */
export function writeMoreHosts(folder: string): void {
  writeHosts(folder, hostsOf[size] + 1, IMPORTED_MEANWHILE);
}

function writeHosts(folder: string, first: number, hosts: number): void {
  writeTelemetry(folder, { hosts, firstHost: first });
  const name = `class-${String(Math.ceil(first / HOSTS_AT_A_TIME))}`;
  const bundle = {
    plimsollBundle: 1,
    timeZone: "UTC",
    classes: [{ name, title: name, expectation: "steady" }],
    hosts: Array.from({ length: hosts }, (_, index) => ({ name: hostName(first + index), class: name })),
  };
  writeFileSync(path.join(folder, "bundle.json"), JSON.stringify(bundle));
}
