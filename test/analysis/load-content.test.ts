import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { loadContent, requireContent } from "../../src/analysis/load-content.ts";
import { UserError } from "../../src/base/errors.ts";
import { importPaths } from "../../src/importers/import-paths.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { plantWorkspace } from "./planted-workspace.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "plimsoll-content-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
const sources = [{ what: "ours", licence: "internal" }];
const pools = { content: "pools", version: 4, sources, suffixes: ["sink.example"] };
const rule = `title: Service host from a data folder
id: 11111111-1111-4111-8111-111111111111
level: high
author: The laboratory
license: CC0-1.0
logsource: { category: process_creation, product: windows }
detection:
  selection:
    Image|contains: '\\ProgramData\\'
    Image|endswith: '\\svchost.exe'
  condition: selection
`;

/** A folder with the given files. */
function contentFolder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(folder, "set-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

test("a folder that is not there, or is a file, is refused with the next step", () => {
  const file = path.join(contentFolder({ "a.json": "{}" }), "a.json");
  for (const wrong of [path.join(folder, "nowhere"), file]) {
    expect(() => loadContent(undefined, wrong)).toThrow(UserError);
    expect(() => loadContent(undefined, wrong)).toThrow(/is not there/);
  }
});

test("a wrong content file stops an analysis with file, line and next step; listing it does not", () => {
  const root = contentFolder({ "lists/bad.json": '{\n"content": "pools",\n"version": "x"\n}', "good.yml": rule });
  expect(loadContent(undefined, root).listing.problems).toMatchObject([{ file: "lists/bad.json", line: 3 }]);
  expect(() => requireContent(undefined, root)).toThrow(/^lists\/bad\.json, line 3: "version": .*/);
});

test("a rule that cannot be used is listed and costs nothing else", () => {
  const root = contentFolder({ "good.yml": rule, "sub/bad.yaml": "title: x\nlogsource: {}\n", "notes.txt": "x" });
  const { listing, faults } = loadContent(undefined, root);
  expect(faults).toEqual([]);
  expect(listing.rules).toMatchObject([{ title: "Service host from a data folder", file: "good.yml" }]);
  expect(listing.problems).toMatchObject([{ file: "sub/bad.yaml" }]);
});

test("an analysis tells which rules match what, by whom and under which licence, and logs its content", async () => {
  const planted = plantWorkspace();
  try {
    const content = requireContent(
      planted.workspace,
      contentFolder({ "r.yml": rule, "p.json": JSON.stringify(pools) }),
    );
    const { episodes } = await analyzeWorkspace(planted.workspace, { content });
    const [first] = episodes;
    expect(first?.rules).toMatchObject([
      {
        title: "Service host from a data folder",
        level: "high",
        author: "The laboratory",
        licence: "CC0-1.0",
        untested: [],
      },
    ]);
    expect(first?.rules?.[0]?.what).toBe("process svchost.exe (pid 6666)");
    expect(first?.processes[0]?.reasons.join("; ")).toContain('matches the rule "Service host from a data folder"');
    const entry = planted.workspace.custody().at(-1);
    const detail = JSON.stringify(entry?.detail);
    expect(detail).toContain("pools 1");
    expect(detail).toMatch(/pools 4 \(folder: p\.json, SHA-256 [0-9a-f]{64}\)/);
    expect(detail).toMatch(/Sigma rules 1 \(SHA-256 [0-9a-f]{64}\)/);
    expect(planted.workspace.verifyCustody().problems).toEqual([]);
  } finally {
    planted.close();
  }
});

test("a bundle brings its own allow-list, and loses it with its source", async () => {
  const allowed = { content: "allowed", version: 2, sources, programs: [{ path: "C:\\Lab\\*", because: "our own" }] };
  const bundle = contentFolder({ "allow.json": JSON.stringify(allowed), "other.json": JSON.stringify(pools) });
  const workspace = openWorkspace(path.join(folder, "w.plimsoll"), { create: true });
  try {
    await importPaths(workspace, [path.join(bundle, "allow.json")], {}, hooks);
    const { knowledge, listing } = loadContent(workspace, undefined);
    expect(knowledge.allowed.programs).toMatchObject([{ path: "c:\\lab\\*", because: "our own" }]);
    expect(listing.files.at(-1)).toMatchObject({ origin: "bundle", kind: "allowed", version: 2 });
    const [source] = workspace.sources();
    workspace.removeSource(source?.id ?? 0);
    expect(loadContent(workspace, undefined).knowledge.allowed.programs).toEqual([]);
  } finally {
    workspace.close();
  }
});

test("an allow-list that is wrong is rejected at import, with its reason", async () => {
  const bad = contentFolder({ "allow.json": '{\n"content": "allowed",\n"version": 1,\n"programs": [{}]\n}' });
  const workspace = openWorkspace(path.join(folder, "bad.plimsoll"), { create: true });
  try {
    await importPaths(workspace, [bad], {}, hooks);
    const [source] = workspace.sources();
    expect(source).toMatchObject({ format: "detection-content", stored: 0, rejected: 1 });
    expect(workspace.rejects(source?.id ?? 0).rows[0]?.reason).toMatch(/"sources"|"programs/);
  } finally {
    workspace.close();
  }
});
