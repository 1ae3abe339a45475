/**
 * Every number that an explanation shows is computed again from the samples and events of the workspace, for every kind
 * of episode. A line with a number that nothing here accounts for fails as well.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { explainEpisode, type EpisodeExplanation } from "../../src/analysis/explain-episode.ts";
import { setPolicies } from "../../src/case/detection-decisions.ts";
import { CPU_UTILIZATION, GPU_UTILIZATION } from "../../src/model/metrics.ts";
import { loadLineTemplates } from "./explained/load-line.ts";
import { cases } from "./explained/planted-kinds.ts";
import { checkPoints, priorityTemplates } from "./explained/priority.ts";
import { questionTemplates } from "./explained/questions.ts";
import { reasonTemplates } from "./explained/reasons.ts";
import { storyTemplates } from "./explained/story.ts";
import { checkAll, type Template } from "./explained/template.ts";
import { plantFleet } from "./planted-fleet.ts";
import { recompute, type Recomputed } from "./recompute.ts";

let planted: ReturnType<typeof plantFleet>;
let again: Recomputed;
let explanations: readonly EpisodeExplanation[];
beforeAll(async () => {
  planted = plantFleet(cases, 12);
  const { workspace } = planted;
  setPolicies(
    workspace,
    [CPU_UTILIZATION, GPU_UTILIZATION].map((metric) => ({ metric, above: 0.3, minutes: 90, when: "off-hours" })),
    "Nothing runs at night.",
  );
  const { episodes } = await analyzeWorkspace(workspace);
  explanations = episodes.map(({ id }) => explainEpisode(workspace, id));
  again = recompute(workspace);
}, 60_000);
afterAll(() => planted.close());

function checkEach(
  linesOf: (explanation: EpisodeExplanation) => readonly string[],
  templates: readonly Template[],
): void {
  for (const explanation of explanations) {
    for (const line of linesOf(explanation)) checkAll(line, templates, explanation.episode);
  }
}

describe("what an explanation shows", () => {
  test("is there for every kind of episode", () => {
    expect([...new Set(explanations.map(({ episode }) => episode.kind))].sort()).toEqual([
      "drop",
      "falsified-reading",
      "flat-plateau",
      "level-shift",
      "missing-data",
      "policy-breach",
      "rhythm-change",
      "slow-drift",
    ]);
  });

  test("is computed again for its story", () => {
    checkEach(({ sentence }) => [sentence], storyTemplates(again));
  });

  test("is computed again for its load lines", () => {
    checkEach(({ baseline }) => baseline, loadLineTemplates(again));
  });

  test("is computed again for what is not known and for what would clear it", () => {
    checkEach(({ unknown, wouldClear }) => [...unknown, ...wouldClear], questionTemplates(again));
  });

  test("is computed again for the reasons of its reading", () => {
    checkEach(
      ({ episode: { reasons } }) => [...reasons.for, ...reasons.against].map(({ text }) => text),
      reasonTemplates(again),
    );
  });

  test("is computed again for its priority, in words and in points", () => {
    checkEach(({ episode: { priority } }) => priority.terms.map(({ why }) => why), priorityTemplates(again));
    for (const { episode } of explanations) checkPoints(again, episode);
  });
});
