/**
 * Finds or makes what the program runs on: Electron, and a better-sqlite3 that works in it and in this Node.
 *
 * Writes dist/runtime.json, `{electron, dist, version, source}`: the executable, its folder, its version and where it
 * came from. Built code and the other scripts read that file and look no further; without Electron it holds `{}`.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isMain, runtimeFile } from "./paths.mjs";
import { findElectron } from "./runtime/electron.mjs";
import { provideSqlite } from "./runtime/sqlite.mjs";
import { StepError } from "./runtime/steps.mjs";
import { provideForElectron } from "./runtime/system.mjs";

/**
 * Returns the problems met, as sentences; none means that everything works.
 *
 * @returns {Promise<string[]>}
 */
export async function provideRuntime() {
  const problems = [];
  const reporting = async (work) => {
    try {
      return await work();
    } catch (error) {
      problems.push(error instanceof StepError ? error.message : `Unexpected: ${error.message}`);
    }
  };
  await reporting(provideForElectron);
  const electron = await reporting(findElectron);
  mkdirSync(path.dirname(runtimeFile), { recursive: true });
  const { executable, dist, version, source } = electron ?? {};
  writeFileSync(runtimeFile, `${JSON.stringify({ electron: executable, dist, version, source }, undefined, 2)}\n`);
  if (electron !== undefined) console.log(`Electron ${version} (${source}): ${executable}`);
  await reporting(() => provideSqlite(executable));
  return problems;
}

/**
 * What dist/runtime.json says; without `electron` where there is none.
 *
 * @returns {{ electron?: string, dist?: string, version?: string, source?: "override" | "package" | "fallback" }}
 */
export function readRuntime() {
  try {
    return JSON.parse(readFileSync(runtimeFile, "utf8"));
  } catch {
    return {};
  }
}

if (isMain(import.meta.url)) {
  const problems = await provideRuntime();
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
