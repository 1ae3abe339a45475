/**
 * Runs every check and test there is, and ends with one line: `N passed, N failed`.
 *
 *     node scripts/test.mjs               static checks, unit, integration and end-to-end tests
 *     node scripts/test.mjs --quick       static checks and unit tests
 *     node scripts/test.mjs --acceptance  the acceptance tests, which take as long as they take
 *
 * A static check counts as one. A runner that crashes, or that finds no test, counts as one failure: silence is not
 * success.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./paths.mjs";
import { attempt } from "./runtime/steps.mjs";
import { hasDisplay } from "./runtime/system.mjs";

const tool = (file) => [process.execPath, path.join(root, "node_modules", file)];
const script = (name) => path.join(root, "scripts", name);
const cached = (name) => path.join("node_modules", ".cache", name);

const staticChecks = {
  lint: [
    ...tool("eslint/bin/eslint.js"),
    ".",
    "--max-warnings=0",
    "--cache",
    "--cache-location",
    cached("eslint-check"),
  ],
  format: [
    ...tool("prettier/bin/prettier.cjs"),
    "--check",
    ".",
    "--log-level=warn",
    "--cache",
    "--cache-location",
    cached("prettier-check"),
  ],
  ...Object.fromEntries(
    ["universal", "node", "preload", "renderer", "test"].map((name) => [
      `types, ${name}`,
      [...tool("typescript/bin/tsc"), "-p", `tsconfig.${name}.json`],
    ]),
  ),
  layers: [process.execPath, script("layers.mjs")],
  ratchet: [process.execPath, script("ratchet.mjs")],
};

const total = { passed: 0, failed: 0 };
const reports = mkdtempSync(path.join(tmpdir(), "plimsoll-test-"));
try {
  const asked = process.argv.slice(2);
  if (asked.includes("--acceptance")) {
    await runVitest("acceptance", ["--config", "vitest.acceptance.config.ts"]);
  } else {
    await runStaticChecks();
    await runVitest("unit", ["--project", "unit"]);
    if (!asked.includes("--quick")) {
      await runVitest("integration", ["--project", "integration"]);
      await runPlaywright();
    }
  }
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Two at a time: more would only wait for each other's memory on a small machine. */
async function runStaticChecks() {
  const waiting = Object.entries(staticChecks);
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, [command, ...args]] = next;
      const started = Date.now();
      const { code, why, output } = await attempt(command, args, { cwd: root });
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(code === 0 ? `ok      ${name} (${seconds} s)` : `FAILED  ${name}: ${why}\n${output}`);
      count(code === 0 ? 1 : 0, code === 0 ? 0 : 1);
    }
  };
  await Promise.all([worker(), worker()]);
}

async function runVitest(name, args) {
  const report = path.join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await show(name, [...withDisplay(), ...tool("vitest/vitest.mjs"), "run", ...reporters, ...args]);
  countReport(name, code, report, ({ numPassedTests, numFailedTests, testResults }) => {
    // A file that could not even be loaded has no test to count.
    const unloaded = testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
  });
}

async function runPlaywright() {
  const report = path.join(reports, "e2e.json");
  const command = [...withDisplay(), ...tool("@playwright/test/cli.js"), "test", "--reporter=list,json"];
  const code = await show("end-to-end", command, { PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  countReport("end-to-end", code, report, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  }));
}

function countReport(name, code, report, read) {
  let outcome;
  try {
    outcome = read(JSON.parse(readFileSync(report, "utf8")));
  } catch {
    console.error(`FAILED  ${name}: the runner ended with ${code} and left no report`);
    return count(0, 1);
  }
  const { passed, failed } = outcome;
  if (passed + failed === 0) console.error(`FAILED  ${name}: no test was run`);
  else if (failed === 0 && code !== 0)
    console.error(`FAILED  ${name}: the runner ended with ${code}, though no test failed`);
  else return count(passed, failed);
  count(passed, 1);
}

function count(passed, failed) {
  total.passed += passed;
  total.failed += failed;
}

/** Tests open real windows; where there is no display, xvfb brings one. */
function withDisplay() {
  return hasDisplay() ? [] : ["xvfb-run", "-a"];
}

/** Runs with its output in view, and resolves to the exit code. */
function show(name, [command, ...args], env = {}) {
  console.log(`\n${name}`);
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
    child.on("error", (error) => {
      console.error(error.code === "ENOENT" ? `${command} is not installed.` : error.message);
      resolve(-1);
    });
    child.on("close", (code) => resolve(code ?? -1));
  });
}
