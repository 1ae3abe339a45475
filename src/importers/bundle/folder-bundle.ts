/** A folder on disk, or one file of it, as a bundle. */
import type { Dirent } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { describeError, UserError } from "../../base/errors.ts";
import {
  findManifest,
  MANIFEST_NAME,
  type Bundle,
  type BundleFile,
  type BundleLimits,
  type RefusedEntry,
} from "./bundle.ts";
import { isLitter, LINK_OUT, staysInside } from "./entry-path.ts";
import { fileStream, unreadable } from "./file-stream.ts";

export function singleFile(path: string, size: number): Bundle {
  const file: BundleFile = { path: basename(path), size, open: () => fileStream(path), diskPath: path };
  const isManifest = file.path === MANIFEST_NAME;
  return {
    totalBytes: size,
    refused: [],
    manifest: isManifest ? file : undefined,
    files: () => each(isManifest ? [] : [file]),
    close: () => Promise.resolve(),
  };
}

/** All files below a folder in the order of their paths. */
export async function folderBundle(root: string, limits: BundleLimits, signal: AbortSignal): Promise<Bundle> {
  const files: BundleFile[] = [];
  const refused: RefusedEntry[] = [];
  let count = 0;

  const enter = async (folder: string, inside: string): Promise<void> => {
    signal.throwIfAborted();
    let entries: Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (cause) {
      if (inside === "") throw unreadable(folder, cause);
      refused.push({ path: inside, reason: "The folder may not be read, or is not there any more: it was left out." });
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
      if (isLitter(path)) continue;
      count += 1;
      if (count > limits.entries) throw tooManyEntries(limits);
      if (entry.isDirectory()) await enter(join(folder, entry.name), path);
      else await visit(join(folder, entry.name), path, entry);
    }
  };

  const visit = async (full: string, path: string, entry: Dirent): Promise<void> => {
    try {
      if (entry.isSymbolicLink()) {
        if (!staysInside(path, await readlink(full))) refused.push({ path, reason: LINK_OUT });
      } else if (entry.isFile()) {
        files.push({ path, size: (await lstat(full)).size, open: () => fileStream(full), diskPath: full });
      } else {
        refused.push({ path, reason: "The entry is a device, a pipe or a socket: it was not read." });
      }
    } catch (error) {
      refused.push({ path, reason: describeError(unreadable(full, error)) });
    }
  };

  await enter(root, "");
  const manifestPath = findManifest(files.map((file) => file.path));
  return {
    totalBytes: files.reduce((sum, file) => sum + file.size, 0),
    refused,
    manifest: files.find((file) => file.path === manifestPath),
    files: () => each(files.filter((file) => file.path !== manifestPath)),
    close: () => Promise.resolve(),
  };
}

export function tooManyEntries(limits: BundleLimits): UserError {
  return new UserError("bad-input", `The bundle holds more than ${limits.entries} entries.`, {
    next: "Import a part of it.",
  });
}

async function* each<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
  await Promise.resolve();
}
