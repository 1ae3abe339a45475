import { expect, it } from "vitest";
import { suggestionGroups } from "../../../renderer/views/fleet/suggestion-groups.ts";
import type { ClassSuggestion } from "../../../src/model/class-suggestion.ts";
import type { HostSummary } from "../../../src/model/fleet.ts";

const suggestion = (
  host: string,
  current: string | undefined,
  className: string,
  likelihood = 0.99,
  alike: readonly string[] = [],
): ClassSuggestion => ({ host, current, className, likelihood, nextBest: undefined, alike, why: "" });
const summary = (name: string, className: string | undefined): HostSummary => ({
  name,
  className,
  aliases: [],
  timeZone: undefined,
  owner: undefined,
  logicalCpus: undefined,
  from: undefined,
  to: undefined,
  sampleCount: 0,
  processCount: 0,
  connectionCount: 0,
  controlCount: 0,
});

it("puts hosts of the same way together, those without a class first, the likeliest host first", () => {
  const suggestions = [
    suggestion("A", "lab", "farm"),
    suggestion("B", undefined, "farm", 0.96, ["F1", "F2"]),
    suggestion("C", undefined, "farm", 0.98, ["F2"]),
    suggestion("D", "lab", "office"),
    suggestion("E", "lab", "office"),
  ];
  const groups = suggestionGroups(
    suggestions,
    suggestions.map(({ host, current }) => summary(host, current)),
    new Set(),
  );
  expect(groups.map(({ current, className, hosts }) => [current, className, hosts.map(({ host }) => host)])).toEqual([
    [undefined, "farm", ["C", "B"]],
    ["lab", "office", ["D", "E"]],
    ["lab", "farm", ["A"]],
  ]);
  expect(groups[0]?.alike).toEqual(["F2", "F1"]);
});

it("leaves out what was suggested for a class that the host is no longer in, and a host that is gone", () => {
  const suggestions = [suggestion("A", undefined, "farm"), suggestion("B", "lab", "farm"), suggestion("C", "lab", "x")];
  const hosts = [summary("A", "farm"), summary("B", undefined)];
  expect(suggestionGroups(suggestions, hosts, new Set())).toEqual([]);
});

it("keeps hosts with an alarm apart, so that they are not put among their like with the others", () => {
  const suggestions = [suggestion("A", "lab", "farm"), suggestion("B", "lab", "farm"), suggestion("C", "lab", "farm")];
  const hosts = suggestions.map(({ host, current }) => summary(host, current));
  const groups = suggestionGroups(suggestions, hosts, new Set(["B"]));
  expect(groups.map(({ isAlarmed, hosts: own }) => [isAlarmed, own.map(({ host }) => host)])).toEqual([
    [false, ["A", "C"]],
    [true, ["B"]],
  ]);
});
