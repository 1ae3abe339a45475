import { expect, test } from "vitest";
import { timestamp } from "../../src/base/time.ts";
import { builtInKnowledge } from "../../src/content/built-in-knowledge.ts";
import { relatedSubjects } from "../../src/correlation/subjects.ts";
import { minerStart, plantedMiner } from "./planted.ts";

const knowledge = builtInKnowledge();

test("the account behind the load, who was logged on, and the owner are named once each", () => {
  const logons = [-1, -2].map((hours) => ({
    action: "logon",
    at: timestamp(minerStart + hours * 3.6e9),
    user: "u777",
    text: "",
  }));
  const related = relatedSubjects(
    "u123",
    [plantedMiner, plantedMiner],
    logons,
    [{ id: "U123", name: "A", department: "R&D", priorViolations: [] }],
    knowledge,
  );
  expect(related.map(({ id, role }) => [id, role])).toEqual([
    ["U123", "process-user"],
    ["u777", "logged-on"],
    ["U123", "owner"],
  ]);
});

test("system accounts, and the users of processes that carry nothing, are nobody", () => {
  const idle = { ...plantedMiner, share: 0.01, suspicion: 0.1 };
  const system = { ...plantedMiner, user: "NT AUTHORITY\\SYSTEM" };
  const logon = { action: "logon", at: minerStart, user: "RND-07$", text: "" };
  expect(relatedSubjects(undefined, [idle, system], [logon], [], knowledge)).toEqual([]);
});
