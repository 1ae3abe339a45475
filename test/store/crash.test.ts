import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { build } from "vite";
import { describe, expect, it } from "vitest";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { addSamples, importSource, open, temporaryPath } from "./workspace-fixture.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Builds the program that will be killed; inside the project, so that it finds better-sqlite3. */
async function buildVictim(): Promise<string> {
  const outDir = path.join(root, "node_modules/.cache/plimsoll-test/killed-import");
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: { ssr: path.join(import.meta.dirname, "killed-import.ts"), outDir, emptyOutDir: true, minify: false },
  });
  return path.join(outDir, "killed-import.js");
}

describe("a process that is killed in the middle of an import", () => {
  it("leaves what was committed and nothing of the rest, gives up its lock, and its import can be repeated", async () => {
    const file = temporaryPath();
    const child = spawn(process.execPath, [await buildVictim(), file], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    expect(() => openWorkspace(file)).toThrow(`already open in another Plimsoll (process ${String(child.pid)})`);
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(1024 * 1024);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;

    const workspace = open(file);
    expect(workspace.sources().map((source) => source.path)).toEqual(["whole"]);
    expect(workspace.hosts().map((host) => [host.name, host.sampleCount])).toEqual([["whole", 3 * 2048]]);
    expect(workspace.readSamples(workspace.series()[0]?.id ?? 0).times).toHaveLength(3 * 2048);
    expect(workspace.verifyCustody().problems).toEqual([]);
    importSource(workspace, "half", (writer) => addSamples(writer, 10, () => 1));
    expect(workspace.sources().map((source) => source.path)).toEqual(["whole", "half"]);
    workspace.close();

    expect(readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
    const database = new SqliteDatabase(file, { readonly: true });
    expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
    database.close();
  }, 60_000);
});
