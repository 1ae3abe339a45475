import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { engineContract, type Engine, type Progress } from "../../src/api/engine-contract.ts";
import { callInProcess } from "../../src/api/in-process.ts";
import { createEngine, type EngineInstance } from "../../src/engine/create-engine.ts";

let directory: string;
let instance: EngineInstance;
let engine: Engine;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "plimsoll-engine-"));
  instance = createEngine({ product: "Plimsoll test" });
  engine = callInProcess(engineContract, instance.handlers);
});
afterEach(async () => {
  await instance.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A day of one host's CPU every five minutes. */
function writeSamples(file: string, host: string, from = Date.UTC(2026, 3, 1)): void {
  const rows = Array.from(
    { length: 288 },
    (_, index) => `${new Date(from + index * 300_000).toISOString()},${host},${(index % 10) / 100}`,
  );
  writeFileSync(file, `timestamp,host.name,system.cpu.utilization\n${rows.join("\n")}\n`);
}

const open = (name: string) => engine.call("workspace.open", { path: path.join(directory, name), create: true });

describe("the engine", () => {
  it("says what to do where no workspace is open", async () => {
    await expect(engine.call("host.list", {})).rejects.toMatchObject({ code: "not-found", next: /Open one/ });
    expect(await engine.call("workspace.summary", {})).toBeUndefined();
  });

  it("keeps the open workspace where another cannot be opened", async () => {
    await open("first.plimsoll");
    const text = path.join(directory, "text.plimsoll");
    writeFileSync(text, "no workspace");
    await expect(engine.call("workspace.open", { path: text })).rejects.toThrow();
    expect((await engine.call("workspace.summary", {}))?.path).toBe(path.join(directory, "first.plimsoll"));
  });

  it("tells a waiting front end of a change and of nothing else", async () => {
    const { revision } = await open("case.plimsoll");
    const waiting = engine.call("workspace.changed", { revision });
    await engine.call("case.create", { title: "One" });
    expect((await waiting).revision).not.toBe(revision);
  });

  it("imports with progress, sums up what is there, and gives every sample or an envelope", async () => {
    writeSamples(path.join(directory, "a.csv"), "RND-01");
    await open("case.plimsoll");
    const seen: Progress[] = [];
    const result = await engine.call(
      "import.run",
      { paths: [path.join(directory, "a.csv")] },
      { onNotice: (progress) => seen.push(progress) },
    );
    expect(result.totals).toMatchObject({ read: 288, stored: 288, rejected: 0, samples: 288 });
    expect(seen.length).toBeGreaterThan(0);
    expect(await engine.call("workspace.summary", {})).toMatchObject({ hosts: 1, sources: 1, samples: 288 });
    const [every] = await engine.call("series.envelopes", { host: "rnd-01" });
    expect(every?.envelope.mean).toHaveLength(288);
    const [thinned] = await engine.call("series.envelopes", { host: "RND-01", points: 24 });
    expect(thinned?.envelope.times.length).toBeLessThanOrEqual(24);
    expect(Math.max(...(thinned?.envelope.max ?? []))).toBe(0.09);
  });

  it("lets an investigator write notes while a long import runs", async () => {
    const bundle = path.join(directory, "bundle");
    mkdirSync(bundle);
    for (let host = 1; host <= 30; host++) writeSamples(path.join(bundle, `h${host}.csv`), `RND-${host}`);
    await open("case.plimsoll");
    await engine.call("case.create", { title: "Mining" });
    const importing = engine.call("import.run", { paths: [bundle] });
    const noting = Promise.all(
      ["one", "two", "three"].map((text) => engine.call("case.addNote", { caseId: "CASE-1", text })),
    );
    await Promise.all([importing, noting]);
    expect((await engine.call("case.get", { caseId: "CASE-1" })).notes).toHaveLength(3);
    expect((await engine.call("host.list", {})).length).toBe(30);
    expect((await engine.call("custody.verify", {})).problems).toEqual([]);
  });

  it("leaves the workspace as it was when an import is cancelled", async () => {
    const bundle = path.join(directory, "bundle");
    mkdirSync(bundle);
    for (let host = 1; host <= 30; host++) writeSamples(path.join(bundle, `h${host}.csv`), `RND-${host}`);
    await open("case.plimsoll");
    const controller = new AbortController();
    const importing = engine.call(
      "import.run",
      { paths: [bundle] },
      { signal: controller.signal, onNotice: () => controller.abort() },
    );
    await importing.catch(() => undefined);
    const sources = await engine.call("source.list", {});
    for (const source of sources) expect(source.samples).toBe(288);
    expect(sources.length).toBeLessThan(30);
    expect((await engine.call("custody.verify", {})).problems).toEqual([]);
  });

  it("masks names until a reason is given", async () => {
    writeFileSync(
      path.join(directory, "bundle.json"),
      JSON.stringify({ plimsollBundle: 1, subjects: [{ id: "u1", name: "Ada Example", department: "R&D" }] }),
    );
    await open("case.plimsoll");
    await engine.call("import.run", { paths: [path.join(directory, "bundle.json")] });
    expect((await engine.call("subject.list", {}))[0]?.name).toBeUndefined();
    expect((await engine.call("subject.list", { reveal: "interview" }))[0]?.name).toBe("Ada Example");
    expect((await engine.call("custody.list", {})).at(-1)?.action).toBe("reveal");
  });
});
