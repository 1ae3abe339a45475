import { describe, expect, it } from "vitest";
import { HOUR, timestamp } from "../../src/base/time.ts";
import { Database } from "../../src/store/file/database.ts";
import { migrate } from "../../src/store/file/migrate.ts";
import { migrations } from "../../src/store/file/schema.ts";
import { connectionRecord, importSource, open, processRecord, START, temporaryPath } from "./workspace-fixture.ts";

const packed = (...fields: readonly string[]): string => fields.join("\u001f");

/** A file of format version 3 with events of two sources, as that version wrote them. */
function writeVersion3(file: string): void {
  const database = new Database(file, { readOnly: false, create: true });
  migrate(database, migrations.slice(0, 3));
  const run = (sql: string, ...values: (number | string | null)[]): unknown => database.prepare(sql).run(...values);
  run("INSERT INTO host (id, name, folded) VALUES (1, 'RND-07', 'rnd-07'), (2, 'RND-08', 'rnd-08')");
  for (const id of [1, 2]) {
    run(
      "INSERT INTO source VALUES (?, ?, ?, 1, 'test', 0, 2, 2, 0, 0, 0, 2, ?, ?, '[]')",
      id,
      `${String(id)}.csv`,
      String(id).repeat(64),
      START,
      START + HOUR,
    );
    run("INSERT INTO source_host VALUES (?, 1, ?, ?, 1, 0)", id, START, START + HOUR);
  }
  const process = "INSERT INTO process VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  run(process, 3, 1, 100, "svchost.exe", "{3}", START, START + HOUR, START, START + HOUR);
  run(process, 7, 2, 200, "ruhe.exe", null, null, null, START + 5, START + 6);
  const record = "INSERT INTO process_record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  const first = packed("", "svchost.exe", "C:\\a.exe", "", "", "", "", "", "", "");
  run(record, 3, 1, 11, START, START + 10, 2, 100, null, null, null, null, first);
  const second = packed("{3}", "SVCHOST.EXE", "C:\\b.exe", "b --x", "explorer.exe", "", "alice", "", "", "pod");
  run(record, 3, 2, 12, START + 5, START + HOUR, 3, 100, 4, START, START + HOUR, 1, second);
  const third = packed("", "ruhe.exe", "", "ruhe\u241f", "", "", "", "", "", "");
  run(record, 7, 2, 13, START + 5, START + 6, 0, 200, null, null, null, 0, third);
  const connection = "INSERT INTO connection VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  const texts = packed("tcp", "outbound", "10.0.4.7", "50000", "203.0.113.9", "14444", "", "svchost.exe", "", "", "SF");
  run(connection, 5, 1, 1, 21, START, START + 1500, 0.0015, 10, null, 100, texts);
  run(connection, 9, 1, 2, 22, START + 5, START + 5, null, null, 20, null, packed(..."udp,,,,,,,,,,".split(",")));
  database.close();
}

describe("a workspace of version 3", () => {
  it("keeps its events when it is brought up to date", () => {
    const file = temporaryPath();
    writeVersion3(file);
    const workspace = open(file);
    const blank = { ...processRecord({}), sampleCount: 0 };
    expect(workspace.processes({}).rows).toEqual([
      {
        ...blank,
        id: 3,
        entityId: "{3}",
        executable: "C:\\a.exe",
        commandLine: "b --x",
        parentPid: 4,
        parentName: "explorer.exe",
        user: "alice",
        start: START,
        end: START + HOUR,
        signed: true,
        container: "pod",
        first: START,
        last: START + HOUR,
        sampleCount: 5,
        sourceId: 1,
        locator: 11,
      },
      {
        ...blank,
        id: 7,
        host: "RND-08",
        pid: 200,
        name: "ruhe.exe",
        commandLine: "ruhe\u241f",
        signed: false,
        first: START + 5,
        last: START + 6,
        sourceId: 2,
        locator: 13,
      },
    ]);
    const udp = {
      transport: "udp",
      direction: undefined,
      sourceIp: undefined,
      sourcePort: undefined,
      destinationIp: undefined,
      destinationPort: undefined,
    };
    expect(workspace.connections({}).rows).toEqual([
      {
        ...connectionRecord({
          durationSeconds: 0.0015,
          bytesOut: 10,
          pid: 100,
          processName: "svchost.exe",
          state: "SF",
        }),
        id: 5,
        sourceId: 1,
        locator: 21,
      },
      { ...connectionRecord({ ...udp, start: timestamp(START + 5), bytesIn: 20 }), id: 9, sourceId: 2, locator: 22 },
    ]);
    expect(workspace.processes({ anyText: ["b.exe"] }).total).toBe(1);
  });

  it("takes one source of a process out again, and numbers new processes on", () => {
    const file = temporaryPath();
    writeVersion3(file);
    const workspace = open(file);
    workspace.removeSource(1);
    expect(workspace.processes({ hosts: ["RND-07"] }).rows).toMatchObject([
      { id: 3, name: "SVCHOST.EXE", executable: "C:\\b.exe", first: START + 5, sampleCount: 3, sourceId: 2 },
    ]);
    workspace.removeSource(2);
    expect([workspace.processes({}).total, workspace.connections({}).total]).toEqual([0, 0]);
    importSource(workspace, "new", (writer) => writer.process(processRecord({}), START, 1));
    expect(workspace.processes({}).rows.map(({ id }) => id)).toEqual([8]);
  });

  it("that is only read says what has to be done before its events can be read", () => {
    const file = temporaryPath();
    writeVersion3(file);
    const workspace = open(file, { create: false, readOnly: true });
    expect(workspace.hosts().map(({ processCount }) => processCount)).toEqual([1, 1]);
    expect(() => workspace.connections({})).toThrow(/written by an older Plimsoll/);
  });
});
