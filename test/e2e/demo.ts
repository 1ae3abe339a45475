/**
 * The tests' small demo: a fleet of eight hosts over six weeks with a disguised miner on an R&D server, written by the
 * program's own command line; as a bundle to import, and as a workspace that is analysed already.
 *
 *     import { expect, test } from "./demo.ts";
 *     test.use({ opens: "demo" });
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base } from "./fixtures.ts";

export interface Demo {
  readonly bundle: string;
  /** Analysed; a test gets a copy of it. */
  readonly workspace: string;
  /** The host that the miner was planted on. */
  readonly minedHost: string;
}

const cli = path.join(import.meta.dirname, "../../dist/node/cli.js");

export const test = base.extend<{ opens: "nothing" | "demo" }, { demo: Demo }>({
  // "demo" starts the app on a copy of the analysed workspace.
  opens: ["nothing", { option: true }],
  demo: [
    async ({}, use) => {
      const folder = mkdtempSync(path.join(tmpdir(), "plimsoll-demo-"));
      await use(writeDemo(folder));
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
  launchArguments: async ({ opens, demo, folder }, use) => {
    if (opens === "nothing") {
      await use([]);
      return;
    }
    const workspace = path.join(folder, "demo.plimsoll");
    copyFileSync(demo.workspace, workspace);
    await use([workspace]);
  },
});

function writeDemo(folder: string): Demo {
  const workspace = path.join(folder, "analysed.plimsoll");
  const bundle = path.join(folder, "bundle");
  plimsoll("demo", folder, "--hosts", "8", "--days", "42", "--step", "600");
  plimsoll("import", bundle, "-w", workspace);
  plimsoll("analyze", "-w", workspace);
  const { labels } = JSON.parse(readFileSync(path.join(folder, "labels.json"), "utf8")) as {
    labels: { host: string; kind: string }[];
  };
  const minedHost = labels.find((label) => label.kind === "cpu-mining")?.host;
  if (minedHost === undefined) throw new Error("The demo holds no miner.");
  return { bundle, workspace, minedHost };
}

function plimsoll(...words: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [cli, ...words], { encoding: "utf8" });
  if (status !== 0) throw new Error(`plimsoll ${words.join(" ")} ended with ${String(status)}: ${stderr}`);
}

export { expect } from "@playwright/test";
