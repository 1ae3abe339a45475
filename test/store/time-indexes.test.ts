import SqliteDatabase from "better-sqlite3";
import { expect, it } from "vitest";
import { connectionRecord, importSource, open, processRecord, START, temporaryPath } from "./workspace-fixture.ts";

/** Names of the indexes by time that are committed. */
function indexesByTime(file: string): unknown[] {
  const database = new SqliteDatabase(file, { readonly: true });
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE name LIKE '%\\_by\\_time' ESCAPE '\\'").pluck();
  const found = names.all().filter((name) => name !== "chunk_by_time" && name !== "control_by_time");
  database.close();
  return found.sort();
}

const BOTH = ["connection_by_time", "process_by_time"];

it("makes the indexes by time once all sources of an import are in, whatever becomes of it", async () => {
  const file = temporaryPath();
  const workspace = open(file);
  expect(indexesByTime(file)).toEqual(BOTH);
  const import_ = workspace.takeIn(() => {
    importSource(workspace, "events", (writer) => {
      writer.connection(connectionRecord({ start: START }), 1);
      writer.process(processRecord({}), START, 2);
    });
    expect(indexesByTime(file)).toEqual([]);
    expect(workspace.connections({}).total + workspace.processes({}).total).toBe(2);
    return Promise.reject(new Error("the third source was too much"));
  });
  await expect(import_).rejects.toThrow("the third source was too much");
  expect(indexesByTime(file)).toEqual(BOTH);
});

it("makes them when a file is opened whose import was killed", () => {
  const file = temporaryPath();
  open(file).close();
  const killed = new SqliteDatabase(file);
  killed.exec("DROP INDEX process_by_time");
  killed.close();
  expect(indexesByTime(file)).toEqual(["connection_by_time"]);
  open(file);
  expect(indexesByTime(file)).toEqual(BOTH);
});

it("leaves them where there are so many rows that to make them anew takes longer", async () => {
  const file = temporaryPath();
  const workspace = open(file);
  importSource(workspace, "events", (writer) => {
    for (let line = 0; line <= 100_000; line += 1) writer.connection(connectionRecord({}), line);
  });
  await workspace.takeIn(() => Promise.resolve(expect(indexesByTime(file)).toEqual(["connection_by_time"])));
});
