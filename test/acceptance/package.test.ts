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
    .waitFor({ timeout: 600_000 });
});

test("its command line runs in the app's own Electron", () => {
  const workspace = path.join(folder, "empty.plimsoll");
  const hosts = execFileSync(path.join(packaged, "bin/plimsoll"), ["hosts", "-w", workspace, "--json"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(JSON.parse(hosts)).toEqual([]);
});
