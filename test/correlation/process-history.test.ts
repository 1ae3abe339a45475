import { expect, test } from "vitest";
import { DAY, HOUR, timestamp, type Timestamp } from "../../src/base/time.ts";
import { flatBrowser } from "../../src/correlation/flat-browser.ts";
import { processHistory } from "../../src/correlation/process-history.ts";
import type { ProcessRecord, StoredProcess } from "../../src/model/events.ts";
import { at, plantedProcess } from "./planted.ts";

const noon = at("2026-03-10T12:00:00");
let ids = 0;

function stored(fields: Partial<ProcessRecord>, first: Timestamp, last: Timestamp = first): StoredProcess {
  return { ...plantedProcess(fields), id: ++ids, first, last, sampleCount: 0, sourceId: 1, locator: 1 };
}

function kindsOf(process: StoredProcess, ...others: readonly StoredProcess[]): string[] {
  const history = processHistory();
  for (const one of [process, ...others]) history.see(one);
  return history.groundsFor(process).map(({ kind }) => kind);
}

test("a file that is another than before is told; two that came together are not", () => {
  const agent = { name: "agent.exe", executable: "C:\\Program Files\\Agent\\agent.exe" };
  const now = stored({ ...agent, hash: "b".repeat(64) }, noon);
  const before = stored({ ...agent, hash: "a".repeat(64) }, timestamp(noon - 3 * DAY));
  expect(kindsOf(now, before)).toEqual(["changed"]);
  expect(kindsOf(before, now)).toEqual([]);
  expect(kindsOf(now, { ...before, first: timestamp(noon - HOUR) })).toEqual([]);
});

test("a program that lay elsewhere before is told, a new version of it is not", () => {
  const now = stored({ name: "tool.exe", executable: "C:\\ProgramData\\x\\tool.exe" }, noon);
  const before = stored(
    { name: "tool.exe", executable: "C:\\Program Files\\Tool\\tool.exe" },
    timestamp(noon - 3 * DAY),
  );
  expect(kindsOf(now, before)).toEqual(["moved"]);
  const version = (number: string, first: Timestamp) =>
    stored({ name: "tool.exe", executable: `C:\\Program Files\\Tool\\${number}\\tool.exe` }, first);
  expect(kindsOf(version("1.2.4", noon), version("1.2.3", timestamp(noon - 3 * DAY)))).toEqual([]);
});

test("a program that outlives the shell that started it is told", () => {
  const shell = stored({ name: "bash", pid: 100, start: timestamp(noon - HOUR), end: timestamp(noon + HOUR) }, noon);
  const child = (last: Timestamp) => stored({ name: "worker", pid: 101, parentPid: 100, start: noon }, noon, last);
  expect(kindsOf(child(timestamp(noon + 20 * HOUR)), shell)).toEqual(["orphan"]);
  expect(kindsOf(child(timestamp(noon + HOUR)), shell)).toEqual([]);
  const other = stored({ name: "bash", pid: 100, end: timestamp(noon - 2 * HOUR) }, timestamp(noon - 3 * HOUR));
  expect(kindsOf(child(timestamp(noon + 20 * HOUR)), other)).toEqual([]);
  expect(kindsOf(child(timestamp(noon + 20 * HOUR)), { ...shell, name: "services.exe" })).toEqual([]);
});

test("a browser with a load like a line is told, one with bursts is not", () => {
  const share = { identity: "chrome", usedBy: new Map(), share: 0.8, presence: 0.95, variation: 0.1 };
  expect(flatBrowser("browser", share)).toHaveLength(1);
  expect(flatBrowser("browser", { ...share, variation: 0.9 })).toEqual([]);
  expect(flatBrowser("browser", { ...share, presence: 0.3 })).toEqual([]);
  expect(flatBrowser("render", share)).toEqual([]);
});
