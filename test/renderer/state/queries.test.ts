import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Engine } from "../../../src/api/engine-contract.ts";
import { useConnection } from "../../../renderer/state/engine.ts";
import { ask, refreshQueries, useQueries } from "../../../renderer/state/queries.ts";

/** Calls that the engine has not answered yet, the oldest first. */
let open: ((answer: unknown) => void)[];
/** What waits for the next frame of the window. */
let paint: (() => void)[];
beforeEach(() => {
  open = [];
  const call = () => new Promise<never>((resolve) => open.push(resolve as (answer: unknown) => void));
  useConnection.setState({ engine: { call, close: () => undefined } satisfies Engine });
  refreshQueries(true);
  paint = [];
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => paint.push(draw));
  vi.stubGlobal("cancelAnimationFrame", () => undefined);
});
afterEach(() => vi.unstubAllGlobals());

const KEY = "class.list {}";
const askNow = (): Promise<void> => ask(KEY, "class.list", {}, useQueries.getState().generation);
const shown = () => useQueries.getState().entries[KEY];
const settle = () => new Promise((resolve) => setTimeout(resolve));

async function answer(value: string): Promise<void> {
  open.shift()?.(value);
  await settle();
  await frame();
}

async function frame(): Promise<void> {
  for (const draw of paint.splice(0)) draw();
  await settle();
}

it("while the workspace changes again and again, each answer is shown, and one question is under way", async () => {
  void askNow();
  for (const value of ["first", "second", "third"]) {
    refreshQueries(false);
    void askNow();
    refreshQueries(false);
    void askNow();
    expect(open).toHaveLength(1);
    await answer(value);
    expect(shown()).toMatchObject({ value, isLoading: true });
  }
  await answer("last");
  expect(shown()).toMatchObject({ value: "last", isLoading: false });
  expect(open).toHaveLength(0);
});

it("an answer out of a workspace that is no longer open is not shown", async () => {
  void askNow();
  refreshQueries(true);
  void askNow();
  await answer("of the former");
  expect(shown()).toMatchObject({ value: undefined, isLoading: true });
  await answer("of this one");
  expect(shown()).toMatchObject({ value: "of this one", isLoading: false });
});

it("fresh answers wait for the next frame and are shown in it together; a first one is shown at once", async () => {
  const names = ["class.list", "host.list", "episode.list"] as const;
  const askAll = (): void => {
    for (const name of names) void ask(`${name} {}`, name, {}, useQueries.getState().generation);
  };
  const values = () => names.map((name) => useQueries.getState().entries[`${name} {}`]?.value);
  askAll();
  for (const value of ["a", "b", "c"]) open.shift()?.(value);
  await settle();
  expect({ values: values(), waiting: paint.length }).toEqual({ values: ["a", "b", "c"], waiting: 0 });
  refreshQueries(false);
  askAll();
  for (const value of ["A", "B", "C"]) {
    open.shift()?.(value);
    await settle();
    expect({ values: values(), waiting: paint.length }).toEqual({ values: ["a", "b", "c"], waiting: 1 });
  }
  await frame();
  expect(values()).toEqual(["A", "B", "C"]);
});

it("an answer that is as it was stays the same value, and so do its parts that are", async () => {
  const rows = (level: number) => [
    { host: "A-01", times: new Float64Array([1, 2]) },
    { host: "B-02", level },
  ];
  void askNow();
  open.shift()?.(rows(1));
  await settle();
  const first = shown()?.value as ReturnType<typeof rows>;
  for (const level of [1, 2]) {
    refreshQueries(false);
    void askNow();
    open.shift()?.(rows(level));
    await settle();
    await frame();
    const now = shown()?.value as ReturnType<typeof rows>;
    expect(now).toEqual(rows(level));
    expect({ whole: now === first, firstRow: now[0] === first[0] }).toEqual({ whole: level === 1, firstRow: true });
  }
});
