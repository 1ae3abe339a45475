/**
 * `npm start [-- workspace.plimsoll]`: opens Plimsoll, on the demo investigation when no workspace is named.
 *
 * Where there is no display it runs the same demo investigation through the command line instead, so that a first
 * look works over SSH and in a container too.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { buildAll } from "./build.mjs";
import { investigateDemo } from "./demo-investigation.mjs";
import { root } from "./paths.mjs";
import { provideRuntime, readRuntime } from "./runtime.mjs";
import { StepError } from "./runtime/steps.mjs";
import { hasDisplay } from "./runtime/system.mjs";

const given = process.argv.slice(2);

try {
  if (readRuntime().electron === undefined) await provideRuntime();
  await buildAll();
  const { electron } = readRuntime();
  const obstacle = !hasDisplay()
    ? "There is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set."
    : electron === undefined
      ? "There is no Electron here; `node scripts/runtime.mjs` says why."
      : undefined;
  if (obstacle === undefined) process.exitCode = await openWindow(electron);
  else {
    console.log(`${obstacle} No window can be opened, so the demo investigation runs without one.\n`);
    await investigateDemo();
  }
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function openWindow(electron) {
  const flags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const asked = given.length > 0 ? given.map((each) => (each.startsWith("-") ? each : path.resolve(each))) : ["--demo"];
  return new Promise((resolve) => {
    const child = spawn(electron, [...flags, root, ...asked], { stdio: "inherit" });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
