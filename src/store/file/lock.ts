/**
 * One writer for a workspace, on this machine or on a share: a transaction that stays open on a file beside it, which
 * the operating system ends with the process, however that ends. The file says whose it is.
 */
import { randomBytes } from "node:crypto";
import { unlinkSync } from "node:fs";
import { UserError } from "../../base/errors.ts";
import { Database } from "./database.ts";

export interface Lock {
  release(): void;
}

interface Owner {
  readonly pid: number;
  readonly token: string;
}

const ATTEMPTS = 5;

/** Takes the lock of a workspace; a `UserError` ("busy") that names the owner's process where another one holds it. */
export function takeLock(workspacePath: string): Lock {
  const path = `${workspacePath}-lock`;
  const token = randomBytes(16).toString("hex");
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const database = openLockFile(path, workspacePath);
    try {
      // Nothing in this file is worth a journal or a wait for the disk.
      database.pragma("journal_mode = MEMORY");
      database.pragma("synchronous = OFF");
      database.transaction(() => {
        database.execute("CREATE TABLE IF NOT EXISTS owner (pid INTEGER, token TEXT); DELETE FROM owner");
        database.prepare("INSERT INTO owner VALUES (?, ?)").run(process.pid, token);
      });
      database.execute("BEGIN IMMEDIATE");
    } catch (error) {
      const owner = isBusy(error) ? ownerOf(path) : undefined;
      database.close();
      if (isBusy(error)) throw busy(workspacePath, owner);
      throw error;
    }
    // Whoever had the lock before may have deleted the file under our feet: then what we hold is nobody's lock.
    if (ownerOf(path)?.token === token) return { release: () => release(database, path) };
    database.close();
  }
  throw busy(workspacePath, undefined);
}

function openLockFile(path: string, workspacePath: string): Database {
  try {
    return new Database(path, { readOnly: false, create: true, timeoutMs: 0 });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError("not-writable", `${workspacePath} cannot be opened for writing: its folder is read-only.`, {
      where: workspacePath,
      next: "Open it read-only, or copy it to a folder that you may write to.",
      cause: error,
    });
  }
}

function release(database: Database, path: string): void {
  // Deleted while it is still held, so that nobody can take it in between; Windows allows it only afterwards.
  if (!tryUnlink(path)) {
    database.close();
    tryUnlink(path);
    return;
  }
  database.close();
}

function tryUnlink(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Read through SQLite, never as a file: closing a file gives up all locks that the process has on it. */
function ownerOf(path: string): Owner | undefined {
  try {
    const database = new Database(path, { readOnly: true, timeoutMs: 0 });
    try {
      return database.prepare<Owner>("SELECT pid, token FROM owner").get();
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof UserError && error.code === "busy";
}

function busy(path: string, owner: Owner | undefined): UserError {
  const isOurs = owner?.pid === process.pid;
  const who = owner === undefined ? "another Plimsoll" : `another Plimsoll (process ${String(owner.pid)})`;
  return new UserError("busy", `${path} is already open in ${isOurs ? "this Plimsoll" : who}.`, {
    where: path,
    next: "Close it there, or open it read-only.",
  });
}
