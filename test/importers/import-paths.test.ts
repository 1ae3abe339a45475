import { createHash } from "node:crypto";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { makeTarGz, makeZip } from "./bundle/make-archives.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importPaths, type ImportOutcome, type ImportPathsOptions } from "../../src/importers/import-paths.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { Workspace } from "../../src/store/workspace.ts";

let folder: string;
let workspace: Workspace;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "import-"));
  workspace = openWorkspace(join(folder, "test.plimsoll"), { create: true });
});

afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string | Uint8Array): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

async function run(paths: string | string[], options: ImportPathsOptions = {}): Promise<ImportOutcome> {
  const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
  return importPaths(workspace, typeof paths === "string" ? [paths] : paths, options, hooks);
}

const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
const outcomes = (result: ImportOutcome): string[] =>
  result.sources.map(
    (source) => `${source.path}: ${source.outcome}${source.error === undefined ? "" : ` – ${source.error}`}`,
  );

/** Rows one second apart. */
function seconds(count: number): string {
  return Array.from({ length: count }, (_, index) => `${1_772_323_200 + index},0.1`).join("\n");
}

const CPU = "timestamp,system.cpu.utilization\n2026-03-01T00:00:00Z,0.1\n2026-03-01T00:05:00Z,0.2\n";
const OTHER = "timestamp,system.cpu.utilization\n2026-03-01T00:10:00Z,0.5\n";

describe("what is pointed at wrongly", () => {
  test("a path that is not there, an unknown format and an unknown zone say what to do", async () => {
    expect(outcomes(await run(join(folder, "gone.csv")))[0]).toMatch(
      /^gone\.csv: failed – The file is not there any more/,
    );
    await expect(run(folder, { format: "nonsense" })).rejects.toThrow('There is no format "nonsense".');
    await expect(run(folder, { timeZone: "Mars/Olympus" })).rejects.toThrow('There is no time zone "Mars/Olympus".');
  });
});

describe("a bundle in a folder", () => {
  test("is imported whole: the manifest first, each source with its hash and counts", async () => {
    write("bundle/metrics/RND-07.csv", CPU);
    write("bundle/more/rnd.csv.gz", gzipSync(OTHER));
    write(
      "bundle/bundle.json",
      JSON.stringify({
        plimsollBundle: 1,
        hosts: [{ name: "RND-07", aliases: ["10.0.4.7"], timeZone: "Europe/Berlin", rack: 4 }, { nmae: "x" }],
        sources: [{ path: "more/rnd.csv.gz", host: "10.0.4.7", sha256: sha256(gzipSync(OTHER)) }],
        mood: "good",
      }),
    );
    const result = await run(join(folder, "bundle"));
    expect(outcomes(result)).toEqual([
      "bundle.json: imported",
      "metrics/RND-07.csv: imported",
      "more/rnd.csv.gz: imported",
    ]);
    expect(result.totals).toEqual({ read: 5, stored: 4, skipped: 0, rejected: 1, samples: 3, events: 0 });
    expect(result.sources[0]?.source?.notes).toEqual([
      'The manifest\'s key "mood" is unknown: it was ignored.',
      'The manifest\'s key "rack" of hosts is unknown: it was ignored.',
      'The manifest\'s key "nmae" of hosts is unknown: it was ignored.',
    ]);
    expect(result.sources.map(({ source }) => source?.hosts)).toEqual([[], ["RND-07"], ["RND-07"]]);
    expect(workspace.host("rnd-07")).toMatchObject({ name: "RND-07", timeZone: "Europe/Berlin", sampleCount: 3 });
  });

  test("a listed hash that does not match fails that source alone; a listed file that is not there is said", async () => {
    write("bundle/a.csv", CPU);
    write("bundle/b.csv", OTHER);
    const sources = [{ path: "a.csv", sha256: "0".repeat(64) }, { path: "c.csv" }];
    write("bundle/bundle.json", JSON.stringify({ sources }));
    const result = outcomes(await run(join(folder, "bundle"), { host: "H" }));
    expect(result[0]).toBe("bundle.json: imported");
    expect(result[1]).toContain(`a.csv: failed – The file's SHA-256 is ${sha256(CPU)}, but the manifest says 0000`);
    expect(result.slice(2)).toEqual([
      "b.csv: imported",
      "c.csv: failed – The manifest lists this file, but it is not in the bundle.",
    ]);
  });

  test("a manifest that is no JSON costs nothing but itself", async () => {
    write("bundle/bundle.json", "{ plimsollBundle: 1 }");
    write("bundle/a.csv", CPU);
    const result = await run(join(folder, "bundle"), { host: "H" });
    expect(outcomes(result)).toEqual(["bundle.json: imported", "a.csv: imported"]);
    expect(result.sources[0]?.source).toMatchObject({ read: 1, rejected: 1 });
  });

  test("the same bytes twice are recognised, in one run and in the next", async () => {
    write("bundle/a.csv", CPU);
    write("bundle/copy.csv", CPU);
    const first = await run(join(folder, "bundle"), { host: "H" });
    expect(outcomes(first)).toEqual(["a.csv: imported", "copy.csv: already-there"]);
    const again = await run(join(folder, "bundle"), { host: "H" });
    expect([outcomes(again), again.totals.samples]).toEqual([["a.csv: already-there", "copy.csv: already-there"], 0]);
  });
});

