import { expect, test } from "vitest";
import { DAY, timestamp } from "../../src/base/time.ts";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { priorityOf, type PriorityFacts } from "../../src/correlation/priority.ts";
import { minerStart, plantedEpisode, plantedMiner } from "./planted.ts";

const knowledge = builtInKnowledge();

const facts: PriorityFacts = {
  episode: plantedEpisode,
  until: timestamp(minerStart + 60 * DAY),
  weight: 2,
  weightReasons: [],
  reading: { profile: "cpu-mining", score: 0.9, reasons: { for: [], against: [] } },
  justification: { state: "unexplained", coverage: 0, refs: [] },
  expectation: "quiet",
  className: "rnd-server",
  processes: [plantedMiner],
  connections: [],
  controls: [],
  related: [],
  subjects: [],
};

test("the score is the sum of the terms that are shown, each with its reason", () => {
  const { score, terms } = priorityOf(facts, knowledge);
  expect(score).toBeCloseTo(
    terms.reduce((sum, { value }) => sum + value, 0),
    9,
  );
  expect(terms.filter(({ why }) => why.trim() === "")).toEqual([]);
  expect(terms.map(({ name }) => name)).toEqual([
    "strength",
    "profile",
    "justification",
    "expectation",
    "process",
    "duration",
    "excess",
  ]);
});

test("an explained load comes after the same one unexplained, and a contradicted one before", () => {
  const scoreOf = (state: "explained" | "partly" | "contradicted" | "unexplained") =>
    priorityOf({ ...facts, justification: { state, coverage: 0.5, refs: [] } }, knowledge).score;
  const order = (["explained", "partly", "unexplained", "contradicted"] as const).map(scoreOf);
  expect([...order].sort((a, b) => a - b)).toEqual(order);
});

test("a disguised carrier outweighs a stronger but ordinary deviation", () => {
  const ordinary = {
    ...facts,
    weight: 5,
    processes: [{ ...plantedMiner, suspicion: 0 }],
    reading: { ...facts.reading, profile: "unknown", score: 0.3 },
  };
  expect(priorityOf(facts, knowledge).score).toBeGreaterThan(priorityOf(ordinary, knowledge).score);
});

test("prior violations of those involved lift a priority by a few points, others' do not", () => {
  const subjects = [
    {
      id: "u123",
      name: undefined,
      department: undefined,
      priorViolations: [{ date: "2025-11-02", what: "unlicensed software" }],
    },
  ];
  const related = [{ id: "u123", role: "owner" as const, why: "" }];
  expect(priorityOf({ ...facts, subjects, related }, knowledge).score - priorityOf(facts, knowledge).score).toBeCloseTo(
    3,
    9,
  );
  expect(priorityOf({ ...facts, subjects }, knowledge).score).toBe(priorityOf(facts, knowledge).score);
});
