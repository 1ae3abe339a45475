import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orderMemory, type OrderMemory } from "../../src/analysis/order-memory.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { Workspace } from "../../src/store/workspace.ts";

let folder: string;
let workspace: Workspace;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "plimsoll-orders-"));
  workspace = openWorkspace(path.join(folder, "w.plimsoll"), { create: true });
});
afterAll(() => {
  workspace.close();
  rmSync(folder, { recursive: true });
});

function save(orders: OrderMemory): string[] {
  const changed = orders.changed();
  for (const { metric, block } of changed) workspace.keepPast("class", metric, "order", [block]);
  return changed.map(({ metric }) => metric);
}

test("orders of a class come back by metric and host; only what changed is kept anew, without hosts that are gone", () => {
  const first = orderMemory(workspace, "class");
  expect(first.known("cpu", "Ä")).toBeUndefined();
  first.keep("cpu", "Ä", Uint16Array.of(2, 65_535, 0));
  first.keep("cpu", "b", Uint16Array.of());
  first.keep("memory", "b", Uint16Array.of(7));
  expect(save(first)).toEqual(["cpu", "memory"]);

  const second = orderMemory(workspace, "class");
  expect(second.known("cpu", "Ä")).toEqual(Uint16Array.of(2, 65_535, 0));
  expect(second.known("memory", "b")).toEqual(Uint16Array.of(7));
  expect(save(second)).toEqual([]);
  second.keep("cpu", "Ä", Uint16Array.of(1));
  expect(save(second)).toEqual(["cpu"]);

  const third = orderMemory(workspace, "class");
  expect([third.known("cpu", "Ä"), third.known("cpu", "b")]).toEqual([Uint16Array.of(1), undefined]);
  expect(third.known("memory", "b")).toEqual(Uint16Array.of(7));
});
