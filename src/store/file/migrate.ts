/** Brings a workspace file to the version that this program writes, and refuses files that it must not touch. */
import { UserError } from "../../base/errors.ts";
import type { Database } from "./database.ts";
import { APPLICATION_ID, EVENTS_SINCE, migrations } from "./schema.ts";

/** Reads the version of a file; 0 is an empty file. A `UserError` where the file is no workspace or a newer one. */
export function checkVersion(database: Database, known: readonly string[] = migrations): number {
  const application = database.pragma("application_id");
  const version = Number(database.pragma("user_version"));
  const isEmpty = database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
  if (application === 0 && version === 0 && isEmpty) return 0;
  if (application !== APPLICATION_ID) {
    throw new UserError("bad-input", `${database.path} is a database, but not a Plimsoll workspace.`, {
      where: database.path,
      next: "Choose a .plimsoll file, or a new name.",
    });
  }
  if (version > known.length) {
    throw new UserError(
      "too-new",
      `${database.path} was written by a newer Plimsoll (format ${String(version)}; this one knows ${String(known.length)}).`,
      { where: database.path, next: "Install the newer version to open it." },
    );
  }
  return version;
}

/** Runs the steps that the file has not seen, each as one transaction. */
export function migrate(database: Database, steps: readonly string[] = migrations): void {
  for (let version = checkVersion(database, steps); version < steps.length; version += 1) {
    database.transaction(() => {
      database.execute(steps[version] ?? "");
      database.pragma(`application_id = ${String(APPLICATION_ID)}`);
      database.pragma(`user_version = ${String(version + 1)}`);
    });
  }
}

/** A `UserError` where a file that is only read is so old that its events lie otherwise. */
export function requireEvents(database: Database): void {
  if (Number(database.pragma("user_version")) >= EVENTS_SINCE) return;
  throw new UserError(
    "not-writable",
    `${database.path} was written by an older Plimsoll, and its events lie otherwise.`,
    {
      where: database.path,
      next: "Open it for writing once, or a copy of it: that brings it up to date.",
    },
  );
}