describe("bad files", () => {
  test("each fails with one sentence, and the good ones beside them are imported", async () => {
    write("bundle/1-empty.csv", "");
    write("bundle/2-log.evtx", Buffer.concat([Buffer.from("ElfFile\0"), Buffer.alloc(5_000)]));
    write("bundle/3-random.csv", Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7) % 256)));
    write("bundle/4-prose.txt", "Dear colleague,\nplease find the export attached.\n");
    write("bundle/5-cut.csv.gz", gzipSync(CPU.repeat(1_000)).subarray(0, 60));
    write("bundle/6-wrong-extension.json", CPU);
    const result = outcomes(await run(join(folder, "bundle"), { host: "H" }));
    expect(result).toEqual([
      "1-empty.csv: failed – The file is empty. Export it again.",
      "2-log.evtx: failed – The file cannot be read as text. It is a Windows event log (.evtx): export it as XML or JSON and import that.",
      "3-random.csv: failed – The file cannot be read as text. It holds binary content: export it as text (CSV, JSON) and import that.",
      "4-prose.txt: failed – No format recognises this file. Name its format, or describe its columns in a mapping and import it as generic-table.",
      "5-cut.csv.gz: failed – The compressed file is damaged or ends early. Copy or export it again.",
      "6-wrong-extension.json: imported",
    ]);
    expect(workspace.sources()).toHaveLength(1);
  });

  test("a last row that is cut is rejected with its line, and the rest is stored", async () => {
    const result = await run(write("RND.csv", `${CPU}2026-03-01T00:1`));
    const source = result.sources[0]?.source;
    expect(source).toMatchObject({ read: 3, stored: 2, skipped: 0, rejected: 1, samples: 2 });
    expect(workspace.rejects(source?.id ?? 0).rows).toMatchObject([
      { line: 4, reason: "The row has 1 cells, the header 2.", raw: "2026-03-01T00:1" },
    ]);
  });

  test("absurd times are rejected one by one", async () => {
    const rows = ["0001-01-01T00:00:00Z,0.1", "9999-12-31T23:59:59Z,0.1", "1,0.1", "2026-03-01T00:00:00Z,0.1"];
    const result = await run(write("RND.csv", `timestamp,system.cpu.utilization\n${rows.join("\n")}\n`));
    expect(result.totals).toMatchObject({ read: 4, stored: 1, rejected: 3 });
  });

  test("a line beyond the limit is rejected, and memory does not hold it", async () => {
    const long = `2026-03-01T00:10:00Z,${"9".repeat(3_000_000)}\n`;
    const result = await run(write("RND.csv", `${CPU}${long}2026-03-01T00:15:00Z,0.4\n`), {
      limits: { longestLine: 100_000 },
    });
    const source = result.sources[0]?.source;
    expect(source).toMatchObject({ read: 4, stored: 3, rejected: 1 });
    expect(workspace.rejects(source?.id ?? 0).rows[0]).toMatchObject({
      line: 4,
      reason: "The line is longer than 97 KiB.",
    });
  });

  test("UTF-16, a byte order mark and a foreign line are read, and said", async () => {
    const events = (user: string): string =>
      `timestamp,host.name,event.action,user.name,message\n2026-03-01T00:00:00Z,H,logon,${user},x\n`;
    write("bundle/1.csv", iconv.encode(events("Müller"), "utf-16le", { addBOM: true }));
    write("bundle/2.csv", iconv.encode(events("Möller"), "utf-16be"));
    write("bundle/3.csv", Buffer.concat([Buffer.from("\ufeff"), Buffer.from(events("Meißner"))]));
    write("bundle/4.csv", iconv.encode(events("Иванов"), "windows-1251"));
    const mixed = [
      Buffer.from(events("Schäfer")),
      iconv.encode("2026-03-01T00:01:00Z,H,logon,Lévêque,x\n", "windows-1252"),
    ];
    write("bundle/5.csv", Buffer.concat(mixed));
    const result = await run(join(folder, "bundle"));
    expect(
      workspace
        .controls({})
        .rows.map((row) => row.user)
        .sort(),
    ).toEqual(["Müller", "Möller", "Meißner", "Иванов", "Schäfer", "Lévêque"].sort());
    expect(result.sources.map(({ source }) => source?.notes)).toEqual([
      ["The text is UTF-16LE."],
      ["The text is UTF-16BE."],
      [],
      ["A line is not UTF-8 and was read as windows-1251, by its letters."],
      ["A line is not UTF-8 and was read as windows-1252, by its letters."],
    ]);
  });
});

