/**
 * Finds a working Electron: the one the user names, the official one, or the one in fallback.mjs.
 *
 * The official binary comes from a host that many workstations may not reach. That is tried once; the refusal is
 * remembered in the cache for a day, so that a second `npm ci` does not wait for it again.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cache, root } from "../paths.mjs";
import { isFallbackPossible, provideFallback } from "./fallback.mjs";
import { attempt, step, StepError } from "./steps.mjs";

const executableName =
  { darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" }[process.platform] ?? "electron";
const electronPackage = path.join(root, "node_modules", "electron");
const secondsForDownload = 300;
const refusalHolds = 24 * 3600 * 1000;

/**
 * The Electron to use, or a StepError that says what was tried.
 *
 * @returns {Promise<{ executable: string, dist: string, version: string, source: "override" | "package" | "fallback" }>}
 */
export async function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return described(override, "override");

  const official = path.join(electronPackage, "dist");
  if (existsSync(path.join(official, executableName)) || (await downloadOfficial()))
    return described(official, "package");

  if (isFallbackPossible) return described(await provideFallback(), "fallback");
  throw new StepError(
    "Electron could not be downloaded, and there is no other source of it for this platform. " +
      "Set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds one, or run `npx install-electron` where the network allows it.",
  );
}

async function downloadOfficial() {
  if (!existsSync(electronPackage)) return false;
  const { version } = JSON.parse(readFileSync(path.join(electronPackage, "package.json"), "utf8"));
  const refusal = path.join(cache, `electron-${version}-refused.json`);
  if (existsSync(refusal)) {
    const { at, why } = JSON.parse(readFileSync(refusal, "utf8"));
    if (Date.now() - at < refusalHolds) {
      console.log(
        `Electron ${version}: not downloaded, the last attempt ended with "${why}" (delete ${refusal} to retry)`,
      );
      return false;
    }
  }
  let isThere = false;
  await step(`Downloading Electron ${version}`, async () => {
    const outcome = await attempt(process.execPath, [path.join(electronPackage, "install.js")], {
      seconds: secondsForDownload,
    });
    isThere = outcome.code === 0;
    if (isThere) {
      rmSync(refusal, { force: true });
      return "done";
    }
    const why = /^\s*(?:\w*Error): (.*)$/m.exec(outcome.output)?.[1] ?? outcome.why;
    mkdirSync(cache, { recursive: true });
    writeFileSync(refusal, JSON.stringify({ at: Date.now(), why }));
    return `could not be done (${why})`;
  });
  return isThere;
}

/** Starts it once as plain Node, so that a missing system library is found here and not by the first window. */
async function described(dist, source) {
  const executable = path.join(dist, executableName);
  if (!existsSync(executable)) throw new StepError(`There is no Electron in ${dist}.`);
  const { code, why, output } = await attempt(executable, ["-p", "process.versions.electron"], {
    env: { ELECTRON_RUN_AS_NODE: "1" },
    seconds: 60,
  });
  if (code === 0) return { executable, dist, version: output.trim(), source };
  const library = /error while loading shared libraries: (\S+?):/.exec(output)?.[1];
  throw new StepError(
    library === undefined
      ? `Electron in ${dist} ${why}: ${output.trim().split("\n").at(-1)}`
      : `Electron is there, but the system library ${library} is not.`,
  );
}
