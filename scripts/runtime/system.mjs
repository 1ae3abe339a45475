/**
 * The system packages that Electron (and, where it must be built, the database) need on Debian and its relatives.
 *
 * Installs them when the user is root; otherwise prints the one command that would. Imports no package, since it also
 * runs before `npm ci`.
 */
import { existsSync } from "node:fs";
import { isMain } from "../paths.mjs";
import { attempt, run, step } from "./steps.mjs";

/** Each line: names of one thing, newest first; Debian 13 and Ubuntu 24.04 renamed some. */
const forElectron = [
  ["libgtk-3-0t64", "libgtk-3-0"],
  ["libnss3"],
  ["libasound2t64", "libasound2"],
  ["libgbm1"],
  ["libnotify4"],
  ["libatk-bridge2.0-0t64", "libatk-bridge2.0-0"],
  ["libxss1"],
  ["libxtst6"],
];
const forNoDisplay = [["xvfb"], ["xauth"]];
const forBuilding = [["g++"], ["make"], ["python3"]];

const commandOf = { "g++": "g++", make: "make", python3: "python3", xvfb: "xvfb-run", xauth: "xauth" };

const isDebian = () => process.platform === "linux" && existsSync("/usr/bin/apt-get");
const isRoot = () => process.getuid?.() === 0;

export const hasDisplay = () =>
  process.platform !== "linux" || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

async function isInstalled(names) {
  for (const name of names) {
    const { code, output } = await attempt("dpkg-query", ["-W", "-f", "${Status}", name]);
    if (code === 0 && output.includes("install ok installed")) return true;
    if (name in commandOf && (await attempt("which", [commandOf[name]])).code === 0) return true;
  }
  return false;
}

async function missingOf(wanted) {
  const missing = [];
  for (const names of wanted) if (!(await isInstalled(names))) missing.push(names);
  return missing;
}

/** The name under which this release of the distribution has it. */
async function available(names) {
  for (const name of names) {
    const { output } = await attempt("apt-cache", ["policy", name]);
    if (/Candidate: (?!\(none\))/.test(output)) return name;
  }
  return names.at(-1);
}

async function provide(wanted, purpose) {
  if (!isDebian()) return;
  const missing = await missingOf(wanted);
  if (missing.length === 0) return;
  if (!isRoot()) {
    const command = `sudo apt-get install -y ${(await Promise.all(missing.map(available))).join(" ")}`;
    console.log(`System packages for ${purpose} are missing. This command installs them:\n    ${command}`);
    return;
  }
  await step(`Installing system packages for ${purpose}`, async () => {
    await run("apt-get", ["update"], { seconds: 300 });
    const names = await Promise.all(missing.map(available));
    await run("apt-get", ["install", "-y", "--no-install-recommends", ...names], {
      env: { DEBIAN_FRONTEND: "noninteractive" },
      seconds: 900,
    });
    return names.join(" ");
  });
}

export const provideForElectron = () =>
  provide(hasDisplay() ? forElectron : [...forElectron, ...forNoDisplay], "Electron");
export const provideForBuilding = () => provide(forBuilding, "building the database module");

if (isMain(import.meta.url)) await provideForElectron();
