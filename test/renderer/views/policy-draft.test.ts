import { expect, it } from "vitest";
import { CPU_UTILIZATION, NETWORK_TRANSMIT } from "../../../src/model/metrics.ts";
import { draftedPolicy, type PolicyDraft } from "../../../renderer/views/settings/policy-draft.ts";

const typed: PolicyDraft = { className: "", metric: CPU_UTILIZATION, above: "7", minutes: "30", when: "off-hours" };

it("is no policy while a number is missing or none", () => {
  for (const change of [{ above: "" }, { above: "much" }, { minutes: "0" }, { above: "-1" }, { metric: "mood" }]) {
    expect(draftedPolicy({ ...typed, ...change })).toBeUndefined();
  }
});

it("reads percentages and megabytes as the metric's own unit, and a decimal comma", () => {
  expect(draftedPolicy(typed)).toEqual({ metric: CPU_UTILIZATION, above: 0.07, minutes: 30, when: "off-hours" });
  expect(draftedPolicy({ ...typed, metric: NETWORK_TRANSMIT, above: "1,5", className: "office" })).toEqual({
    className: "office",
    metric: NETWORK_TRANSMIT,
    above: 1_500_000,
    minutes: 30,
    when: "off-hours",
  });
});
