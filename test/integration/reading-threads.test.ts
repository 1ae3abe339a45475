import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { engineContract, type Engine } from "../../src/api/engine-contract.ts";
import { callInProcess } from "../../src/api/in-process.ts";
import { createEngine, type EngineInstance } from "../../src/engine/create-engine.ts";

let directory: string;
let instance: EngineInstance;
let engine: Engine;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "plimsoll-reading-"));
  instance = createEngine({ product: "Plimsoll test", hasReadingThreads: true });
  engine = callInProcess(engineContract, instance.handlers);
});
afterEach(async () => {
  await instance.close();
  rmSync(directory, { recursive: true, force: true });
});

const open = (name: string) => engine.call("workspace.open", { path: path.join(directory, name), create: true });

/** Imports a connection of each host. */
async function importConnections(...hosts: string[]): Promise<void> {
  const file = path.join(directory, `${hosts.join("-")}.csv`);
  const rows = hosts.map((host) => `2026-04-01T00:00:00Z,${host},tcp,203.0.113.77,14433`);
  writeFileSync(file, `timestamp,host.name,network.transport,destination.ip,destination.port\n${rows.join("\n")}\n`);
  await engine.call("import.run", { paths: [file] });
}

const hostsListed = async (): Promise<string[]> =>
  (await engine.call("connection.list", {})).rows.map(({ host }) => host).toSorted();

it("a list shows a change as soon as the change is answered, and what cannot be answered is told as ever", async () => {
  await open("case.plimsoll");
  expect(await hostsListed()).toEqual([]);
  await importConnections("RND-01", "RND-02");
  expect(await hostsListed()).toEqual(["RND-01", "RND-02"]);
  await importConnections("RND-03");
  expect(await engine.call("list.groups", { kind: "connections", by: "host.name" })).toHaveLength(3);
  writeFileSync(
    path.join(directory, "broken.csv"),
    "timestamp,host.name,destination.ip\nyesterday,RND-01,203.0.113.7\n",
  );
  await engine.call("import.run", { paths: [path.join(directory, "broken.csv")] });
  expect((await engine.call("problem.list", {})).map(({ kind }) => kind)).toContain("rejects");
  const unknownField = engine.call("list.groups", { kind: "connections", by: "no.such.field" });
  await expect(unknownField).rejects.toMatchObject({ code: "bad-input", message: expect.stringContaining("no.such") });
});

it("lists and charts are those of the workspace that is open", async () => {
  await expect(engine.call("connection.list", {})).rejects.toMatchObject({ code: "not-found", next: /Open one/ });
  await open("first.plimsoll");
  await importConnections("RND-01");
  expect(await hostsListed()).toEqual(["RND-01"]);
  await open("second.plimsoll");
  expect(await hostsListed()).toEqual([]);
  expect(await engine.call("series.list", {})).toEqual([]);
  await engine.call("workspace.close", {});
  expect(readdirSync(directory).filter((name) => /-wal|-shm/.test(name))).toEqual([]);
});
