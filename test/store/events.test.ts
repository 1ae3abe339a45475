import { quoted } from "../../src/filter/complete-filter.ts";
import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND, timestamp, type Timestamp } from "../../src/base/time.ts";
import type { Justification } from "../../src/model/justification.ts";
import type { Page, Workspace } from "../../src/store/workspace.ts";
import { connectionRecord, head, importSource, open, processRecord, START } from "./workspace-fixture.ts";

const after = (microseconds: number): Timestamp => timestamp(START + microseconds);

function everyPage<Row>(read: (next: string | undefined) => Page<Row>): Row[] {
  const rows: Row[] = [];
  let page = read(undefined);
  for (;;) {
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    page = read(page.next);
  }
}

describe("events", () => {
  it("refuse a place to go on from that no page gave", () => {
    expect(() => open().connections({ after: "1; DROP TABLE connection" })).toThrow(/no place to go on from/);
  });

  it("refuse usage of a process that the source has not named", () => {
    const writer = open().beginSource(head("a"));
    const usage = { time: START, cpu: 1, memory: undefined, readBytes: undefined, writeBytes: undefined };
    expect(() => writer.processUsage(7, usage)).toThrow(RangeError);
  });

  it("come back as they were", () => {
    const workspace = open();
    const full = connectionRecord({
      durationSeconds: 12.5,
      destinationDomain: "pool.example",
      bytesOut: 2 ** 40,
      bytesIn: 0,
      pid: 4321,
      processName: "svchost.exe",
      entityId: "{1}",
      application: "stratum",
      state: "SF",
    });
    const bare = connectionRecord({ host: "RND-08", direction: undefined, transport: undefined, start: after(SECOND) });
    const control = { host: "RND-07", time: START, action: "logon", user: undefined, message: "ümläut" };
    importSource(workspace, "a", (writer) => {
      writer.connection(full, 3);
      writer.connection(bare, 4);
      writer.control(control, 5);
    });
    expect(workspace.connections({}).rows).toEqual([
      { ...full, id: 1, sourceId: 1, locator: 3 },
      { ...bare, id: 2, sourceId: 1, locator: 4 },
    ]);
    expect(workspace.controls({})).toEqual({
      rows: [{ ...control, id: 1, sourceId: 1, locator: 5 }],
      next: undefined,
      total: 1,
    });
    expect(workspace.host("RND-07")).toMatchObject({
      connectionCount: 1,
      controlCount: 1,
      from: START,
      to: after(12.5e6),
    });
  });

  it("are found by overlap with a half-open range, by host and by text as it is written", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => {
      writer.connection(connectionRecord({ durationSeconds: 3600, destinationDomain: "100%_real.example" }), 1);
      writer.connection(connectionRecord({ start: after(2 * HOUR), host: "RND-08", processName: "Xmrig" }), 2);
      writer.connection(connectionRecord({ start: after(3 * HOUR), host: "RND-09", processName: "100 real" }), 3);
    });
    const found = (query: Parameters<Workspace["connections"]>[0]): number[] =>
      workspace.connections(query).rows.map((row) => row.locator);
    expect(found({ range: { start: after(HOUR), end: after(2 * HOUR) } })).toEqual([1]);
    expect(found({ range: { start: after(HOUR + 1), end: after(2 * HOUR) } })).toEqual([]);
    expect(found({ range: { start: after(2 * HOUR), end: after(2 * HOUR + 1) } })).toEqual([2]);
    expect(found({ hosts: ["rnd-07"] })).toEqual([1]);
    expect(found({ hosts: ["RND-09", "RND-08"] })).toEqual([2, 3]);
    expect(found({ hosts: ["nobody"] })).toEqual([]);
    expect(found({ hosts: [] })).toEqual([]);
    expect(found({ filter: { text: quoted("xMRig") } })).toEqual([2]);
    expect(found({ filter: { text: quoted("100%_real") } })).toEqual([1]);
    expect(found({ filter: { text: quoted("100_real") } })).toEqual([]);
  });

  it("come in pages that hold each row once, in order of time, with the total on every page", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => {
      for (let i = 0; i < 500; i += 1) {
        writer.connection(connectionRecord({ start: after((i * 7919) % 50), host: `H${String(i % 3)}` }), i);
        writer.control({ host: "H0", time: after(i % 10), action: "logon", user: "u", message: "m" }, i);
      }
    });
    const connections = everyPage((next) =>
      workspace.connections({ limit: 7, ...(next === undefined ? {} : { after: next }) }),
    );
    expect(new Set(connections.map((row) => row.id)).size).toBe(500);
    expect(connections.map((row) => row.start)).toEqual(connections.map((row) => row.start).toSorted((a, b) => a - b));
    const byIdAndTime = connections.toSorted((a, b) => b.start - a.start || b.id - a.id).map((row) => row.id);
    const order = { field: "event.start", descending: true };
    const backwards = everyPage((next) =>
      workspace.connections({ order, limit: 40, ...(next === undefined ? {} : { after: next }) }),
    );
    expect(backwards.map((row) => row.id)).toEqual(byIdAndTime);
    const ofTwo = everyPage((next) =>
      workspace.connections({ hosts: ["H1", "H2"], limit: 50, ...(next === undefined ? {} : { after: next }) }),
    );
    expect(ofTwo).toHaveLength(333);
    const controls = everyPage((next) =>
      workspace.controls({ limit: 100, ...(next === undefined ? {} : { after: next }) }),
    );
    expect(new Set(controls.map((row) => row.id)).size).toBe(500);
    const second = workspace.controls({ limit: 100, after: workspace.controls({ limit: 100 }).next ?? "" });
    expect([second.total, second.rows.length]).toEqual([500, 100]);
  });

  it("can be looked into anywhere, in whatever order, and hold the same rows as all of them together", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => {
      for (let i = 0; i < 100; i += 1) {
        const pid = i % 3 === 0 ? undefined : i % 7;
        writer.connection(connectionRecord({ start: after((i * 79) % 50), processName: `p${String(i % 5)}`, pid }), i);
      }
    });
    const orders = ["event.start", "process.name", "process.pid"].flatMap((field) =>
      [false, true].map((descending) => ({ order: { field, descending } })),
    );
    for (const order of [...orders, { first: [90, 7] }]) {
      const rows = workspace.connections({ ...order, limit: 200 }).rows.map(({ id }) => id);
      for (const skip of [0, 1, 35, 60, 95, 100, 200]) {
        const page = workspace.connections({ ...order, skip, limit: 10 });
        expect([page.total, page.rows.map(({ id }) => id)]).toEqual([100, rows.slice(skip, skip + 10)]);
        expect(workspace.connections({ ...order, skip, limit: 10, total: 100 })).toEqual(page);
      }
    }
  });
});

