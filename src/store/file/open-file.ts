/** Opens the file of a workspace for its two connections, and leaves it as one file. */
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../base/errors.ts";
import { makeTimeIndexes } from "../events/time-indexes.ts";
import type { OpenOptions } from "../workspace.ts";
import { Database } from "./database.ts";
import { checkVersion, migrate } from "./migrate.ts";

/** Large pages: blocks of samples are a few kilobytes, and each should lie in one. */
const PAGE_SIZE = 32 * 1024;

/** Whether there is a file; a `UserError` where the path cannot be a workspace. */
export function isThere(path: string, options: Pick<OpenOptions, "create" | "readOnly">): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) return true;
  if (found !== undefined) {
    throw new UserError("bad-input", `${path} is not a file.`, { where: path, next: "Choose a .plimsoll file." });
  }
  if (statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true) {
    const folder = dirname(path);
    throw new UserError("not-found", `There is no folder ${folder}.`, { where: path, next: "Make it first." });
  }
  if (options.create !== true || options.readOnly === true) {
    throw new UserError("not-found", `There is no workspace at ${path}.`, { where: path, next: "Check the path." });
  }
  return false;
}

export function openWriter(path: string, isNew: boolean): Database {
  const writer = new Database(path, { readOnly: false, create: isNew });
  try {
    if (checkVersion(writer) === 0) writer.pragma(`page_size = ${String(PAGE_SIZE)}`);
    writer.pragma("journal_mode = WAL");
    writer.pragma("synchronous = NORMAL");
    writer.pragma("cache_size = -65536");
    // Sources that come one after the other change the same pages of an index: they are brought into the file seldom.
    writer.pragma("wal_autocheckpoint = 4000");
    // An import's journal may be as large as the import: it is cut back afterwards.
    writer.pragma("journal_size_limit = 67108864");
    writer.transaction(() => migrate(writer));
    makeTimeIndexes(writer);
    return writer;
  } catch (error) {
    writer.close();
    throw error;
  }
}

export function openReader(path: string): Database {
  const reader = new Database(path, { readOnly: true });
  try {
    if (checkVersion(reader) === 0) {
      throw new UserError("bad-input", `${path} is empty.`, { where: path, next: "Choose another .plimsoll file." });
    }
    reader.pragma("cache_size = -65536");
    return reader;
  } catch (error) {
    reader.close();
    throw error;
  }
}

/**
 * Brings the journal into the file and takes it away, so that the workspace can be copied as one file. Where another
 * process reads, or the disk is full, the journal stays beside it: nothing is lost, and the next one to close it cleans up.
 */
export function leaveOneFile(writer: Database): void {
  try {
    writer.pragma("optimize");
    writer.pragma("wal_checkpoint(TRUNCATE)");
    writer.pragma("journal_mode = DELETE");
  } catch (error) {
    if (!(error instanceof UserError && (error.code === "busy" || error.code === "no-space"))) throw error;
  }
}
