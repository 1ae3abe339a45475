import path from "node:path";
import { expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { UserError } from "../../src/base/errors.ts";
import { builtEntry } from "../../src/workers/built-entry.ts";
import { openPool } from "../../src/workers/pool.ts";
import { plantWorkspace } from "../analysis/planted-workspace.ts";

test("the build has the threads' programs where the pools look for them", () => {
  expect(builtEntry("no-such-worker")).toBeUndefined();
  for (const name of ["class-worker", "reading-worker", "source-worker"]) {
    expect(path.basename(builtEntry(name) ?? "")).toBe(`${name}.js`);
  }
});

test("no thread, one and two give the same episodes, byte for byte", async () => {
  const results = new Set<string>();
  for (const workers of [0, 1, 2]) {
    const { workspace, close } = plantWorkspace();
    // Two classes, so that two threads have something to do.
    for (const host of ["RND-1", "RND-2"]) workspace.setHostClass(host, "other");
    // The second time, from the hours that the first has kept.
    for (let time = 0; time < 2; time++) {
      const { episodes } = await analyzeWorkspace(workspace, { workers });
      results.add(JSON.stringify([episodes, workspace.baseline("RND-5", "system.cpu.utilization")]));
    }
    expect(workspace.weeksOfHours("RND-5").length).toBeGreaterThan(0);
    close();
  }
  expect([...results]).toEqual([expect.stringContaining("RND-5")]);
});

test("a cancel ends the threads and keeps the last results", async () => {
  const planted = plantWorkspace();
  const before = (await analyzeWorkspace(planted.workspace, { workers: 0 })).episodes.length;
  const controller = new AbortController();
  const onProgress = (): void => controller.abort();
  const run = analyzeWorkspace(planted.workspace, { workers: 2, signal: controller.signal, onProgress });
  await expect(run).rejects.toThrow(UserError);
  expect(planted.workspace.episodes()).toHaveLength(before);
  planted.close();
});

test("what fails in a thread is told as if it had failed here", async () => {
  const pool = openPool<unknown, unknown>(builtEntry("class-worker") ?? "", 1);
  await expect(pool.run({ path: "/no/such/file.plimsoll", hosts: [] })).rejects.toThrow(UserError);
  await pool.close();
  await expect(pool.run({ path: "" })).rejects.toThrow("The worker thread has ended.");
});
