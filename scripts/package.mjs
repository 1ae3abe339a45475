/**
 * `npm run package`: makes the app as a folder under out/, with the Electron that this checkout runs on.
 *
 * Arguments are electron-builder's: `npm run package -- AppImage deb` makes those instead, where its tools can be had.
 */
import path from "node:path";
import { buildAll } from "./build.mjs";
import { isMain, root } from "./paths.mjs";
import { readRuntime } from "./runtime.mjs";
import { run, step, StepError } from "./runtime/steps.mjs";

export async function makePackage(targets = []) {
  const { dist, version } = readRuntime();
  if (dist === undefined)
    throw new StepError("Packaging needs Electron; `node scripts/runtime.mjs` says why it is not here.");
  await buildAll();
  await step("Packaging", async () => {
    const builder = path.join(root, "node_modules", "electron-builder", "cli.js");
    const what = targets.length > 0 ? targets : ["--dir"];
    const runtime = [`-c.electronDist=${dist}`, `-c.electronVersion=${version}`];
    await run(process.execPath, [builder, ...what, ...runtime, "--publish", "never"], { cwd: root });
    return "in out/";
  });
}

if (isMain(import.meta.url)) {
  try {
    await makePackage(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