describe("archives", () => {
  test("in folders and one in another are read through, deeper ones are refused, and a wrong hash is an error", async () => {
    const deepest = makeZip([{ name: "deep.csv", content: CPU }]);
    const inner = await makeTarGz([
      { name: "bundle.json", content: JSON.stringify({ sources: [{ path: "b.csv", host: "INNER" }] }) },
      { name: "b.csv", content: CPU },
      { name: "deepest.zip", content: deepest },
    ]);
    const outer = makeZip([
      { name: "a.csv.gz", content: gzipSync(OTHER) },
      { name: "inner.tgz", content: inner },
      { name: "../evil.csv", content: "x" },
    ]);
    write("bundle/outer.zip", outer);
    write("bundle/forged.zip", makeZip([{ name: "c.csv", content: CPU }]));
    const sources = [
      { path: "outer.zip", sha256: sha256(outer) },
      { path: "forged.zip", sha256: "1".repeat(64) },
    ];
    write("bundle/bundle.json", JSON.stringify({ sources }));
    const result = await run(join(folder, "bundle"), { host: "H" });
    expect(outcomes(result).map((line) => line.replace(/SHA-256 is [0-9a-f]+, but .*/, "SHA-256 …"))).toEqual([
      "bundle.json: imported",
      "forged.zip: failed – The file's SHA-256 …",
      "outer.zip/../evil.csv: failed – The entry's path leads out of the archive: it was not read.",
      "outer.zip/a.csv.gz: imported",
      "outer.zip/inner.tgz/bundle.json: imported",
      "outer.zip/inner.tgz/b.csv: imported",
      "outer.zip/inner.tgz/deepest.zip: failed – The file cannot be read as text. It is an archive in an archive: unpack it first.",
    ]);
  });
});

describe("files that do not hold still", () => {
  test("one that vanishes fails by itself, one that shrinks is read as it is when its turn comes", async () => {
    write("bundle/1.csv", CPU);
    const second = write("bundle/2.csv", OTHER);
    const third = write("bundle/3.csv", `timestamp,hw.power\n${seconds(1_000)}`);
    write("bundle/4.csv", "timestamp,hw.power\n1772323200,5\n");
    let isFirst = true;
    const hooks = {
      signal: new AbortController().signal,
      onProgress: () => {
        if (isFirst) {
          rmSync(second);
          writeFileSync(third, OTHER);
        }
        isFirst = false;
      },
    };
    const result = await importPaths(workspace, [join(folder, "bundle")], { host: "H" }, hooks);
    expect(outcomes(result)).toEqual([
      "1.csv: imported",
      expect.stringMatching(/^2\.csv: failed – The file is not there any more/),
      "3.csv: imported",
      "4.csv: imported",
    ]);
  });
});

describe("cancelling", () => {
  test("takes out what was being read, keeps what was finished, and says so", async () => {
    write("bundle/1.csv", CPU);
    write("bundle/2.csv", `timestamp,system.cpu.utilization\n${seconds(1_500_000)}`);
    const controller = new AbortController();
    const hooks = {
      signal: controller.signal,
      onProgress: ({ doing, share }: { doing: string; share: number }) => {
        if (doing.endsWith("2.csv") && share > 0.2) controller.abort();
      },
    };
    await expect(
      importPaths(workspace, [join(folder, "bundle")], { host: "H", limits: { inMemory: 1 } }, hooks),
    ).rejects.toThrow(
      "The import was cancelled at 2.csv, of which nothing was kept; 1 sources that were finished stay.",
    );
    expect(workspace.sources().map((source) => source.path)).toEqual(["1.csv"]);
    expect(workspace.host("H")?.sampleCount).toBe(2);
  });
});

describe("progress", () => {
  test("rises to the end, with a rate, and lets other work have its turn", async () => {
    const file = write("RND.csv", `timestamp,system.cpu.utilization\n${seconds(400_000)}`);
    const shares: number[] = [];
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await importPaths(
      workspace,
      [file],
      {},
      {
        signal: new AbortController().signal,
        onProgress: ({ share, rate }) => {
          shares.push(share);
          if (share > 0) expect(rate).toMatch(/^\d+\.\d MB\/s$/);
        },
      },
    );
    clearInterval(timer);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(turns).toBeGreaterThan(2);
  });
});
