import { describe, expect, test } from "vitest";
import { hasNab, publishedNab, readNabResults } from "../bench/detection-nab-corpus.ts";
import { nabProfiles, nabScore, type NabFile } from "../bench/detection-nab-score.ts";

describe("the benchmark's score", () => {
  const scores = new Float64Array(1000);
  const quiet: NabFile = { name: "quiet", scores, windows: [[400, 499]] };

  test("is 0 for a detector that never speaks and 100 for one that says so when a window begins", () => {
    expect(nabScore([quiet], 0.5, nabProfiles.standard)).toBe(0);
    expect(nabScore([{ ...quiet, scores: scores.with(400, 1) }], 0.5, nabProfiles.standard)).toBeCloseTo(100, 10);
  });

  test("takes the weight of a false detection off, but not in the probation", () => {
    const seen = scores.with(400, 1);
    const withFalse = (row: number): number =>
      nabScore([{ ...quiet, scores: seen.with(row, 1) }], 0.5, nabProfiles.standard);
    expect(withFalse(300)).toBeCloseTo(100 - (100 * 0.11) / 2, 10);
    expect(withFalse(100)).toBeCloseTo(100, 10);
  });
});

describe.skipIf(!hasNab)("on published results (set PLIMSOLL_TEST_DATA to run)", () => {
  test.each(["skyline", "randomCutForest"])("the score of %s is the published one to 1e-9", async (detector) => {
    const files = await readNabResults(detector);
    expect(files).toHaveLength(58);
    for (const [name, profile] of Object.entries(nabProfiles)) {
      const { score, threshold } = publishedNab(detector, name);
      expect(Math.abs(nabScore(files, threshold, profile) - score), name).toBeLessThan(1e-9);
    }
  });
});
