import { describe, expect, it } from "vitest";
import { timestamp } from "../../../src/base/time.ts";
import type { StoredProcess } from "../../../src/model/events.ts";
import { processTree } from "../../../renderer/views/lists/process-tree.ts";

let id = 0;
function process(pid: number, parentPid: number | undefined, first: number, parentName?: string): StoredProcess {
  id += 1;
  const absent = undefined;
  return {
    host: "RND-07",
    pid,
    entityId: absent,
    name: `p${String(pid)}`,
    executable: absent,
    commandLine: absent,
    parentPid,
    parentName,
    parentExecutable: absent,
    user: absent,
    start: absent,
    end: absent,
    hash: absent,
    originalFileName: absent,
    signed: absent,
    container: absent,
    id,
    first: timestamp(first),
    last: timestamp(first + 1),
    sampleCount: 1,
    sourceId: 1,
    locator: 1,
  };
}

const unrecorded = (child: StoredProcess): StoredProcess => ({
  ...child,
  id: -child.id,
  name: child.parentName ?? "",
});
const shown = (rows: readonly StoredProcess[]): string[] =>
  processTree(rows, unrecorded).map(({ row, depth }) => `${"  ".repeat(depth)}${row.name}@${String(row.first)}`);

describe("a tree of processes", () => {
  it("puts each under the one that started it, in order of time", () => {
    const rows = [
      process(3, 2, 30),
      process(2, 1, 20),
      process(1, undefined, 10),
      process(4, 1, 15),
      process(9, 77, 5),
    ];
    expect(shown(rows)).toEqual(["p9@5", "p1@10", "  p4@15", "  p2@20", "    p3@30"]);
  });

  it("takes the latest process of a pid that was used again, and never one that came later", () => {
    const rows = [process(1, undefined, 10), process(1, undefined, 50), process(2, 1, 20), process(3, 1, 60)];
    expect(shown(rows)).toEqual(["p1@10", "  p2@20", "p1@50", "  p3@60"]);
  });

  it("loses no row where records contradict themselves", () => {
    const rows = [process(1, 1, 10), process(2, 3, 20), process(3, 2, 20)];
    expect(processTree(rows, unrecorded)).toHaveLength(3);
  });

  it("stands children of a parent without a record of its own under the name that they give it", () => {
    const rows = [
      process(5, 820, 20, "services.exe"),
      process(6, 820, 30, "services.exe"),
      process(7, 5, 40, "p5"),
      process(8, 900, 25, "explorer.exe"),
    ];
    expect(shown(rows)).toEqual(["services.exe@20", "  p5@20", "    p7@40", "  p6@30", "explorer.exe@25", "  p8@25"]);
  });
});
