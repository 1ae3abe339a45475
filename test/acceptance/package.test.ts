import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { _electron, type ElectronApplication } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makePackage } from "../../scripts/package.mjs";

const packaged = path.join(import.meta.dirname, "../../out/linux-unpacked");
const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

let folder: string;
let app: ElectronApplication;

beforeAll(async () => {
  await makePackage();
  folder = mkdtempSync(path.join(tmpdir(), "plimsoll-package-"));
  app = await _electron.launch({
    executablePath: path.join(packaged, "plimsoll"),
    args: [...asRoot, `--user-data-dir=${path.join(folder, "user-data")}`, "--demo"],
    cwd: folder,
  });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

test("the packaged app opens its window, and it is the packaged app", async () => {
  const page = await app.firstWindow();
  await page.waitForLoadState();
  expect(await page.title()).toMatch(/Plimsoll/);
  expect(await app.evaluate(({ app: electronApp }) => electronApp.isPackaged)).toBe(true);
});

test("its engine imports and opens the demo investigation", async () => {
  const page = await app.firstWindow();
  await page
    .getByText(/^RND-\d\d$/)
    .first()
    .waitFor({ timeout: 180_000 });
});

test("its command line imports in the app's own Electron", () => {
  const bundle = path.join(folder, "user-data/demo/bundle");
  const args = ["import", bundle, "-w", path.join(folder, "again.plimsoll"), "--json"];
  const printed = execFileSync(path.join(packaged, "bin/plimsoll"), args, { stdio: ["ignore", "pipe", "ignore"] });
  const { totals } = JSON.parse(printed.toString("utf8")) as { totals: { samples: number; rejected: number } };
  expect(totals.samples).toBeGreaterThan(1_000_000);
  expect(totals.rejected).toBe(0);
});
