/**
 * Takes the pictures for the documentation: every view of the demo investigation, dark and light, in two sizes, into
 * docs/screenshots/. Views are opened through the application menu, as a person would.
 *
 *     node scripts/screenshots.mjs            all views
 *     node scripts/screenshots.mjs timeline   one of them
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildAll } from "./build.mjs";
import { demoWorkspace, investigateDemo } from "./demo-investigation.mjs";
import { root } from "./paths.mjs";
import { readRuntime } from "./runtime.mjs";
import { hasDisplay } from "./runtime/system.mjs";

/** A view's name, and what a person does to see it. */
const views = {
  fleet: (app) => chooseFromMenu(app, "Fleet"),
  timeline: (app) => chooseFromMenu(app, "Timeline"),
  episodes: (app) => chooseFromMenu(app, "Episodes"),
  episode: async (app, page) => {
    await page
      .getByRole("tab", { name: /^Episodes/ })
      .last()
      .click();
    await page.getByRole("grid", { name: "Episodes" }).last().getByRole("row").nth(1).dblclick();
  },
  sources: (app) => chooseFromMenu(app, "Sources"),
  case: async (app, page) => {
    await chooseFromMenu(app, "Cases");
    await page
      .getByText(/^Unexplained load on/)
      .first()
      .click();
  },
  live: (app) => chooseFromMenu(app, "Live"),
};
const themes = ["dark", "light"];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
/** Charts are drawn after their data has come; nothing on the page says when the last one is. */
const millisecondsToDraw = 2000;
const folder = path.join(root, "docs", "screenshots");

if (hasDisplay()) await takeAll();
else {
  const again = ["-a", "-s", "-screen 0 2048x1200x24", process.execPath, ...process.argv.slice(1)];
  process.exitCode = spawnSync("xvfb-run", again, { stdio: "inherit" }).status ?? 1;
}

async function takeAll() {
  await buildAll();
  await investigateDemo();
  mkdirSync(folder, { recursive: true });
  const [wanted = ""] = process.argv.slice(2);

  const { _electron } = await import("@playwright/test");
  const userData = mkdtempSync(path.join(tmpdir(), "plimsoll-screenshots-"));
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const app = await _electron.launch({
    executablePath: readRuntime().electron,
    args: [...asRoot, `--user-data-dir=${userData}`, root, demoWorkspace],
  });
  try {
    const page = await app.firstWindow();
    await page.getByText(path.basename(demoWorkspace)).first().waitFor();
    for (const theme of themes) {
      await app.evaluate(({ nativeTheme }, source) => (nativeTheme.themeSource = source), theme);
      for (const size of sizes) {
        await app.evaluate(({ BrowserWindow }, { width, height }) => {
          BrowserWindow.getAllWindows()[0].setContentSize(width, height);
        }, size);
        for (const [view, open] of Object.entries(views).filter(([name]) => name.includes(wanted))) {
          await open(app, page);
          await page.waitForTimeout(millisecondsToDraw);
          const name = `${view}-${theme}-${size.width}x${size.height}.png`;
          await page.screenshot({ path: path.join(folder, name) });
          console.log(`docs/screenshots/${name}`);
        }
      }
    }
  } finally {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

function chooseFromMenu(app, label) {
  return app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu().items.flatMap(({ submenu }) => submenu?.items ?? []);
    items.find((item) => item.label === wanted).click();
  }, label);
}
