import { afterEach, beforeEach, expect, test } from "vitest";
import { engineContract, type Engine } from "../../src/api/engine-contract.ts";
import { callInProcess } from "../../src/api/in-process.ts";
import { createEngine, type EngineInstance } from "../../src/engine/create-engine.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { usualChoices } from "../../src/model/detection-choices.ts";
import { plantWorkspace } from "../analysis/planted-workspace.ts";

let instance: EngineInstance;
let engine: Engine;
let remove: () => void;

beforeEach(async () => {
  const planted = plantWorkspace();
  const { path } = planted.workspace;
  planted.workspace.close();
  remove = planted.close;
  instance = createEngine({ product: "Plimsoll test" });
  engine = callInProcess(engineContract, instance.handlers);
  await engine.call("workspace.open", { path });
  await engine.call("analysis.run", {});
});
afterEach(async () => {
  await instance.close();
  remove();
});

test("what is no sensitivity or policy never reaches the workspace", async () => {
  const sensitivity = { ...usualChoices.sensitivity, factor: 0 };
  await expect(engine.call("detection.preview", { sensitivity })).rejects.toThrow();
  const policy = { metric: CPU_UTILIZATION, above: Number.NaN, minutes: 30, when: "always" as const };
  await expect(engine.call("detection.setPolicies", { policies: [policy], note: "x" })).rejects.toThrow();
  expect(await engine.call("detection.choices", {})).toEqual(usualChoices);
});

test("a preview asks for nothing but what was tried, and decides nothing", async () => {
  const sensitivity = { ...usualChoices.sensitivity, factor: 2 };
  const { changes, hosts } = await engine.call("detection.preview", { sensitivity });
  expect(hosts).toBe(6);
  expect(changes.filter(({ change }) => change === "vanishes" || change === "calms")).toEqual([]);
  expect(await engine.call("detection.choices", {})).toEqual(usualChoices);
});

test("a class's policy is an alarm with the next analysis, and only there", async () => {
  const policy = {
    className: "rnd-server",
    metric: CPU_UTILIZATION,
    above: 0.5,
    minutes: 30,
    when: "off-hours" as const,
  };
  await engine.call("detection.setPolicies", { policies: [policy], note: "house rule 7" });
  await engine.call("host.setClass", { host: "RND-3", className: "render-farm" });
  await engine.call("analysis.run", {});
  const episodes = await engine.call("episode.list", {});
  const broken = episodes.filter(({ frames }) => frames.includes("policy"));
  expect(new Set(broken.map(({ host }) => host))).toEqual(new Set(["RND-5"]));
  expect(broken.every(({ alarm }) => alarm)).toBe(true);
  expect(broken[0]?.numbers).toMatchObject({ policyAbove: 0.5, policyMinutes: 30 });
});

test("asking which class hosts seem to belong to assigns nothing", async () => {
  const before = await engine.call("host.list", {});
  const { suggestions, unclear } = await engine.call("class.suggest", {});
  expect([suggestions, unclear]).toEqual([[], []]);
  expect(await engine.call("host.list", {})).toEqual(before);
});
