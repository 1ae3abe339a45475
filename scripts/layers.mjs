/**
 * Checks every import of the program against the table in test/architecture/layers.cjs.
 *
 * Used by the test run (`node scripts/layers.mjs`) and by the test that plants violations to see them refused.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { cruise } from "dependency-cruiser";
import { isMain, root } from "./paths.mjs";

const { forbidden, options, debt } = createRequire(import.meta.url)("../test/architecture/layers.cjs");

const isKnown = (violation) => debt.some(({ from, to }) => violation.from === from && violation.to === to);

/**
 * Every import under `baseDir` that the table refuses, and how many modules were read.
 *
 * @param {string} baseDir
 * @returns {Promise<{ violations: { rule: string, from: string, to: string, cycle: string[] }[], modules: number }>}
 */
export async function violationsIn(baseDir) {
  const present = ["src", "main", "renderer"].filter((folder) => existsSync(path.join(baseDir, folder)));
  const { output } = await cruise(present, { ...options, baseDir, validate: true, ruleSet: { forbidden } });
  const violations = output.summary.violations
    .filter((violation) => !isKnown(violation))
    .map(({ rule, from, to, cycle = [] }) => ({ rule: rule.name, from, to, cycle: cycle.map(({ name }) => name) }));
  return { violations, modules: output.summary.totalCruised };
}

if (isMain(import.meta.url)) {
  const { violations, modules } = await violationsIn(root);
  for (const { rule, from, to, cycle } of violations) {
    const around = cycle.length > 0 ? `; the way back is ${[from, ...cycle].join(" → ")}` : "";
    console.error(`${from} may not import ${to} (rule ${rule})${around}`);
  }
  console.log(`${modules} modules read, ${violations.length} refused imports`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
