import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { sensitivityPreviewer } from "../../src/analysis/preview-sensitivity.ts";
import { UserError } from "../../src/base/errors.ts";
import { setPolicies, setSensitivity } from "../../src/case/detection-decisions.ts";
import { usualChoices, type PolicyThreshold, type Sensitivity } from "../../src/model/detection-choices.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import { plantWorkspace, type PlantedWorkspace } from "./planted-workspace.ts";

let planted: PlantedWorkspace;
const previewer = sensitivityPreviewer();
const usual = usualChoices.sensitivity;
const with_ = (change: Partial<Sensitivity>): { sensitivity: Sensitivity; policies: readonly PolicyThreshold[] } => ({
  sensitivity: { ...usual, ...change },
  policies: [],
});

beforeAll(async () => {
  planted = plantWorkspace();
  await analyzeWorkspace(planted.workspace);
});
afterAll(() => planted.close());

const alarmsAndListed = () => {
  const episodes = planted.workspace.episodes();
  return { alarms: episodes.filter(({ alarm }) => alarm).length, listed: episodes.length };
};

test("the choices that hold change nothing, and their side is what the analysis found", async () => {
  const { now, then, changes, hosts, weeks } = await previewer.preview(planted.workspace, with_({}));
  expect(changes).toEqual([]);
  expect(then).toEqual(now);
  expect(now).toMatchObject(alarmsAndListed());
  expect([hosts, weeks]).toEqual([6, 5]);
});

test("a blunter choice tells which alarms go, with the episode that each is", async () => {
  const { then, changes } = await previewer.preview(planted.workspace, with_({ factor: 0.1 }));
  expect(then.falsePerHostWeek).toBeGreaterThanOrEqual(0);
  const [miner] = planted.workspace.episodes();
  for (const change of changes) expect(["calms", "vanishes"]).toContain(change.change);
  expect(miner?.alarm).toBe(true);
});

test("the sharper the choice, the more false alarms are to be expected", async () => {
  const rates: number[] = [];
  for (const factor of [0.5, 1, 2, 4]) {
    rates.push((await previewer.preview(planted.workspace, with_({ factor }))).then.falsePerHostWeek);
  }
  expect([...rates].sort((a, b) => a - b)).toEqual(rates);
  expect(new Set(rates).size).toBe(4);
});

test("the second question reads nothing", async () => {
  const told: string[] = [];
  const onProgress = ({ doing }: { doing: string }): void => void told.push(doing);
  const fresh = sensitivityPreviewer();
  await fresh.preview(planted.workspace, with_({ factor: 2 }), { onProgress });
  expect(told).toHaveLength(6);
  await fresh.preview(planted.workspace, with_({ factor: 3 }), { onProgress });
  expect(told).toHaveLength(6);
});

test("a cancel is told as one", async () => {
  const controller = new AbortController();
  controller.abort();
  const asked = previewer.preview(planted.workspace, with_({}), { signal: controller.signal });
  await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  await expect(asked).rejects.toThrow(UserError);
});

test("once applied and analysed, there is what the preview said", async () => {
  const policies: PolicyThreshold[] = [
    { className: "rnd-server", metric: CPU_UTILIZATION, above: 0.9, minutes: 120, when: "off-hours" },
  ];
  const sensitivity = { ...usual, factor: 0.5, listedPerMonth: 0 };
  const { then } = await previewer.preview(planted.workspace, { sensitivity, policies });
  setSensitivity(planted.workspace, sensitivity, "too many weak ones");
  setPolicies(planted.workspace, policies, "house rule 7");
  await analyzeWorkspace(planted.workspace);
  const found = alarmsAndListed();
  expect(found.listed).toBe(then.listed);
  expect(then.alarms - found.alarms).toBeGreaterThanOrEqual(0);
  expect(then.alarms - found.alarms).toBeLessThanOrEqual(then.unweighed);
  const { now } = await previewer.preview(planted.workspace, { sensitivity, policies });
  expect(now).toMatchObject({ ...found, unweighed: 0 });
  expect(planted.workspace.lastAnalysis()?.parameters).toContain('"factor":0.5');
  const logged = planted.workspace.custody().map(({ action }) => action);
  expect(logged).toEqual(expect.arrayContaining(["sensitivity-set", "policies-set"]));
  expect(planted.workspace.verifyCustody().problems).toEqual([]);
});