describe("processes", () => {
  const add = (
    workspace: Workspace,
    name: string,
    ...seen: (readonly [Partial<Parameters<typeof processRecord>[0]>, number])[]
  ): number[] => {
    const ids: number[] = [];
    importSource(workspace, name, (writer) => {
      seen.forEach(([fields, time], index) => ids.push(writer.process(processRecord(fields), after(time), index)));
    });
    return ids;
  };

  it("are one instance by entity id, whatever their pid's past", () => {
    const workspace = open();
    const [a, b, c] = add(
      workspace,
      "a",
      [{ entityId: "{1}", start: START }, 0],
      [{ entityId: "{2}", start: after(SECOND) }, 1],
      [{ entityId: "{1}", end: after(DAY), user: "u" }, DAY],
    );
    expect([a === c, a === b]).toEqual([true, false]);
    expect(workspace.processes({}).rows[0]).toMatchObject({
      first: START,
      last: after(DAY),
      end: after(DAY),
      user: "u",
    });
  });

  it("are one instance by pid and start to about a second, and without a start by name and nearness", () => {
    const ids = add(
      open(),
      "a",
      [{ start: after(0.6 * SECOND) }, 0],
      [{ start: START, name: "renamed" }, MINUTE],
      [{ start: after(HOUR) }, HOUR],
      [{ name: "SvcHost.exe" }, 2 * HOUR],
      [{ name: "other.exe" }, 2 * HOUR],
      [{}, 30 * HOUR],
      [{ host: "RND-08" }, 2 * HOUR],
    );
    expect(ids).toEqual([1, 1, 2, 2, 3, 4, 5]);
  });

  it("are not the one that had ended or had not begun", () => {
    expect(add(open(), "a", [{ end: after(HOUR) }, 0], [{}, 2 * HOUR], [{ start: after(3 * HOUR) }, 3 * HOUR])).toEqual(
      [1, 2, 3],
    );
  });

  it("of several sources are one, and only what a source knew goes with it", () => {
    const workspace = open();
    add(workspace, "a", [{ start: START, commandLine: "svchost -k" }, 0]);
    add(workspace, "b", [{ start: START, user: "SYSTEM", entityId: "{1}" }, HOUR], [{ pid: 7 }, HOUR]);
    expect(workspace.processes({}).total).toBe(2);
    expect(workspace.processes({}).rows[0]).toMatchObject({
      commandLine: "svchost -k",
      user: "SYSTEM",
      entityId: "{1}",
      last: after(HOUR),
      sourceId: 1,
    });
    workspace.removeSource(1);
    expect(workspace.processes({}).rows[0]).toMatchObject({
      id: 1,
      user: "SYSTEM",
      commandLine: undefined,
      sourceId: 2,
    });
    workspace.removeSource(2);
    expect(workspace.processes({}).rows).toEqual([]);
  });

  it("stay the same instances when a source has more of them than memory should hold", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => {
      const ids: number[] = [];
      for (let pid = 0; pid < 100_400; pid += 1)
        ids.push(writer.process(processRecord({ pid, start: START }), START, pid));
      const again = writer.process(processRecord({ pid: 3, start: START, user: "late" }), after(HOUR), 1);
      expect(again).toBe(ids[3]);
      writer.processUsage(ids[4] ?? 0, { time: after(DAY), cpu: 1, memory: 2, readBytes: undefined, writeBytes: 0 });
    });
    expect(workspace.processes({ filter: { text: quoted("late") } }).rows).toMatchObject([
      { pid: 3, first: START, last: after(HOUR) },
    ]);
    expect(workspace.processes({ range: { start: after(DAY), end: after(DAY + 1) } }).rows).toMatchObject([
      { pid: 4, sampleCount: 1, last: after(DAY) },
    ]);
  });

  it("of another source are found by their start among many of the same pid, and without one by name and nearness", () => {
    const workspace = open();
    const starts = Array.from({ length: 200 }, (_, day) => day * DAY);
    add(workspace, "a", ...starts.map((time) => [{ start: after(time) }, time] as const));
    const late = after(205 * DAY);
    add(workspace, "b", [{ name: "other.exe" }, 205 * DAY], [{ entityId: "{9}", start: late, name: "x" }, 206 * DAY]);
    add(
      workspace,
      "c",
      [{ start: after(SECOND), user: "first" }, 50 * DAY],
      [{ user: "near" }, 199 * DAY + HOUR],
      [{ entityId: "{9}", user: "entity" }, 400 * DAY],
      [{ start: after(300 * DAY), user: "new" }, 300 * DAY],
    );
    const found = workspace.processes({ limit: 1000 }).rows.filter((row) => row.user !== undefined);
    expect(found.map((row) => [row.user, row.id])).toEqual([
      ["first", 1],
      ["near", 200],
      ["entity", 202],
      ["new", 203],
    ]);
  });

  it("are found by what they ran as", () => {
    const workspace = open();
    add(workspace, "a", [{ commandLine: "C:\\x\\y.exe --donate-level 1" }, 0], [{ pid: 2, container: "c1" }, 0]);
    expect(workspace.processes({ filter: { text: quoted("DONATE-level") } }).rows.map((row) => row.pid)).toEqual([100]);
    expect(workspace.processes({ anyText: ["nowhere", "DONATE-level"] }).rows.map((row) => row.pid)).toEqual([100]);
    expect(workspace.processes({ anyText: ["nowhere"] }).rows).toEqual([]);
    expect(workspace.processes({ filter: { text: quoted("\\y") } }).rows.map((row) => row.pid)).toEqual([100]);
    expect(
      workspace.processes({ filter: { text: quoted("c1") }, hosts: ["RND-07"] }).rows.map((row) => row.pid),
    ).toEqual([2]);
  });
});

