import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import SqliteDatabase from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/base/errors.ts";
import { Database } from "../../src/store/file/database.ts";
import { migrate } from "../../src/store/file/migrate.ts";
import { APPLICATION_ID, migrations } from "../../src/store/file/schema.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import { writeVersion1 } from "./version-1.ts";
import { addSamples, head, importSource, open, temporaryPath } from "./workspace-fixture.ts";

/** The `UserError` that a call ends in. */
function refusal(call: () => unknown): Pick<UserError, "code" | "message" | "next"> {
  try {
    call();
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, message: error.message, next: error.next };
    throw error;
  }
  throw new Error("It was not refused.");
}

describe("opening a workspace", () => {
  it("is refused where there is no file, no folder, or no file but a folder", () => {
    const missing = temporaryPath();
    expect(refusal(() => openWorkspace(missing))).toMatchObject({
      code: "not-found",
      message: `There is no workspace at ${missing}.`,
    });
    expect(refusal(() => openWorkspace(missing, { readOnly: true, create: true })).code).toBe("not-found");
    const elsewhere = path.join(missing, "deeper", "x.plimsoll");
    expect(refusal(() => openWorkspace(elsewhere, { create: true }))).toMatchObject({
      code: "not-found",
      next: "Make it first.",
    });
    expect(refusal(() => openWorkspace(path.dirname(missing), { create: true })).code).toBe("bad-input");
    expect(readdirSync(path.dirname(missing))).toEqual([]);
  });

  it("is refused for a file that is no workspace, which stays as it is", () => {
    const text = temporaryPath("notes.plimsoll");
    writeFileSync(text, "Not a database, but long enough to be taken for one.\n".repeat(40));
    expect(refusal(() => openWorkspace(text, { create: true }))).toMatchObject({
      code: "bad-input",
      message: `${text} is not a Plimsoll workspace.`,
    });
    const other = temporaryPath("other.db");
    new SqliteDatabase(other).exec("CREATE TABLE t (a)").close();
    const size = statSync(other).size;
    expect(refusal(() => openWorkspace(other, { create: true })).message).toBe(
      `${other} is a database, but not a Plimsoll workspace.`,
    );
    expect(statSync(other).size).toBe(size);
    expect(readdirSync(path.dirname(other))).toEqual(["other.db"]);
    const empty = temporaryPath();
    writeFileSync(empty, "");
    expect(refusal(() => openWorkspace(empty, { readOnly: true })).code).toBe("bad-input");
  });

  it("is refused for a file of a newer version, which says so", () => {
    const file = temporaryPath();
    open(file).close();
    const database = new SqliteDatabase(file);
    database.pragma(`user_version = ${String(migrations.length + 1)}`);
    database.close();
    for (const readOnly of [true, false]) {
      expect(refusal(() => openWorkspace(file, { readOnly }))).toMatchObject({
        code: "too-new",
        next: "Install the newer version to open it.",
      });
    }
  });

  it("is refused, or reading is, where the file is damaged", () => {
    const file = temporaryPath();
    const workspace = open(file);
    importSource(workspace, "a", (writer) => addSamples(writer, 100_000, (index) => Math.sin(index)));
    workspace.close();
    const size = statSync(file).size;
    const handle = openSync(file, "r+");
    for (let at = 33 * 1024; at < size; at += 3000) writeSync(handle, Buffer.alloc(500, 0xa5), 0, 500, at);
    closeSync(handle);
    const readAll = (): void => {
      const damaged = openWorkspace(file, { readOnly: true });
      try {
        for (const series of damaged.series()) damaged.readSamples(series.id);
        expect(damaged.series()).toHaveLength(1);
      } finally {
        damaged.close();
      }
    };
    expect(refusal(readAll).code).toBe("damaged");
    truncateSync(file, 40_000);
    expect(refusal(readAll).code).toBe("damaged");
  });

  it("is refused while it is open, in this process by name, and is free again afterwards", () => {
    const file = temporaryPath();
    const first = open(file);
    expect(refusal(() => openWorkspace(file))).toEqual({
      code: "busy",
      message: `${file} is already open in this Plimsoll.`,
      next: "Close it there, or open it read-only.",
    });
    const reading = open(file, { readOnly: true });
    expect(reading.sources()).toEqual([]);
    importSource(first, "a", (writer) => addSamples(writer, 10, () => 1));
    expect(reading.series()).toHaveLength(1);
    reading.close();
    first.close();
    open(file).close();
  });

  it("works where a lock was left behind by a machine that lost power", () => {
    const file = temporaryPath();
    open(file).close();
    new SqliteDatabase(`${file}-lock`)
      .exec("CREATE TABLE owner (pid INTEGER, token TEXT); INSERT INTO owner VALUES (1, 'x')")
      .close();
    open(file).close();
    expect(readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
  });

  it("leaves one file with large pages behind, that can be read where nothing can be written", () => {
    const file = temporaryPath();
    const workspace = open(file);
    importSource(workspace, "a", (writer) => addSamples(writer, 10_000, (index) => index));
    expect(existsSync(`${file}-lock`)).toBe(true);
    workspace.close();
    expect(readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
    const reading = open(file, { readOnly: true });
    expect(reading.series()[0]?.count).toBe(10_000);
    expect(readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
    expect(new SqliteDatabase(file, { readonly: true }).pragma("page_size", { simple: true })).toBe(32_768);
  });

  it("read-only refuses every change", () => {
    const file = temporaryPath();
    open(file).close();
    const workspace = open(file, { readOnly: true });
    for (const change of [
      () => workspace.beginSource(head("a")),
      () => workspace.mergeHosts([{ name: "H" }]),
      () => workspace.setSetting("a", "1"),
      () => workspace.recordCustody("export", {}),
      () => workspace.removeSource(1),
    ]) {
      expect(refusal(change).code).toBe("not-writable");
    }
    expect(workspace.readOnly).toBe(true);
  });

  it.skipIf(process.platform !== "linux")("is refused in a folder that cannot be written", () => {
    expect(refusal(() => openWorkspace("/proc/x.plimsoll", { create: true })).code).toBe("not-writable");
  });

  it("may be asked to close twice, and undoes a source that is still open", () => {
    const file = temporaryPath();
    const workspace = open(file);
    addSamples(workspace.beginSource(head("a")), 5000, () => 1);
    workspace.close();
    workspace.close();
    expect(open(file).sources()).toEqual([]);
  });
});

describe("a full disk", () => {
  it("is told as such, and leaves what was there", () => {
    const database = new Database(temporaryPath(), { readOnly: false, create: true });
    database.execute("CREATE TABLE t (a BLOB); INSERT INTO t VALUES (zeroblob(100))");
    database.pragma("max_page_count = 20");
    const fill = (): void => {
      for (let i = 0; i < 100; i += 1) database.prepare("INSERT INTO t VALUES (zeroblob(4000))").run();
    };
    expect(refusal(() => database.transaction(fill)).code).toBe("no-space");
    expect(database.inTransaction).toBe(false);
    expect(database.prepare("SELECT count(*) AS n FROM t").get()).toEqual({ n: 1 });
    database.close();
  });
});

describe("an older workspace", () => {
  it("of every released version opens and holds what it held", () => {
    const file = temporaryPath();
    writeVersion1(file);
    const workspace = open(file);
    expect(workspace.series()).toMatchObject([{ host: "RND-07", count: 3, min: 0.1, max: 0.3 }]);
    expect([...workspace.readSamples(1).values]).toEqual([0.1, 0.2, 0.3]);
    expect(workspace.sources()).toMatchObject([{ path: "old.csv", samples: 3, hosts: ["RND-07"] }]);
    expect(workspace.verifyCustody()).toEqual({ checked: 2, problems: [] });
  });

  it("that is only read holds what it held, and nothing that came after it", () => {
    const file = temporaryPath();
    writeVersion1(file);
    const workspace = open(file, { create: false, readOnly: true });
    expect([workspace.series().length, workspace.annotations(), workspace.verifyCustody().problems]).toEqual([
      1,
      [],
      [],
    ]);
  });

  it("is brought up to date step by step, each wholly or not at all", () => {
    const database = new Database(temporaryPath(), { readOnly: false, create: true });
    migrate(database, ["CREATE TABLE a (x)"]);
    migrate(database, ["CREATE TABLE a (x)", "CREATE TABLE b (x)"]);
    const broken = ["CREATE TABLE a (x)", "CREATE TABLE b (x)", "CREATE TABLE c (x); CREATE TABLE a (x)"];
    expect(() => migrate(database, broken)).toThrow(/already exists/);
    expect(database.prepare("SELECT name FROM sqlite_schema ORDER BY name").all()).toEqual([
      { name: "a" },
      { name: "b" },
    ]);
    expect([database.pragma("user_version"), database.pragma("application_id")]).toEqual([2, APPLICATION_ID]);
    database.close();
  });
});
