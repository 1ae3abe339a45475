/**
 * Takes the gallery: every view of the demo investigation in three themes and two sizes, into docs/screenshots/. Views are
 * opened through the menu, the palette and by clicks, as a person would.
 *
 *     node scripts/screenshots.mjs                     all pictures
 *     node scripts/screenshots.mjs timeline dark-1280  those whose names hold each of the words
 *
 * The demo investigation is made where out/demo has none.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildAll } from "./build.mjs";
import { demoWorkspace, investigateDemo } from "./demo-investigation.mjs";
import { root } from "./paths.mjs";
import { readRuntime } from "./runtime.mjs";
import { hasDisplay } from "./runtime/system.mjs";
import { chooseTheme, emptyViews, views } from "./screenshots/views.mjs";

const themes = ["dark", "light", "contrast"];
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
  if (!existsSync(demoWorkspace)) await investigateDemo();
  mkdirSync(folder, { recursive: true });
  const words = process.argv.slice(2);

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
    await takeViews(app, page, views, words);
    await app.evaluate(closeWorkspace);
    await page.getByRole("article", { name: "Welcome" }).waitFor();
    await takeViews(app, page, emptyViews, words);
  } finally {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

async function takeViews(app, page, taken, words) {
  for (const theme of themes) {
    for (const { width, height } of sizes) {
      const wanted = Object.entries(taken)
        .map(([view, open]) => [`${view}-${theme}-${String(width)}x${String(height)}.png`, open])
        .filter(([name]) => words.every((word) => name.includes(word)));
      if (wanted.length === 0) continue;
      await app.evaluate(
        ({ BrowserWindow }, [x, y]) => BrowserWindow.getAllWindows()[0].setContentSize(x, y),
        [width, height],
      );
      await chooseTheme(page, theme);
      for (const [name, open] of wanted) {
        try {
          await open(app, page);
        } catch (error) {
          console.error(`${name} was not taken: ${error.message.split("\n")[0]}`);
          process.exitCode = 1;
          continue;
        }
        await page.waitForTimeout(millisecondsToDraw);
        await page.screenshot({ path: path.join(folder, name) });
        console.log(`docs/screenshots/${name}`);
        await page.keyboard.press("Escape");
      }
    }
  }
}

function closeWorkspace({ Menu }) {
  const items = Menu.getApplicationMenu().items.flatMap(({ submenu }) => submenu?.items ?? []);
  items.find((item) => item.label === "Close Workspace").click();
}
