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
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildAll } from "./build.mjs";
import { demoWorkspace, investigateDemo } from "./demo-investigation.mjs";
import { root } from "./paths.mjs";
import { readRuntime } from "./runtime.mjs";
import { hasDisplay } from "./runtime/system.mjs";
import { prepare, statesIn } from "./screenshots/states.mjs";
import { chooseTheme } from "./screenshots/steps.mjs";
import { emptyViews, views } from "./screenshots/views.mjs";

const themes = ["dark", "light", "contrast"];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
/** Charts are drawn after their data has come; nothing on the page says when the last one is. */
const millisecondsToDraw = 2000;
const folder = path.join(root, "docs", "screenshots");

const looks = themes.flatMap((theme) => sizes.map((size) => ({ theme, ...size })));
const pictureName = (view, { theme, width, height }) => `${view}-${theme}-${String(width)}x${String(height)}.png`;

/** Those of the pictures of one look whose names hold each of the words. */
const wantedOf = (taken, look, words) =>
  Object.entries(taken)
    .map(([view, way]) => [pictureName(view, look), typeof way === "function" ? { open: way } : way])
    .filter(([name]) => words.every((word) => name.includes(word)));

const areWanted = (taken, words) => looks.some((look) => wantedOf(taken, look, words).length > 0);

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
  const workspace = path.join(userData, path.basename(demoWorkspace));
  copyFileSync(demoWorkspace, workspace);
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const app = await _electron.launch({
    executablePath: readRuntime().electron,
    args: [...asRoot, `--user-data-dir=${userData}`, root, workspace],
  });
  try {
    const page = await app.firstWindow();
    await page.getByText(path.basename(demoWorkspace)).first().waitFor();
    await takeViews(app, page, views, words);
    const states = statesIn(userData);
    if (areWanted(states, words)) await prepare(app, page, userData);
    await takeViews(app, page, states, words);
    await app.evaluate(closeWorkspace);
    await page.getByRole("article", { name: "Welcome" }).waitFor();
    await takeViews(app, page, emptyViews, words);
  } finally {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

async function takeViews(app, page, taken, words) {
  for (const look of looks) {
    const wanted = wantedOf(taken, look, words);
    if (wanted.length === 0) continue;
    await app.evaluate(
      ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0].setContentSize(width, height),
      look,
    );
    await chooseTheme(page, look.theme);
    for (const [name, { open, waits = millisecondsToDraw, leave }] of wanted) {
      try {
        await open(app, page);
        await page.waitForTimeout(waits);
        await page.screenshot({ path: path.join(folder, name) });
        console.log(`docs/screenshots/${name}`);
        await page.keyboard.press("Escape");
        await leave?.(page);
      } catch (error) {
        console.error(`${name} was not taken: ${error.message.split("\n")[0]}`);
        process.exitCode = 1;
        await page.keyboard.press("Escape");
      }
    }
  }
}

function closeWorkspace({ Menu }) {
  const items = Menu.getApplicationMenu().items.flatMap(({ submenu }) => submenu?.items ?? []);
  items.find((item) => item.label === "Close Workspace").click();
}
