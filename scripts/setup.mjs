/**
 * Runs after `npm install` or `npm ci`: makes the checkout ready to run.
 *
 * Always ends well: where Electron cannot be had, the command line still works, and that is said.
 */
import { buildAll } from "./build.mjs";
import { provideRuntime, readRuntime } from "./runtime.mjs";

const problems = await provideRuntime();
await buildAll().catch((error) => problems.push(error.message));

for (const problem of problems) console.log(problem);
if (readRuntime().electron === undefined) {
  console.log(
    "The window and PDF reports need Electron and will not work; the command line does: npm run cli -- --help",
  );
} else if (problems.length === 0) {
  console.log("Ready: `npm start` opens Plimsoll, `npm run cli -- --help` lists the commands.");
}