describe("usage of processes", () => {
  it("comes back for a host and a half-open range in order of time, with NaN where the source did not tell", () => {
    const workspace = open();
    for (const [source, offset] of [
      ["a", 0],
      ["b", MINUTE / 2],
    ] as const) {
      importSource(workspace, source, (writer) => {
        const ids = [1, 2, 3].map((pid) => writer.process(processRecord({ pid, start: START }), START, 0));
        for (let index = 0; index < 3000; index += 1) {
          for (const id of ids) {
            const time = after(offset + index * MINUTE);
            writer.processUsage(id, { time, cpu: id / 4, memory: 1e6 * index, readBytes: undefined, writeBytes: 0.5 });
          }
        }
      });
    }
    const usage = workspace.processUsage("RND-07", { start: after(MINUTE), end: after(3 * MINUTE) });
    expect([...usage.processIds]).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
    expect([...usage.times].map((time) => (time - START) / MINUTE)).toEqual([
      1, 1, 1, 1.5, 1.5, 1.5, 2, 2, 2, 2.5, 2.5, 2.5,
    ]);
    expect([...usage.cpu.subarray(0, 3)]).toEqual([0.25, 0.5, 0.75]);
    expect([...usage.memory.subarray(0, 4)]).toEqual([1e6, 1e6, 1e6, 1e6]);
    expect(usage.readBytes.every(Number.isNaN)).toBe(true);
    expect(usage.writeBytes.every((value) => value === 0.5)).toBe(true);
    expect(workspace.processes({}).rows[0]?.sampleCount).toBe(6000);
    expect(workspace.processUsage("nobody", { start: START, end: after(DAY) }).times).toHaveLength(0);
  });
});

