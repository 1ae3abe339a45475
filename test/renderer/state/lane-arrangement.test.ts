import { describe, expect, it } from "vitest";
import { inUserOrder, moved, readArrangement } from "../../../renderer/state/lane-arrangement.ts";

describe("the order of lanes", () => {
  it("is the user's for the lanes they moved; another one stands after the lane that it follows by itself", () => {
    const own = ["cpu", "gpu", "memory", "episodes"];
    expect(inUserOrder(own, [])).toEqual(own);
    expect(inUserOrder(own, ["episodes", "cpu", "memory"])).toEqual(["episodes", "cpu", "gpu", "memory"]);
    expect(inUserOrder(own, ["power", "memory", "episodes", "gpu"])).toEqual(["cpu", "memory", "episodes", "gpu"]);
  });

  it("changes by putting a lane before another, or last", () => {
    const order = ["a", "b", "c"];
    expect([
      moved(order, "c", "a"),
      moved(order, "a", undefined),
      moved(order, "a", "c"),
      moved(order, "b", "b"),
    ]).toEqual([["c", "a", "b"], ["b", "c", "a"], ["b", "a", "c"], order]);
  });
});

it("takes from a stored text only what is an arrangement", () => {
  const nothing = { order: [], shown: {}, heights: {} };
  expect(["no json", "null", '{"order":7,"shown":[],"heights":"x"}'].map(readArrangement)).toEqual([
    nothing,
    nothing,
    nothing,
  ]);
  const stored = { order: ["cpu", 7], shown: { gpu: false, x: "y" }, heights: { cpu: 80, gpu: -1 }, other: 1 };
  expect(readArrangement(JSON.stringify(stored))).toEqual({
    order: ["cpu"],
    shown: { gpu: false },
    heights: { cpu: 80 },
  });
});
