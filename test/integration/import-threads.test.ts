/** The import in threads: the same results whatever their number, and one that breaks costs its own source alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importPaths, type ImportOutcome, type ImportPathsOptions } from "../../src/importers/import-paths.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { Workspace } from "../../src/store/workspace.ts";
import { makeZip } from "../importers/bundle/make-archives.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "import-threads-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const START = 1_772_323_200;
/** Small sections, so that small files have many. */
const SECTION = 16 * 1024;

function write(name: string, content: string | Uint8Array): void {
  const full = path.join(folder, "bundle", name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
}

/** Rows of some hosts, by time; `spell` writes a host's name in a row. */
function tidy(hosts: number, rows: number, from: number, spell = (host: number, _row: number): string => `T-${host}`) {
  const lines = ["timestamp,host.name,system.cpu.utilization,system.memory.utilization,no.metric"];
  for (let row = 0; row < rows; row += 1) {
    for (let host = 1; host <= hosts; host += 1) {
      const cpu = ((row * 37 + host * 11) % 1000) / 1000;
      lines.push(`${from + row * 60},${spell(host, row)},${cpu},${row % 7 === 0 ? "" : (0.4 + cpu / 10).toFixed(4)},x`);
    }
  }
  return lines;
}

function perfmon(rows: number): string {
  const lines = [
    '"(PDH-CSV 4.0) (UTC)(0)","\\\\PERF-1\\Processor(_Total)\\% Processor Time","\\\\PERF-1\\Other\\Count"',
  ];
  for (let row = 0; row < rows; row += 1) {
    const iso = new Date((START + row * 15) * 1000).toISOString();
    lines.push(
      `"${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} ${iso.slice(11, 23)}","${(row % 1000) / 10}","1"`,
    );
    // A log to which another one was joined, with its own header.
    if (row === rows / 2)
      lines.push('"(PDH-CSV 4.0) (UTC)(0)","\\\\PERF-2\\Memory\\% Committed Bytes In Use","\\\\x\\y\\z"');
  }
  return lines.join("\r\n");
}

function processes(rows: number): string {
  const lines = ["timestamp,host.name,process.pid,process.name,process.executable,process.command_line,user.name"];
  for (let row = 0; row < rows; row += 1) {
    lines.push(
      `${START + row},P-${row % 3},${100 + (row % 500)},tool${row % 9},/opt/tool${row % 9},"run ""${row}""",u${row % 5}`,
    );
  }
  return lines.join("\n");
}

function generic(rows: number): string {
  const lines = ["Time;Server;CPU usage [%];Memory usage [%]"];
  for (let row = 0; row < rows; row += 1) {
    const iso = new Date((START + row * 60) * 1000).toISOString();
    lines.push(`${iso.slice(0, 19).replace("T", " ")};G-${row % 4};${(row % 1000) / 10};${((row * 7) % 1000) / 10}`);
  }
  return lines.join("\n");
}

function jsonLines(rows: number): string {
  return Array.from({ length: rows }, (_, row) =>
    JSON.stringify({
      timestamp: new Date((START + row * 60) * 1000).toISOString(),
      "host.name": `J-${row % 5}`,
      "system.cpu.utilization": (row % 1000) / 1000,
      "hw.power": 100 + (row % 37),
    }),
  ).join("\n");
}

function writeBundle(): void {
  const rows = tidy(40, 300, START);
  // Late and repeated times, rows that are broken, and one that is too long, in sections behind the first.
  rows.splice(9_000, 0, rows[5] ?? "", "nonsense", `${START},T-1,"0.5`, rows[300] ?? "", "x".repeat(9_000));
  rows.splice(6_000, 0, rows[0] ?? "");
  write("a-large.csv", rows.join("\n"));
  write(
    "b-spellings.csv",
    tidy(3, 2_000, START + 1e6, (host, row) => (row < 900 ? `S-${host}` : `s-${host}.corp.example`)).join("\n"),
  );
  write("c-packed.csv.gz", gzipSync(tidy(2, 4_000, START + 2e6).join("\n")));
  write("d-perfmon.csv", perfmon(4_000));
  write("e-processes.csv", processes(3_000));
  write("f-generic.csv", generic(4_000));
  write("g-lines.ndjson", jsonLines(3_000));
  write("h-small.csv", tidy(1, 3, START + 3e6).join("\n"));
  write("i-copy.csv", tidy(1, 3, START + 3e6).join("\n"));
  write("j-no-table.txt", "This is no table at all.\n");
  write(
    "k-inner.zip",
    makeZip([
      { name: "one.csv", content: tidy(2, 2_000, START + 4e6).join("\n") },
      { name: "two.csv", content: tidy(2, 50, START + 5e6).join("\n") },
    ]),
  );
  write("l-latin.csv", Buffer.from(tidy(2, 2_000, START + 6e6, (host) => `M\u00fcnchen-${host}`).join("\n"), "latin1"));
}

async function importBundle(
  name: string,
  options: ImportPathsOptions,
  paths = [path.join(folder, "bundle")],
): Promise<{ workspace: Workspace; outcome: ImportOutcome }> {
  const workspace = openWorkspace(path.join(folder, `${name}.plimsoll`), { create: true });
  const limits = { sectionBytes: SECTION, longestLine: 8_000 };
  const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
  return { workspace, outcome: await importPaths(workspace, paths, { limits, ...options }, hooks) };
}

/** All that a workspace holds, without its ids, and whether one of two copies or a nested archive came by itself. */
function contents(workspace: Workspace): unknown {
  return {
    sources: workspace
      .sources()
      .map((source) => ({
        ...source,
        path: plainPath(source.path),
        id: 0,
        importedAt: 0,
        rejects: workspace.rejects(source.id).rows,
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    hosts: workspace.hosts(),
    series: workspace
      .series()
      .map(({ id, host, metric, instance }) => ({ host, metric, instance, samples: workspace.readSamples(id) }))
      .sort((a, b) => (`${a.host} ${a.metric}` < `${b.host} ${b.metric}` ? -1 : 1)),
    processes: workspace.processes({ limit: 10_000 }).rows.map((process) => ({ ...process, id: 0, sourceId: 0 })),
  };
}

function plainPath(name: string): string {
  return name.replace("k-inner.zip/", "").replace("i-copy", "h-small");
}

describe("a bundle of many kinds of sources", () => {
  test("is the same with no thread, one and two, and in any order", async () => {
    writeBundle();
    const alone = await importBundle("0", { workers: 0 });
    expect(alone.outcome.sources.map(({ path: file, outcome }) => `${file} ${outcome}`)).toEqual([
      "a-large.csv imported",
      "b-spellings.csv imported",
      "c-packed.csv.gz imported",
      "d-perfmon.csv imported",
      "e-processes.csv imported",
      "f-generic.csv imported",
      "g-lines.ndjson imported",
      "h-small.csv imported",
      "i-copy.csv already-there",
      "j-no-table.txt failed",
      "k-inner.zip/one.csv imported",
      "k-inner.zip/two.csv imported",
      "l-latin.csv imported",
    ]);
    const expected = contents(alone.workspace);
    const large = alone.workspace.sources().find((source) => source.path === "a-large.csv");
    expect(large).toMatchObject({ read: 12_006, rejected: 3, skipped: 1 });
    expect(alone.workspace.rejects(large?.id ?? 0).rows.map(({ line }) => line)).toEqual([9_003, 9_004, 9_006]);
    alone.workspace.close();

    for (const workers of [1, 2]) {
      const threaded = await importBundle(String(workers), { workers });
      expect(threaded.outcome.totals).toEqual(alone.outcome.totals);
      expect(contents(threaded.workspace)).toEqual(expected);
      threaded.workspace.close();
    }

    // The order decides which of two equal files is a copy of the other, and nothing else.
    const files = alone.outcome.sources.map(({ path: file }) => file.replace(/\.zip\/.*/, ".zip"));
    const backwards = [...new Set(files)].filter((file) => !file.startsWith("h-")).reverse();
    const paths = backwards.map((file) => path.join(folder, "bundle", file));
    const reversed = await importBundle("reversed", { workers: 2 }, paths);
    expect(contents(reversed.workspace)).toEqual(expected);
    reversed.workspace.close();
  });

  test("leaves the workspace as it was where it is cancelled in the middle of a source", async () => {
    rmSync(path.join(folder, "bundle"), { recursive: true, force: true });
    write("a.csv", tidy(2, 50, START).join("\n"));
    write("b.csv", tidy(40, 8_000, START + 1e6).join("\n"));
    for (const workers of [0, 2]) {
      const stop = new AbortController();
      const file = path.join(folder, `cancelled-${workers}.plimsoll`);
      const workspace = openWorkspace(file, { create: true });
      const importing = importPaths(
        workspace,
        [path.join(folder, "bundle")],
        { workers, limits: { sectionBytes: SECTION } },
        { signal: stop.signal, onProgress: ({ share }) => share > 0.1 && stop.abort() },
      );
      await expect(importing).rejects.toMatchObject({ code: "cancelled" });
      expect(workspace.sources().map((source) => source.path)).toEqual(["a.csv"]);
      expect(workspace.hosts().map(({ name, sampleCount }) => [name, sampleCount])).toEqual([
        ["T-1", 92],
        ["T-2", 92],
      ]);
      const again = await importPaths(
        workspace,
        [path.join(folder, "bundle")],
        { workers },
        { signal: new AbortController().signal, onProgress: () => undefined },
      );
      expect(again.sources.map(({ outcome }) => outcome)).toEqual(["already-there", "imported"]);
      workspace.close();
    }
  });

  test("goes on where a thread breaks off, and says which source was lost", async () => {
    rmSync(path.join(folder, "bundle"), { recursive: true, force: true });
    write("a.csv", tidy(1, 3, START).join("\n"));
    // So many hosts that what is held of them is more than the thread may hold.
    write("b-hosts.csv", tidy(60_000, 1, START).join("\n"));
    write("c.csv", tidy(1, 3, START + 1e6).join("\n"));
    const limits = { threadHeapMegabytes: 32 };
    const { workspace, outcome } = await importBundle("broken", { workers: 1, limits });
    expect(outcome.sources.map(({ path: file, outcome: how }) => `${file} ${how}`)).toEqual([
      "a.csv imported",
      "b-hosts.csv failed",
      "c.csv imported",
    ]);
    expect(outcome.sources[1]?.error).toMatch(/^The thread that read this file broke off .*memory.*: nothing was kept/);
    expect(workspace.sources().map((source) => source.path)).toEqual(["a.csv", "c.csv"]);
    workspace.close();
  });
});
