import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MINUTE, timestamp } from "../../src/base/time.ts";
import { connectionFields, processFields } from "../../src/filter/event-fields.ts";
import { valuesOf } from "../../src/filter/matches.ts";
import type { StoredConnection } from "../../src/model/events.ts";
import type { EventQuery, Workspace } from "../../src/store/workspace.ts";
import { filterCase, names, ports } from "../filter/filter-cases.ts";
import { connectionRecord, importSource, open, processRecord, START } from "./workspace-fixture.ts";

/** Every combination of the values that random filters ask for. */
function fill(workspace: Workspace): StoredConnection[] {
  importSource(workspace, "a", (writer) => {
    let line = 0;
    for (const processName of [...names, undefined]) {
      for (const destinationPort of [...ports, undefined]) {
        line += 1;
        writer.connection(
          connectionRecord({
            host: `host-${String(1 + (line % 2))}`,
            start: timestamp(START + (line % 5) * MINUTE),
            processName,
            destinationPort,
            destinationDomain: line % 3 === 0 ? "pool.example" : undefined,
            bytesOut: line % 4 === 0 ? undefined : line * 97,
          }),
          line,
        );
      }
    }
  });
  return workspace.connections({}).rows.toSorted((a, b) => a.id - b.id);
}

function everyRow(workspace: Workspace, query: EventQuery): StoredConnection[] {
  const rows: StoredConnection[] = [];
  let after: string | undefined;
  do {
    const page = workspace.connections({ ...query, limit: 7, ...(after === undefined ? {} : { after }) });
    rows.push(...page.rows);
    after = page.next;
    expect(rows.length <= page.total).toBe(true);
  } while (after !== undefined);
  return rows;
}

describe("a filter", () => {
  it("that is wrong is refused with its place, and an order by a field that is not there too", () => {
    const workspace = open();
    const filter = { text: "destination.port > many" };
    expect(() => workspace.connections({ filter })).toThrow(/not understood at character 20: "many" is no number/);
    const order = { field: "id; DROP TABLE connection", descending: false };
    expect(() => workspace.connections({ order })).toThrow(/have no field/);
  });

  it("admits in SQL the rows that it means", () => {
    const workspace = open();
    const all = fill(workspace);
    fc.assert(
      fc.property(filterCase, ({ text, isMeant }) => {
        const { rows, total } = workspace.connections({ filter: { text } });
        const found = rows.map((row) => row.id).toSorted((a, b) => a - b);
        const wanted = all.filter(isMeant).map((row) => row.id);
        expect(found).toEqual(wanted);
        expect(total).toBe(wanted.length);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("asks of a process what its first source says, whatever later ones add", () => {
    const workspace = open();
    const seen = START;
    importSource(workspace, "a", (writer) => {
      writer.process(processRecord({ pid: 1, entityId: "{1}", user: undefined, executable: "C:\\a.exe" }), seen, 1);
    });
    importSource(workspace, "b", (writer) => {
      writer.process(processRecord({ pid: 1, entityId: "{1}", user: "alice", executable: "C:\\b.exe" }), seen, 1);
    });
    const found = (text: string): number => workspace.processes({ filter: { text } }).total;
    expect(workspace.processes({}).rows).toHaveLength(1);
    expect([found("process.executable:*a.exe"), found("process.executable:*b.exe")]).toEqual([1, 0]);
    expect([found("user.name:alice"), found("not user.name:*"), found("event.count > 0")]).toEqual([1, 0, 0]);
  });
});

describe("an order", () => {
  it.each(connectionFields.map((field) => field.name))("by %s gives every row once, absent ones last", (name) => {
    const workspace = open();
    const all = fill(workspace);
    const field = connectionFields.find((one) => one.name === name);
    if (field === undefined) throw new Error("unreachable");
    const fold = (value: string | number | undefined) => (typeof value === "string" ? value.toUpperCase() : value);
    for (const descending of [false, true]) {
      const rows = everyRow(workspace, { order: { field: name, descending } });
      expect(rows.map((row) => row.id).toSorted((a, b) => a - b)).toEqual(all.map((row) => row.id));
      const values = rows.map((row) => fold(valuesOf(field, row)[0]));
      const there = values.filter((value) => value !== undefined);
      expect(values.slice(0, there.length)).toEqual(there);
      const pairs = there.slice(1).map((value, at) => [there[at] ?? value, value] as const);
      expect(pairs.every(([one, next]) => (descending ? one >= next : one <= next))).toBe(true);
    }
  });

  it("may put some rows first, where the query admits them", () => {
    const workspace = open();
    const all = fill(workspace);
    const filter = { text: "destination.port:443" };
    const admitted = all.filter((row) => row.destinationPort === 443).map((row) => row.id);
    const stranger = all.find((row) => row.destinationPort !== 443)?.id ?? 0;
    const first = [admitted.at(-1) ?? 0, stranger, admitted[3] ?? 0];
    const rows = everyRow(workspace, { filter, first });
    expect(rows.slice(0, 2).map((row) => row.id)).toEqual([first[0], first[2]]);
    expect(rows.map((row) => row.id).toSorted((a, b) => a - b)).toEqual(admitted);
  });
});

describe("groups", () => {
  it("count the rows of each value, the most frequent first, and those without", () => {
    const workspace = open();
    const all = fill(workspace);
    const groups = workspace.groups("connections", { filter: { text: "host.name:host-1" } }, "destination.port");
    const mine = all.filter((row) => row.host === "host-1");
    expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(mine.length);
    expect(groups.find((group) => group.value === undefined)?.count).toBe(
      mine.filter((row) => row.destinationPort === undefined).length,
    );
    expect(() => workspace.groups("connections", {}, "no.such")).toThrow(/have no field/);
  });

  it("are there for every field of processes", () => {
    const workspace = open();
    importSource(workspace, "a", (writer) => writer.process(processRecord({ pid: 1 }), START, 1));
    for (const { name } of processFields) {
      expect(workspace.groups("processes", {}, name).map((group) => group.count)).toEqual([1]);
    }
  });
});

describe("rejects", () => {
  it("of all sources are found by what is said of them, a page at a time", () => {
    const workspace = open();
    for (const name of ["b.csv", "a.csv"]) {
      importSource(workspace, name, (writer) => {
        for (let line = 1; line <= 3; line += 1) writer.reject({ line, reason: "no time", raw: `raw ${String(line)}` });
      });
    }
    const first = workspace.listRejects({ limit: 4 });
    expect(first.total).toBe(6);
    const rest = workspace.listRejects({ limit: 4, ...(first.next === undefined ? {} : { after: first.next }) });
    expect([...first.rows, ...rest.rows].map(({ path, line }) => `${path}:${String(line)}`)).toEqual([
      "b.csv:1",
      "b.csv:2",
      "b.csv:3",
      "a.csv:1",
      "a.csv:2",
      "a.csv:3",
    ]);
    const found = workspace.listRejects({ filter: { text: 'source.path:a.* reject.line >= 2 "raw"' } });
    expect(found.rows.map((row) => row.raw)).toEqual(["raw 2", "raw 3"]);
  });
});
