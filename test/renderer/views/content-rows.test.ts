import { expect, test } from "vitest";
import { contentRows } from "../../../renderer/views/settings/content-rows.ts";
import { remaindersOf } from "../../../renderer/views/timeline/lane-choice.ts";
import { CPU_REMAINDER, CPU_UTILIZATION, DISK_READ, DISK_REMAINDER } from "../../../src/model/metrics.ts";

test("problems come first, with line and next step; rules show author and licence, content its source", () => {
  const rows = contentRows({
    folder: "/content",
    files: [
      {
        kind: "pools",
        origin: "folder",
        file: "p.json",
        version: 4,
        sha256: "ab",
        sources: [{ what: "ours", licence: "internal" }],
      },
    ],
    rules: [
      {
        id: "r1",
        title: "Evil",
        level: "high",
        author: undefined,
        licence: undefined,
        file: "r.yml",
        category: "process_creation",
        product: "windows",
        untestable: ["Company"],
      },
    ],
    problems: [{ file: "bad.yml", line: 3, message: "It is wrong.", next: "Mend it." }],
  });
  expect(rows.map(({ state, title, file, licence, id }) => [state, title, file, licence, id])).toEqual([
    ["problem", "It is wrong. Mend it.", "bad.yml:3", "", ""],
    ["in use", "Evil (not tested: Company)", "r.yml", "not stated", "r1"],
    ["in use", "ours", "p.json", "internal", "4"],
  ]);
});

test("remainders are offered where their parts are known", () => {
  const host = { logicalCpus: 8, processCount: 3, connectionCount: 0 };
  expect(remaindersOf([CPU_UTILIZATION, DISK_READ], host)).toEqual([CPU_REMAINDER, DISK_REMAINDER]);
  expect(remaindersOf([CPU_UTILIZATION], { ...host, logicalCpus: undefined })).toEqual([]);
  expect(remaindersOf([CPU_UTILIZATION], undefined)).toEqual([]);
});
