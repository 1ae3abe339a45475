/**
 * The demo investigation through the command line, told in a few lines: a fleet of 24 hosts over 60 days is generated,
 * imported and analysed, its first episode explained, put into a case, and reported.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";
import { StepError } from "./runtime/steps.mjs";

const cli = path.join(root, "dist", "node", "cli.js");
const folder = path.join(root, "out", "demo");
export const demoWorkspace = path.join(folder, "demo.plimsoll");

export async function investigateDemo() {
  rmSync(folder, { recursive: true, force: true });

  say("1. Writing the exports of 24 hosts over 60 days, as agents and collectors would");
  const { bundle } = await plimsoll("demo", folder, "--hosts", "24", "--days", "60");

  say("2. Importing them");
  const { sources, totals } = await plimsoll("import", bundle, "-w", demoWorkspace);
  say(
    `   ${sources.length} sources: ${count(totals.samples)} samples and ${count(totals.events)} events; of ` +
      `${count(totals.read)} records ${count(totals.skipped)} were skipped and ${count(totals.rejected)} rejected`,
  );

  say("3. Looking for load that nothing explains");
  const { episodes, elapsedMs } = await plimsoll("analyze", "-w", demoWorkspace);
  const alarms = episodes.filter(({ alarm }) => alarm);
  say(
    `   ${episodes.length} episodes in ${(elapsedMs / 1000).toFixed(1)} s, ${alarms.length} to be put before a person:`,
  );
  for (const { host, profile, start, justification } of alarms.slice(0, 5)) {
    say(`   - ${host}: ${profile}, since ${start.slice(0, 16).replace("T", " ")} UTC, ${justification.state}`);
  }
  const [top] = episodes;
  if (top === undefined) throw new StepError("The demo holds a planted miner, and nothing was found.");

  say("4. Why was the first one flagged?");
  const { sentence } = await plimsoll("explain", top.id, "-w", demoWorkspace);
  say(wrapped(sentence));

  say("5. Opening a case and writing its report");
  const title = `Unexplained load on ${top.host}`;
  const { case: caseId } = await plimsoll("case", "new", title, "-w", demoWorkspace);
  await plimsoll("case", "add", caseId, top.id, "-w", demoWorkspace);
  const { files } = await plimsoll(
    "report",
    caseId,
    "-w",
    demoWorkspace,
    "--out",
    path.join(folder, "report"),
    "--format",
    "html",
  );

  say(`\nThe report:    ${files[0].path}`);
  say(`The workspace: ${demoWorkspace}`);
  say("On a machine with a display, `npm start` opens the same investigation in a window.");
}

const lineWidth = 110;
const wrapped = (text) => text.replaceAll(new RegExp(`(.{1,${lineWidth}})(?: |$)`, "g"), "   $1\n").trimEnd();
const say = (line) => console.log(line);
const count = (number) => number.toLocaleString("en");

/** Runs one command and returns its JSON. Exit status 1 means "done, but something was rejected", which is told above. */
function plimsoll(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args, "--json"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (bytes) => (stdout += bytes));
    child.stderr.on("data", (bytes) => (stderr += bytes));
    child.on("close", (code) => {
      if (code === 0 || code === 1) resolve(JSON.parse(stdout));
      else
        reject(
          new StepError(`\`plimsoll ${args.join(" ")}\` ended with ${code}:\n${stderr.trim().split("\n").at(-1)}`),
        );
    });
  });
}
