import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdAgainstLabels, runReferenceCase } from "../reference-case.ts";

const FULL = { hosts: 60, days: 180 } as const;
const SEEDS = [1, 2, 3, 4, 5];
/** The false-alarm floor for innocent hosts, per host-month. */
const BUDGET = 0.03;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "plimsoll-acceptance-"));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const folder = (name: string): string => path.join(directory, name);

describe.each(SEEDS)("the full reference case, seed %i", (seed) => {
  it("puts the disguised miner first, names it, dates it and stays within the false-alarm budget", async () => {
    const run = await runReferenceCase(folder(`reference-${seed}`), { scenario: "reference", ...FULL, seed });
    const outcome = holdAgainstLabels(run, FULL.days);
    await rm(folder(`reference-${seed}`), { recursive: true, force: true });
    console.log(
      `seed ${seed}: ${run.seconds.toFixed(0)} s`,
      JSON.stringify({ ...outcome, falseAlarms: outcome.falseAlarms.map((alarm) => `${alarm.host} ${alarm.profile}`) }),
    );
    expect(outcome).toMatchObject({
      minerIsFirst: true,
      minerIsAlarm: true,
      minerProfile: "cpu-mining",
      minerState: "unexplained",
      startsBeforeData: false,
    });
    expect(outcome.onsetErrorHours).toBeLessThanOrEqual(24);
    expect(outcome.falseAlarmsPerHostMonth).toBeLessThanOrEqual(BUDGET);
    expect(outcome.renderStates).toContain("explained");
    expect(run.seconds).toBeLessThan(180);
  });

  it("finds the miner among its peers where it is older than the data", async () => {
    const run = await runReferenceCase(folder(`older-${seed}`), { scenario: "reference-older", ...FULL, seed });
    const outcome = holdAgainstLabels(run, FULL.days);
    await rm(folder(`older-${seed}`), { recursive: true, force: true });
    console.log(
      `seed ${seed}, older: ${run.seconds.toFixed(0)} s`,
      JSON.stringify({ ...outcome, falseAlarms: outcome.falseAlarms.map((alarm) => `${alarm.host} ${alarm.profile}`) }),
    );
    expect(outcome).toMatchObject({ minerIsAlarm: true, minerProfile: "cpu-mining", startsBeforeData: true });
    expect(outcome.falseAlarmsPerHostMonth).toBeLessThanOrEqual(BUDGET);
  });
});

describe("repeating the reference case", () => {
  it("gives the same bundle and the same episodes, byte for byte", async () => {
    const options = { scenario: "reference", hosts: 20, days: 60, seed: 9 } as const;
    const first = await runReferenceCase(folder("first"), options);
    const second = await runReferenceCase(folder("second"), options);
    expect(second.episodes).toEqual(first.episodes);
    const digest = async (name: string): Promise<string> =>
      createHash("sha256")
        .update(await readFile(folder(`${name}/labels.json`), "utf8").then((text) => text.replaceAll(folder(name), "")))
        .digest("hex");
    expect(await digest("second")).toBe(await digest("first"));
  });
});
