import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli, cliJson } from "../command-line.ts";
import { holdAgainstLabels, runReferenceCase, type PresentedEpisode, type ReferenceRun } from "../reference-case.ts";

const SMALL = { scenario: "reference", hosts: 20, days: 60, seed: 1 } as const;

let directory: string;
let run: ReferenceRun;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "plimsoll-main-job-"));
  run = await runReferenceCase(directory, SMALL);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const miner = (): PresentedEpisode => {
  const [first] = run.episodes;
  if (first === undefined) throw new Error("the analysis found no episode");
  return first;
};

describe("the main job on the command line", () => {
  it("finds the planted miner first, as an unexplained alarm with its start within a day", () => {
    const outcome = holdAgainstLabels(run, SMALL.days);
    expect(outcome).toMatchObject({
      minerIsFirst: true,
      minerIsAlarm: true,
      minerProfile: "cpu-mining",
      minerState: "unexplained",
    });
    expect(outcome.onsetErrorHours).toBeLessThanOrEqual(24);
  });

  it("finds the approved render job and calls it explained", () => {
    expect(holdAgainstLabels(run, SMALL.days).renderStates).toContain("explained");
  });

  it("names the disguised process and the pool connection", () => {
    expect(miner().processes[0]).toMatchObject({ name: "svchost.exe" });
    expect(miner().processes[0]?.executable).not.toMatch(/system32/i);
    expect(miner().connections[0]?.port).toBeGreaterThan(1024);
  });

  it("explains the episode in a sentence that names the host", async () => {
    const explanation = await cliJson<{
      sentence: string;
      baseline: string[];
      priority: { score: number; terms: { value: number }[] };
    }>(["explain", miner().id, "-w", run.workspace]);
    expect(explanation.sentence).toContain(miner().host);
    expect(explanation.baseline.length).toBeGreaterThan(0);
    const sum = explanation.priority.terms.reduce((total, term) => total + term.value, 0);
    expect(explanation.priority.score).toBeCloseTo(sum, 6);
  });

  it("says who, with what, from where, to where and after what, with times, and what it does not know", async () => {
    const { sentence, unknown } = await cliJson<{ sentence: string; unknown: string[] }>([
      "explain",
      miner().id,
      "-w",
      run.workspace,
    ]);
    const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d UTC`;
    const told = [
      String.raw`carried by svchost\.exe from [A-Z]:\\\S+ \(pid \d+, started by \S+\.exe, run by \S+, seen from ${time} to ${time}\)`,
      String.raw`by svchost\.exe to \S+ port \d+, first at ${time}`,
      String.raw`device attached at ${time} by \S+`,
      String.raw`protection stopped \(\d+ times\) at ${time} by \S+`,
      String.raw`Logged on near the onset: \S+ at ${time}`,
    ];
    expect(told.filter((part) => !new RegExp(part).test(sentence))).toEqual([]);
    expect(unknown.join("\n")).toMatch(/an account is not a person.*\n.*no source holds its content/);
  });

  it("analyses the same workspace to the same episodes again", async () => {
    const again = await cliJson<{ episodes: PresentedEpisode[] }>(["analyze", "-w", run.workspace]);
    expect(again.episodes).toEqual(run.episodes);
  });

  it("builds a case and writes reports whose hashes it states", async () => {
    const made = await cliJson<{ case: string }>(["case", "new", 'Mining <b>on</b> "RND"', "-w", run.workspace]);
    await cliJson(["case", "add", made.case, miner().id, "-w", run.workspace]);
    await cliJson(["case", "note", made.case, "Spoke to **IT**.", "-w", run.workspace]);
    const out = path.join(directory, "report");
    const { files } = await cliJson<{ files: { path: string; sha256: string }[] }>([
      "report",
      made.case,
      "-w",
      run.workspace,
      "--out",
      out,
      "--format",
      "html,md,json,csv,stix,package",
    ]);
    expect(files.map((file) => path.extname(file.path))).toEqual([".html", ".md", ".json", ".csv", ".json", ".zip"]);
    const html = await readFile(path.join(out, `${made.case}.html`), "utf8");
    expect(html).toContain("&lt;b&gt;on&lt;/b&gt;");
    expect(html).toContain("svchost.exe");
    expect(html).toContain("<strong>IT</strong>");
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    for (const checked of [run.workspace, path.join(out, `${made.case}.zip`)]) {
      expect(await cliJson(["verify", checked])).toMatchObject({ ok: true, problems: [] });
    }
  });

  it("recognises the same bundle when it is imported again", async () => {
    const other = path.join(directory, "again");
    const { bundle } = await cliJson<{ bundle: string }>(["demo", other, "--hosts", "4", "--days", "3", "--seed", "2"]);
    const workspace = path.join(directory, "again.plimsoll");
    await cliJson(["import", bundle, "-w", workspace]);
    const { sources, totals } = await cliJson<{ sources: { outcome: string }[]; totals: { samples: number } }>([
      "import",
      bundle,
      "-w",
      workspace,
    ]);
    expect(new Set(sources.map((source) => source.outcome))).toEqual(new Set(["already-there"]));
    expect(totals.samples).toBe(0);
  });
});

describe("an import of a damaged file", () => {
  it("ends with 1 and says which line was not understood and why", async () => {
    const file = path.join(directory, "damaged.csv");
    await writeFile(file, "timestamp,host.name,system.cpu.utilization\n2026-04-01T00:00:00Z,A,0.5\nyesterday,A,0.5\n");
    const workspace = path.join(directory, "damaged.plimsoll");
    const { sources, totals } = await cliJson<{
      sources: { rejects: { line: number; reason: string; raw: string }[] }[];
      totals: { read: number; stored: number; rejected: number };
    }>(["import", file, "-w", workspace], [1]);
    expect(totals).toMatchObject({ read: 2, stored: 1, rejected: 1 });
    expect(sources[0]?.rejects).toMatchObject([{ line: 3, raw: "yesterday,A,0.5" }]);
    expect(sources[0]?.rejects[0]?.reason).not.toBe("");
  });
});

describe("wrong use of the command line", () => {
  it("ends with 2 where a command, an option or a value is wrong", async () => {
    for (const args of [
      ["nonsense"],
      ["hosts"],
      ["demo", directory, "--hosts", "many"],
      ["demo", directory, "--scenario", "x"],
    ]) {
      expect((await cli(...args)).status, args.join(" ")).toBe(2);
    }
  });

  it("ends with 3 and one sentence where a file is no workspace", async () => {
    const text = path.join(directory, "notes.plimsoll");
    await writeFile(text, "this is not a workspace");
    const { status, stderr } = await cli("hosts", "-w", text);
    expect(status).toBe(3);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(await readFile(text, "utf8")).toBe("this is not a workspace");
  });

  it("does not make a workspace for a command that only reads", async () => {
    const missing = path.join(directory, "missing.plimsoll");
    expect((await cli("hosts", "-w", missing)).status).toBe(3);
    expect(existsSync(missing)).toBe(false);
  });

  it("sees a custody log that somebody rewrote", async () => {
    const forged = path.join(directory, "forged.plimsoll");
    await copyFile(run.workspace, forged);
    const bytes = await readFile(forged);
    const at = bytes.indexOf('"case-note"') === -1 ? bytes.indexOf("case-created") : bytes.indexOf("case-note");
    bytes.write("C", at);
    await writeFile(forged, bytes);
    expect((await cli("verify", forged)).status).not.toBe(0);
  });
});