describe("justifications", () => {
  it("are found by host, by a range they may touch, and by text", () => {
    const workspace = open();
    const record = (fields: Partial<Justification>): Justification => ({
      id: "CHG1",
      kind: "change",
      title: "Patch day",
      hosts: ["RND-07"],
      start: START,
      end: after(HOUR),
      recurrence: undefined,
      timeZone: undefined,
      approval: "approved",
      state: "Closed",
      created: undefined,
      metrics: [],
      expected: [{ metric: "system.cpu.utilization", comparison: "<=", value: Infinity }],
      process: undefined,
      ...fields,
    });
    importSource(workspace, "a", (writer) => {
      writer.justification(record({}), 1);
      writer.justification(record({ id: "TASK", recurrence: "FREQ=DAILY", hosts: ["RND-08"] }), 2);
      writer.justification(record({ id: "OPEN", end: undefined, hosts: [], process: "make" }), 3);
    });
    const found = (query: Parameters<Workspace["justifications"]>[0]): string[] =>
      workspace.justifications(query).map((one) => one.id);
    expect(workspace.justifications()[0]).toEqual({ ...record({}), rowId: 1, sourceId: 1, locator: 1 });
    expect(found({ hosts: ["rnd-08"] })).toEqual(["TASK"]);
    expect(found({ range: { start: after(DAY), end: after(2 * DAY) } })).toEqual(["TASK", "OPEN"]);
    expect(found({ range: { start: timestamp(START - DAY), end: START } })).toEqual([]);
    expect(found({ filter: { text: quoted("MAKE") } })).toEqual(["OPEN"]);
  });
});
