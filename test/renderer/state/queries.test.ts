import { beforeEach, expect, it } from "vitest";
import type { Engine } from "../../../src/api/engine-contract.ts";
import { useConnection } from "../../../renderer/state/engine.ts";
import { ask, refreshQueries, useQueries } from "../../../renderer/state/queries.ts";

/** Calls that the engine has not answered yet, the oldest first. */
let open: ((answer: unknown) => void)[];
beforeEach(() => {
  open = [];
  const call = () => new Promise<never>((resolve) => open.push(resolve as (answer: unknown) => void));
  useConnection.setState({ engine: { call, close: () => undefined } satisfies Engine });
  refreshQueries(true);
});

const KEY = "class.list {}";
const askNow = (): Promise<void> => ask(KEY, "class.list", {}, useQueries.getState().generation);
const shown = () => useQueries.getState().entries[KEY];
const settle = () => new Promise((resolve) => setTimeout(resolve));

async function answer(value: string): Promise<void> {
  open.shift()?.(value);
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
