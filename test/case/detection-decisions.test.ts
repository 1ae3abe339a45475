import { afterEach, beforeEach, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { UserError } from "../../src/base/errors.ts";
import { DAY, timestamp } from "../../src/base/time.ts";
import { createCase } from "../../src/case/case-file.ts";
import {
  acceptShift,
  freezeBaselines,
  setPolicies,
  setSensitivity,
  thawBaselines,
  undoAcceptance,
} from "../../src/case/detection-decisions.ts";
import { usualChoices } from "../../src/model/detection-choices.ts";
import { CPU_UTILIZATION } from "../../src/model/metrics.ts";
import {
  dataEnd,
  dataStart,
  minerStart,
  plantWorkspace,
  type PlantedWorkspace,
} from "../analysis/planted-workspace.ts";

let planted: PlantedWorkspace;
beforeEach(() => {
  planted = plantWorkspace();
});
afterEach(() => planted.close());

const minerOf = (): string => planted.workspace.episodes().find(({ alarm }) => alarm)?.id ?? "none";
const lastEntry = () => {
  const entry = planted.workspace.custody().at(-1);
  return { action: entry?.action, detail: JSON.parse(entry?.detail ?? "{}") as unknown };
};

test("decisions without a reason, or about what is not there, are refused", async () => {
  const { workspace } = planted;
  await analyzeWorkspace(workspace);
  const [policy] = [{ metric: CPU_UTILIZATION, above: 0.9, minutes: 30, when: "always" as const }];
  const refused: readonly (() => unknown)[] = [
    () => setSensitivity(workspace, usualChoices.sensitivity, "  "),
    () => setPolicies(workspace, [{ ...policy, metric: "system.cpu.mood" }], "why not"),
    () => setPolicies(workspace, [{ ...policy, className: "no-such-class" }], "why not"),
    () => acceptShift(workspace, "ep-none", "fine", dataEnd),
    () => acceptShift(workspace, minerOf(), "", dataEnd),
    () => undoAcceptance(workspace, "ACC-9", "never"),
    () => freezeBaselines(workspace, minerStart, "CASE-9"),
    () => thawBaselines(workspace, "never"),
    () => workspace.setSetting("detection", "{}"),
  ];
  for (const decide of refused) expect(decide).toThrow(UserError);
  expect(workspace.choices()).toEqual(usualChoices);
});

test("an accepted shift is gone with the next analysis, is logged, and comes back when it is undone", async () => {
  const { workspace } = planted;
  const before = (await analyzeWorkspace(workspace)).episodes;
  const id = minerOf();
  const acceptance = acceptShift(workspace, id, "  approved by the CISO ", dataEnd);
  expect(acceptance).toMatchObject({ id: "ACC-1", host: "RND-5", note: "approved by the CISO", episodeId: id });
  expect(lastEntry()).toMatchObject({
    action: "shift-accepted",
    detail: { host: "RND-5", note: "approved by the CISO", episodeId: id },
  });

  const after = (await analyzeWorkspace(workspace)).episodes;
  expect(after.filter(({ host, alarm }) => host === "RND-5" && alarm)).toEqual([]);
  expect(workspace.baseline("RND-5", CPU_UTILIZATION)?.median[0]).toBeGreaterThan(0.8);

  undoAcceptance(workspace, acceptance.id, "he had not");
  expect(lastEntry()).toMatchObject({ action: "acceptance-undone", detail: { id: "ACC-1", note: "he had not" } });
  expect((await analyzeWorkspace(workspace)).episodes).toEqual(before);
  expect(workspace.verifyCustody().problems).toEqual([]);
});

test("a load that is over cannot be accepted as the new normal", async () => {
  await analyzeWorkspace(planted.workspace);
  const render = planted.workspace.episodes().find(({ host }) => host === "RND-3")?.id ?? "";
  expect(() => acceptShift(planted.workspace, render, "render job", dataEnd)).toThrow(/is no new normal/);
});

test("load lines are frozen for a case as of a date, and thawed again", async () => {
  const { workspace } = planted;
  const file = createCase(workspace, "Mining", dataEnd);
  expect(() => freezeBaselines(workspace, timestamp(dataStart + 3 * DAY), file.id)).toThrow(/two weeks/);
  freezeBaselines(workspace, timestamp(dataStart + 15 * DAY), file.id);
  expect(lastEntry()).toMatchObject({ action: "baselines-frozen", detail: { case: file.id } });
  await analyzeWorkspace(workspace);
  for (const host of ["RND-1", "RND-5"]) {
    expect(workspace.baseline(host, CPU_UTILIZATION)?.learned.end).toBe(dataStart + 15 * DAY);
  }
  thawBaselines(workspace, "case closed");
  expect(workspace.choices().frozen).toBeUndefined();
  await analyzeWorkspace(workspace);
  expect(workspace.baseline("RND-1", CPU_UTILIZATION)?.learned.end).toBe(dataEnd);
});
