import { expect, it } from "vitest";
import { timestamp } from "../../../src/base/time.ts";
import { accountsOf } from "../../../renderer/views/host/accounts-of.ts";
import { coverageOf } from "../../../renderer/views/host/coverage-of.ts";

const at = timestamp;

it("accounts are told once, however they are written, with what names them, newcomers first", () => {
  const process = (user: string | undefined, first: number, last: number) => ({
    user,
    first: at(first),
    last: at(last),
  });
  const found = accountsOf(
    [process("CORP\\ada", 10, 20), process("corp\\ADA", 5, 12), process(undefined, 1, 2), process("svc", 1, 99)],
    [
      { user: "CORP\\ada", time: at(30), action: "logon" },
      { user: "eve", time: at(40), action: "protection-stopped" },
    ],
  );
  expect(found).toEqual([
    { user: "eve", first: 40, last: 40, processes: 0, logons: 0, controls: 1 },
    { user: "CORP\\ada", first: 5, last: 30, processes: 2, logons: 1, controls: 0 },
    { user: "svc", first: 1, last: 99, processes: 1, logons: 0, controls: 0 },
  ]);
});

it("coverage is where samples are, and breaks where none are", () => {
  const column = (values: number[]) => Float64Array.from(values);
  const none = column([]);
  const envelope = {
    times: column([0, 10, 20, 60, 99]),
    count: column([1, 1, 0, 2, 1]),
    min: none,
    mean: none,
    max: none,
  };
  expect(coverageOf({ envelope }, { start: at(0), end: at(100) }, 10)).toEqual({
    runs: [
      { from: 0, to: 2 },
      { from: 6, to: 7 },
      { from: 9, to: 10 },
    ],
    share: 0.4,
  });
  expect(coverageOf({ envelope: { ...envelope, times: none } }, { start: at(0), end: at(1) }, 10).runs).toEqual([]);
});
