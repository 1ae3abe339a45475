import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { violationsIn } from "../../scripts/layers.mjs";

interface Layers {
  folders: Record<string, string[]>;
  debt: { from: string; to: string; reason: string }[];
}
const { folders, debt } = createRequire(import.meta.url)("./layers.cjs") as Layers;

let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(path.join(tmpdir(), "plimsoll-layers-"));
});
afterEach(() => {
  rmSync(checkout, { recursive: true });
});

function write(file: string, text: string) {
  mkdirSync(path.dirname(path.join(checkout, file)), { recursive: true });
  writeFileSync(path.join(checkout, file), text);
}

async function rulesBrokenBy(files: Record<string, string>): Promise<string[]> {
  for (const [file, text] of Object.entries(files)) write(file, text);
  const { violations } = await violationsIn(checkout);
  return [...new Set(violations.map(({ rule }) => rule))].sort();
}

const exportOne = "export const one = 1;\n";

const planted: [what: string, rule: string, files: Record<string, string>][] = [
  [
    "a lower folder that imports a higher one",
    "src/model",
    { "src/model/a.ts": 'import { one } from "../store/b.ts";\nexport const a = one;\n', "src/store/b.ts": exportOne },
  ],
  [
    "an import of a type only",
    "src/statistics",
    {
      "src/statistics/a.ts": 'import type { One } from "../detection/b.ts";\nexport type A = One;\n',
      "src/detection/b.ts": "export type One = 1;\n",
    },
  ],
  [
    "src that imports main",
    "src/cli",
    { "src/cli/a.ts": 'import { one } from "../../main/b.ts";\nexport const a = one;\n', "main/b.ts": exportOne },
  ],
  [
    "a folder without a row",
    "unknown-folder",
    { "src/utils/a.ts": 'import { one } from "../base/b.ts";\nexport const a = one;\n', "src/base/b.ts": exportOne },
  ],
  [
    "a Node module in the universal half",
    "universal-without-node",
    { "src/statistics/a.ts": 'import { readFileSync } from "node:fs";\nexport const a = readFileSync;\n' },
  ],
  [
    "main that imports the renderer",
    "main",
    { "main/a.ts": 'import { one } from "../renderer/b.ts";\nexport const a = one;\n', "renderer/b.ts": exportOne },
  ],
  [
    "a preload that imports more than electron and the contract",
    "preload",
    {
      "main/preload.ts": 'import { one } from "../src/base/b.ts";\nexport const a = one;\n',
      "src/base/b.ts": exportOne,
    },
  ],
  [
    "a renderer that imports the store",
    "renderer",
    {
      "renderer/a.tsx": 'import { one } from "../src/store/b.ts";\nexport const a = one;\n',
      "src/store/b.ts": exportOne,
    },
  ],
  [
    "a Node module in the renderer",
    "renderer-without-node",
    { "renderer/a.ts": 'import { join } from "node:path";\nexport const a = join;\n' },
  ],
  [
    "electron outside main",
    "home-of-electron",
    { "src/live/a.ts": 'import { app } from "electron";\nexport const a = app;\n' },
  ],
  [
    "the database outside the store",
    "home-of-better-sqlite3",
    { "src/analysis/a.ts": 'import type Database from "better-sqlite3";\nexport type A = Database;\n' },
  ],
  [
    "plotly outside the charts",
    "home-of-plotly\\.js",
    { "renderer/views/a.ts": 'import Plotly from "plotly.js/lib/core";\nexport const a = Plotly;\n' },
  ],
  [
    "react outside the renderer",
    "home-of-react(-dom)?",
    { "src/report/a.tsx": 'import { useState } from "react";\nexport const a = useState;\n' },
  ],
  [
    "the sampling library outside live",
    "home-of-systeminformation",
    { "main/a.ts": 'import { cpu } from "systeminformation";\nexport const a = cpu;\n' },
  ],
  [
    "a cycle",
    "no-cycles",
    {
      "src/base/a.ts": 'import type { B } from "./b.ts";\nexport type A = B | 1;\n',
      "src/base/b.ts": 'import type { A } from "./a.ts";\nexport type B = A | 2;\n',
    },
  ],
];

test.each(planted)("%s is refused by the rule %s", async (_what, rule, files) => {
  expect(await rulesBrokenBy(files)).toEqual([rule]);
});

test("imports that follow the table are let through", async () => {
  const files = {
    "src/base/b.ts": exportOne,
    "src/store/a.ts":
      'import Database from "better-sqlite3";\nimport { one } from "../base/b.ts";\nexport const a = [Database, one];\n',
    "main/a.ts":
      'import { app } from "electron";\nimport { a } from "../src/store/a.ts";\nexport const b = [app, a];\n',
  };
  expect(await rulesBrokenBy(files)).toEqual([]);
});

test("every folder of src has a row in the table", () => {
  const src = path.join(import.meta.dirname, "../../src");
  const present = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(present.map((entry) => entry.name).filter((name) => !(name in folders))).toEqual([]);
});

test("no import is excused: an entry in the debt list needs this number raised in review", () => {
  expect(debt).toHaveLength(0);
});
