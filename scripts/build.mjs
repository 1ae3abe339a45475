/**
 * Builds the program with Vite into dist/: node/ (CLI, Electron main, engine, workers, preload) and renderer/.
 *
 * A part whose sources have not changed is left alone; a part is built beside the old one and swapped in, so that a
 * program that is running, or a build that fails, never meets half of it. `node scripts/build.mjs [node|renderer]`.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { isMain, root } from "./paths.mjs";
import { step, StepError } from "./runtime/steps.mjs";

const dist = path.join(root, "dist");
const always = ["package-lock.json", "scripts/build.mjs", "tsconfig.base.json"];
const quiet = { configFile: false, logLevel: "warn", mode: "production" };

/** What each part is made from, and how it is built into a folder. */
const parts = {
  node: { from: ["src", "main"], build: buildNode },
  renderer: { from: ["renderer", "src/base", "src/model", "src/statistics", "src/api"], build: buildRenderer },
};

/** Builds what has changed; throws a StepError with the compiler's words where that is not possible. */
export async function buildAll(names = Object.keys(parts)) {
  for (const name of names) {
    const { from, build } = parts[name];
    const stamp = await stampOf(from);
    if (stamp === existingStamp(name)) continue;
    await step(`Building dist/${name}`, async () => {
      await mkdir(dist, { recursive: true });
      const work = await mkdtemp(path.join(dist, `.${name}-`));
      try {
        await build(work);
        await writeFile(path.join(work, ".stamp"), stamp);
        await swap(work, path.join(dist, name));
      } catch (error) {
        const sentence = stripVTControlCharacters(error.message).replaceAll(/\n\s+at .*/g, "");
        throw error instanceof StepError ? error : new StepError(`dist/${name} could not be built: ${sentence}`);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    });
  }
}

async function buildNode(outDir) {
  const input = { cli: "src/cli/cli.ts", main: "main/main.ts", engine: "main/engine/engine.ts" };
  const missing = leaveOutMissing(input);
  if (missing.length > 0) console.log(`Left out of the build, since not there: ${missing.join(", ")}`);
  await buildForNode(input, outDir);
  if (existsSync(path.join(root, "main/preload.ts"))) await buildPreload(outDir);
}

/** Builds programs for Node, `{name: file}`, and beside them every worker that they may start. */
export async function buildForNode(programs, outDir) {
  const { build } = await import("vite");
  const input = { ...programs };
  for (const file of await filesIn("src")) {
    if (file.endsWith("-worker.ts")) input[path.basename(file, ".ts")] = file;
  }
  await build({
    ...quiet,
    root,
    ssr: { external: true },
    build: {
      ssr: true,
      target: "node20",
      outDir,
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        input,
        // Flat, so that every chunk finds a worker or dist/runtime.json at the same relative place.
        // A `const` that becomes a `var` is no constant to the engine: loops over tables of a module take up to twice as long.
        output: {
          format: "es",
          entryFileNames: "[name].js",
          chunkFileNames: "[name]-[hash].js",
          topLevelVar: false,
        },
      },
    },
  });
}

/** A sandboxed preload is CommonJS in one file, and may require nothing but electron. */
async function buildPreload(outDir) {
  const { build } = await import("vite");
  await build({
    ...quiet,
    root,
    build: {
      target: "chrome130",
      outDir,
      emptyOutDir: false,
      sourcemap: true,
      minify: false,
      copyPublicDir: false,
      lib: { entry: "main/preload.ts", formats: ["cjs"], fileName: () => "preload.cjs" },
      rolldownOptions: { external: ["electron"] },
    },
  });
}

async function buildRenderer(outDir) {
  if (!existsSync(path.join(root, "renderer/index.html"))) {
    console.log("Left out of the build, since not there: renderer/index.html");
    return;
  }
  const { build } = await import("vite");
  const { default: react } = await import("@vitejs/plugin-react");
  // Vitest says NODE_ENV=test, and with anything but "production" the page would get React's slow development build.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  await build({
    ...quiet,
    root: path.join(root, "renderer"),
    base: "./",
    plugins: [react()],
    build: {
      target: "chrome130",
      outDir,
      emptyOutDir: true,
      sourcemap: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { checks: { pluginTimings: false } },
      chunkSizeWarningLimit: 8000,
    },
  }).finally(() => {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  });
}

function leaveOutMissing(input) {
  const missing = Object.keys(input).filter((name) => !existsSync(path.join(root, input[name])));
  const files = missing.map((name) => input[name]);
  for (const name of missing) delete input[name];
  return files;
}

export async function filesIn(folder) {
  if (!existsSync(path.join(root, folder))) return [];
  const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

async function stampOf(folders) {
  const files = [...always];
  for (const folder of folders) files.push(...(await filesIn(folder)));
  const hash = createHash("sha256");
  for (const file of files.sort()) {
    hash.update(file);
    // A file that vanished meanwhile is as good as changed.
    hash.update(await readFile(path.join(root, file)).catch(() => ""));
  }
  return hash.digest("hex");
}

function existingStamp(name) {
  try {
    return readFileSync(path.join(dist, name, ".stamp"), "utf8");
  } catch {
    return undefined;
  }
}

async function swap(fresh, target) {
  const old = `${fresh}-old`;
  if (existsSync(target)) await rename(target, old);
  await rename(fresh, target);
  await rm(old, { recursive: true, force: true });
}

if (isMain(import.meta.url)) {
  try {
    await buildAll(process.argv.length > 2 ? process.argv.slice(2) : undefined);
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
