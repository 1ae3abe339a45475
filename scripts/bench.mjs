/**
 * Runs the benchmarks, test/bench/*.bench.ts, one after the other: each is a program that prints what it measured.
 *
 *     node scripts/bench.mjs              all of them, about 10 million samples each
 *     node scripts/bench.mjs import       those whose name contains "import"
 *     node scripts/bench.mjs --quick      about 1 million samples, three rounds
 *     node scripts/bench.mjs --large      100 million samples and more; takes long, and 5 GB of a temporary folder
 *     node scripts/bench.mjs --record     also puts what is printed into BENCHMARKS.md, where that has a place for it
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { buildAll, buildForNode, filesIn } from "./build.mjs";
import { root } from "./paths.mjs";
import { hasDisplay } from "./runtime/system.mjs";

const outDir = path.join(root, "dist", "bench");
const record = path.join(root, "BENCHMARKS.md");
const args = process.argv.slice(2);
// The last one named counts, so that a script's own size can be overruled.
const size = args.findLast((arg) => arg === "--quick" || arg === "--large")?.slice(2) ?? "usual";
const [wanted = ""] = args.filter((arg) => !arg.startsWith("--"));

const files = (await filesIn("test/bench")).filter((file) => file.endsWith(".bench.ts"));
const programs = Object.fromEntries(files.map((file) => [path.basename(file, ".bench.ts"), file]));
const names = Object.keys(programs).filter((name) => name.includes(wanted));

if (names.length === 0)
  console.log(`There is no benchmark${wanted === "" ? "" : ` named like "${wanted}"`} in test/bench.`);
else {
  // The product's worker threads run from its own build.
  await buildAll(names.some(needsWindow) ? undefined : ["node"]);
  await buildForNode(programs, outDir);
}
for (const name of names) {
  console.log(`\n${name}`);
  const display = needsWindow(name) && !hasDisplay() ? ["xvfb-run", "-a", "-s", "-screen 0 2048x1200x24"] : [];
  const [command, ...words] = [...display, process.execPath, path.join(outDir, `${name}.js`)];
  const { status, stdout } = spawnSync(command, words, {
    cwd: root,
    env: { ...process.env, PLIMSOLL_BENCH_SIZE: size },
    stdio: ["inherit", "pipe", "inherit"],
    encoding: "utf8",
  });
  process.stdout.write(stdout);
  if (status !== 0) process.exitCode = 1;
  else if (args.includes("--record")) await recordOutput(name, stdout);
}

/** Whether a benchmark opens the program's window, and needs all of it built and a screen. */
function needsWindow(name) {
  return name === "ui";
}

/**
 * A benchmark's place in BENCHMARKS.md is between `<!-- name -->` and `<!-- /name -->`, that of another size between
 * `<!-- name --large -->` and its end; what has no place is left out.
 */
async function recordOutput(name, output) {
  const place = size === "usual" ? name : `${name} --${size}`;
  const text = readFileSync(record, "utf8");
  const [begin, end] = [`<!-- ${place} -->`, `<!-- /${place} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) return;
  const filled = `${text.slice(0, from + begin.length)}\n\n${output.trim()}\n\n${text.slice(to)}`;
  writeFileSync(record, await format(filled, { parser: "markdown", printWidth: 120 }));
}
