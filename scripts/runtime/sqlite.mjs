/**
 * Makes sure that better-sqlite3 opens a database in this Node and in the Electron that was found.
 *
 * Its prebuilt binary needs Node-API 10; where the runtime is older it crashes the process, so it is probed in a child
 * process. Only where the probe fails is the same source built, against the local Node and with the experimental
 * Node-API, which makes one binary for both runtimes. The result is kept in the cache.
 */
import { existsSync, readFileSync } from "node:fs";
import { copyFile, cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { cache, root } from "../paths.mjs";
import { attempt, run, step, StepError } from "./steps.mjs";
import { provideForBuilding } from "./system.mjs";

const home = path.join(root, "node_modules", "better-sqlite3");
const installed = path.join(home, "build", "Release", "better_sqlite3.node");
const probe = `const D = require(${JSON.stringify(home)});
const d = new D(":memory:"); d.exec("create table t (a)"); d.prepare("insert into t values (?)").run(1);
process.exit(d.prepare("select a from t").pluck().get() === 1 ? 0 : 1);`;
const flags = [
  "-UNAPI_VERSION",
  "-DNAPI_VERSION=2147483647",
  "-DNAPI_EXPERIMENTAL",
  "-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT",
];

async function works(electron) {
  const inNode = await attempt(process.execPath, ["-e", probe], { seconds: 60 });
  if (inNode.code !== 0 || electron === undefined) return inNode.code === 0;
  const env = { ELECTRON_RUN_AS_NODE: "1" };
  return (await attempt(electron, ["-e", probe], { env, seconds: 60 })).code === 0;
}

/** @param {string | undefined} electron the executable, where there is one */
export async function provideSqlite(electron) {
  const { version } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8"));
  const key = `better-sqlite3-${version}-${process.platform}-${process.arch}-abi${process.versions.modules}`;
  const cached = path.join(cache, key, "better_sqlite3.node");

  if (await works(electron)) {
    if (existsSync(installed) && !existsSync(cached)) await putInPlace(installed, cached);
    return;
  }
  if (existsSync(cached)) {
    await putInPlace(cached, installed);
    if (await works(electron)) {
      console.log(`better-sqlite3 ${version}: built binary taken from ${cached}`);
      return;
    }
  }
  await provideForBuilding();
  await step(`Building better-sqlite3 ${version} for this Node (once, about two minutes)`, async () => {
    await putInPlace(await build(), installed);
    if (!(await works(electron))) throw new StepError("better-sqlite3 was built, but does not open a database.");
    await putInPlace(installed, cached);
  });
}

/** Builds in a copy, so that the package holds either the finished binary or none. */
async function build() {
  const around = path.join(root, "node_modules", ".cache");
  await mkdir(around, { recursive: true });
  const copy = await mkdtemp(path.join(around, "better-sqlite3-"));
  try {
    for (const part of ["binding.gyp", "package.json", "deps", "src", "lib"]) {
      await cp(path.join(home, part), path.join(copy, part), { recursive: true });
    }
    const nodeGyp = createRequire(import.meta.url).resolve("node-gyp/bin/node-gyp.js");
    await run(process.execPath, [nodeGyp, "rebuild", "--release", "--force_build=1", ...headers()], {
      cwd: copy,
      env: { CXXFLAGS: [process.env.CXXFLAGS, ...flags].filter(Boolean).join(" ") },
      seconds: 1800,
    });
    const binary = path.join(around, `${path.basename(copy)}.node`);
    await rename(path.join(copy, "build", "Release", "better_sqlite3.node"), binary);
    return binary;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** The headers that came with this Node, where they did: node-gyp would otherwise download them. */
function headers() {
  const prefixes = [process.env.npm_config_nodedir, path.dirname(path.dirname(process.execPath))];
  const prefix = prefixes.find((each) => each && existsSync(path.join(each, "include", "node", "node.h")));
  return prefix === undefined ? [] : [`--nodedir=${prefix}`];
}

/** Copies beside the target and renames: a process that has the old file open keeps it, and no one sees half a file. */
async function putInPlace(from, to) {
  await mkdir(path.dirname(to), { recursive: true });
  const beside = `${to}.${process.pid}`;
  await copyFile(from, beside);
  await rename(beside, to);
}
