/** Where things are: the checkout, the cache that several checkouts share, and the files the build leaves behind. */
import { accessSync, constants, mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Downloads and built binaries, kept outside the checkout so that a second `npm ci` finds them. */
export const cache = writable(path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "plimsoll"));

/** Which Electron to use, written by runtime.mjs and read by built code (see src/report for PDF). */
export const runtimeFile = path.join(root, "dist", "runtime.json");

/** Whether the module with this address is the script that was started. */
export function isMain(url) {
  return process.argv[1] !== undefined && fileURLToPath(url) === path.resolve(process.argv[1]);
}

/** npm runs scripts as the owner of the checkout, whose home may belong to someone else: then keep things in here. */
function writable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return path.join(root, "node_modules", ".cache", "plimsoll");
  }
}
