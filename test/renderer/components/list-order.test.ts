import { describe, expect, it } from "vitest";
import { copyText, filterRows, sortRows, type Column } from "../../../renderer/components/list-order.ts";

interface Row {
  readonly name: string;
  readonly cpu: number | undefined;
}

const columns: readonly Column<Row>[] = [
  { id: "name", title: "Name", width: 100, text: (row) => row.name },
  { id: "cpu", title: "CPU", width: 50, text: (row) => String(row.cpu ?? ""), order: (row) => row.cpu },
];
const rows: readonly Row[] = [
  { name: "svchost.exe", cpu: 9 },
  { name: "backup\tagent", cpu: undefined },
  { name: "Idle", cpu: 100 },
];
const names = (some: readonly Row[]): string[] => some.map((row) => row.name);

describe("sortRows", () => {
  it("leaves rows alone for a column that is not there", () => {
    expect(sortRows(rows, columns, { column: "gone", descending: true })).toBe(rows);
  });

  it("orders numbers as numbers and puts what is not known last, both ways", () => {
    const up = sortRows(rows, columns, { column: "cpu", descending: false });
    const down = sortRows(rows, columns, { column: "cpu", descending: true });
    expect([names(up), names(down)]).toEqual([
      ["svchost.exe", "Idle", "backup\tagent"],
      ["Idle", "svchost.exe", "backup\tagent"],
    ]);
  });
});

describe("filterRows", () => {
  it("wants every word, in any column and case", () => {
    expect(names(filterRows(rows, columns, "IDLE 100"))).toEqual(["Idle"]);
    expect(filterRows(rows, columns, "idle 9")).toEqual([]);
    expect(filterRows(rows, columns, "  ")).toBe(rows);
  });
});

describe("copyText", () => {
  it("writes one line a row, whatever a cell holds", () => {
    expect(copyText(rows.slice(1), columns)).toBe("Name\tCPU\nbackup agent\t\nIdle\t100");
  });
});
