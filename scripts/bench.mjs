/**
 * Runs the benchmarks, test/bench/*.bench.ts, one after the other: each is a program that prints what it measured.
 *
 *     node scripts/bench.mjs          all of them
 *     node scripts/bench.mjs import   those whose name contains "import"
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { buildForNode, filesIn } from "./build.mjs";
import { root } from "./paths.mjs";

const outDir = path.join(root, "dist", "bench");
const [wanted = ""] = process.argv.slice(2);

const files = (await filesIn("test/bench")).filter((file) => file.endsWith(".bench.ts"));
const programs = Object.fromEntries(files.map((file) => [path.basename(file, ".bench.ts"), file]));
const names = Object.keys(programs).filter((name) => name.includes(wanted));

if (names.length === 0)
  console.log(`There is no benchmark${wanted === "" ? "" : ` named like "${wanted}"`} in test/bench.`);
else await buildForNode(programs, outDir);
for (const name of names) {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, [path.join(outDir, `${name}.js`)], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
