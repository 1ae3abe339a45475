/**
 * Prints HTML to PDF with the Electron that the program was set up with: from the command line, and from the engine,
 * neither of which can open a window themselves.
 *
 * Where that Electron is: inside the app, the main process says so in PLIMSOLL_ELECTRON (and PLIMSOLL_APP, empty when
 * packaged); in a checkout, scripts/runtime.mjs has written it to dist/runtime.json.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../base/errors.ts";

interface ElectronRuntime {
  readonly executable: string;
  /** The app to run in it; none where the executable is the app. */
  readonly app: string | undefined;
}

const printingTakesAtMostMs = 120_000;

/** Nothing where this machine has no Electron. */
export function findElectronRuntime(): ElectronRuntime | undefined {
  const { PLIMSOLL_ELECTRON: executable = "", PLIMSOLL_APP: app = "" } = process.env;
  if (executable !== "") return { executable, app: app === "" ? undefined : app };

  const checkout = findCheckout(import.meta.dirname);
  if (checkout === undefined) return undefined;
  const { electron } = JSON.parse(readFileSync(path.join(checkout, "dist/runtime.json"), "utf8")) as {
    electron?: string;
  };
  return electron === undefined || !existsSync(electron) ? undefined : { executable: electron, app: checkout };
}

/** Writes the PDF of a self-contained HTML file. */
export async function printPdf(htmlPath: string, pdfPath: string, signal?: AbortSignal): Promise<void> {
  const runtime = findElectronRuntime();
  if (runtime === undefined) {
    throw new UserError("unavailable", "A PDF needs the Electron runtime, which this machine does not have.", {
      next: "Write the report as HTML and print it from a browser, or run `node scripts/runtime.mjs`.",
    });
  }
  const [command, ...args] = commandFor(runtime, [path.resolve(htmlPath), path.resolve(pdfPath)]);
  const { code, output } = await run(command, args, signal);
  if (code === 0) return;
  const said = output.split("\n").find((line) => line.startsWith("The PDF "));
  throw new UserError("unavailable", said ?? `The PDF could not be made: Electron ended with code ${code}.`, {
    where: pdfPath,
    next: "Write the report as HTML and print it from a browser.",
  });
}

/** Electron needs a display even to print; xvfb-run brings one where there is none. Root cannot use its sandbox. */
function commandFor({ executable, app }: ElectronRuntime, files: readonly string[]): [string, ...string[]] {
  const flags = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const command: [string, ...string[]] = [
    executable,
    ...flags,
    ...(app === undefined ? [] : [app]),
    "--print-pdf",
    ...files,
  ];
  const { DISPLAY = "", WAYLAND_DISPLAY = "" } = process.env;
  const needsDisplay = process.platform === "linux" && DISPLAY === "" && WAYLAND_DISPLAY === "";
  return needsDisplay ? ["xvfb-run", "-a", ...command] : command;
}

function run(
  command: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    // The installed command line runs in Electron as plain Node; what it starts is to be the app again.
    const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env;
    const child = spawn(command, args, {
      env,
      stdio: ["ignore", "ignore", "pipe"],
      timeout: printingTakesAtMostMs,
      ...(signal === undefined ? {} : { signal }),
    });
    let output = "";
    child.stderr.on("data", (bytes: Buffer) => {
      output += bytes.toString("utf8");
    });
    child.on("error", (cause) => {
      reject(new UserError("unavailable", `The PDF could not be made: ${command} did not start.`, { cause }));
    });
    child.on("close", (code) => resolve({ code: code ?? -1, output }));
  });
}

function findCheckout(from: string): string | undefined {
  if (existsSync(path.join(from, "dist/runtime.json"))) return from;
  const parent = path.dirname(from);
  return parent === from ? undefined : findCheckout(parent);
}
