import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  addEpisode,
  addNote,
  caseOf,
  createCase,
  judge,
  pin,
  restoreExhibit,
  setCost,
  setHypotheses,
  setVerdict,
  unpin,
} from "../../src/case/case-file.ts";
import { costOfCase } from "../../src/case/cost.ts";
import { usualCostAssumptions } from "../../src/model/cost.ts";
import { logReveal, subjectsFor } from "../../src/case/masking.ts";
import { timestamp } from "../../src/base/time.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";
import type { Workspace } from "../../src/store/workspace.ts";
import { exampleWorkspace, now } from "./example-workspace.ts";

let directory: string;
let workspace: Workspace;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "plimsoll-case-"));
  workspace = exampleWorkspace(directory);
});

afterEach(() => {
  workspace.close();
  rmSync(directory, { recursive: true, force: true });
});

it("freezes annotations of a span, and keeps what they said when they are changed", () => {
  const { id } = createCase(workspace, "Mining", now);
  const written = workspace.saveAnnotation({ host: "RND-07", start: now, end: undefined, text: "Stick seen" });
  const before = { start: timestamp(now - 1e6), end: now };
  const query = { hosts: ["RND-07"] };
  const pinned = { kind: "annotations", title: "Remarks", ids: undefined } as const;
  expect(() => pin(workspace, id, { ...pinned, query: { ...query, range: before } }, now)).toThrow(/no rows/);
  const file = pin(workspace, id, { ...pinned, query }, now);
  workspace.saveAnnotation({ ...written, text: "Nothing seen" });
  expect(file.exhibits[0]?.content).toContain("Stick seen");
  expect(caseOf(workspace, id)).toEqual(file);
});

it("estimates the cost by the case's own assumptions until they are taken back, and logs both", () => {
  const { id } = createCase(workspace, "Mining", now);
  addEpisode(workspace, id, workspace.episodes()[0]?.id ?? "", now);
  const price = () => costOfCase(workspace, caseOf(workspace, id)).findings[0]?.cost.energyPrice ?? Number.NaN;
  const usual = price();
  setCost(workspace, id, { ...usualCostAssumptions, pricePerKilowattHour: 0.6 });
  expect(price()).toBeCloseTo(2 * usual, 9);
  setCost(workspace, id, undefined);
  expect(price()).toBe(usual);
  expect(workspace.custody().filter(({ action }) => action === "case-cost")).toHaveLength(2);
  expect(workspace.verifyCustody().problems).toEqual([]);
});

const pinControls = (caseId: string, ids?: number[]) =>
  pin(workspace, caseId, { kind: "controls", title: "Controls", query: { hosts: ["RND-07"] }, ids }, now);

describe("a case", () => {
  it("that is not there is a clear error, and so is an episode that is not there", () => {
    expect(() => caseOf(workspace, "CASE-9")).toThrow(/no case "CASE-9"/);
    const { id } = createCase(workspace, "Mining", now);
    expect(() => addEpisode(workspace, id, "ep-9", now)).toThrow(/no episode "ep-9"/);
  });

  it("is numbered on from the last and starts with competing hypotheses", () => {
    expect(createCase(workspace, "One", now).id).toBe("CASE-1");
    const second = createCase(workspace, "Two", now);
    expect(second.id).toBe("CASE-2");
    expect(second.hypotheses.map((hypothesis) => hypothesis.id)).toContain("insider");
  });

  it("takes an episode once, with its subjects", () => {
    const { id } = createCase(workspace, "Mining", now);
    addEpisode(workspace, id, "ep-1", now);
    const file = addEpisode(workspace, id, "ep-1", now);
    expect(file.findings).toHaveLength(1);
    expect(file.subjects).toEqual(["u123"]);
  });

  it("keeps its episode when the analysis is repeated without it", () => {
    const { id } = createCase(workspace, "Mining", now);
    addEpisode(workspace, id, "ep-1", now);
    workspace.saveAnalysis({ at: now, parameters: "{}", hosts: 1, elapsedMs: 1 }, [], []);
    expect(workspace.episode("ep-1")).toBeUndefined();
    expect(workspace.keptEpisode("ep-1")?.host).toBe("RND-07");
  });

  it("refuses a judgement without a reason", () => {
    const { id } = createCase(workspace, "Mining", now);
    addEpisode(workspace, id, "ep-1", now);
    expect(() => judge(workspace, id, { episodeId: "ep-1", judgement: "finding", reason: " " })).toThrow(/reason/);
    const file = judge(workspace, id, { episodeId: "ep-1", judgement: "finding", reason: "No ticket." });
    expect(file.findings[0]).toMatchObject({ judgement: "finding", reason: "No ticket." });
  });

  it("survives a restart with all that was put into it", () => {
    const { id } = createCase(workspace, "Mining", now);
    addNote(workspace, id, "Spoke to IT.", now);
    setVerdict(workspace, id, "Unauthorised mining.");
    setHypotheses(workspace, id, [{ id: "insider", title: "Insider", weights: { E1: "++" } }]);
    const before = pinControls(id);
    const { path: file } = workspace;
    workspace.close();
    workspace = openWorkspace(file, { now: () => now });
    expect(caseOf(workspace, id)).toEqual(before);
  });
});

describe("an exhibit", () => {
  it("freezes the rows of a query, or only those that were picked", () => {
    const { id } = createCase(workspace, "Mining", now);
    const all = pinControls(id).exhibits[0];
    const rows = JSON.parse(all?.content ?? "[]") as { id: number; action: string }[];
    expect(rows.map((row) => row.action)).toEqual(["device-attached", "protection-stopped"]);
    const one = pinControls(id, [rows[1]?.id ?? -1]).exhibits[1];
    expect(JSON.parse(one?.content ?? "[]")).toHaveLength(1);
    expect(one?.id).toBe("E2");
  });

  it("of nothing is refused", () => {
    const { id } = createCase(workspace, "Mining", now);
    expect(() => pinControls(id, [999])).toThrow(/no rows/);
  });

  it("whose content no longer fits its hash is found by the check of the custody log", () => {
    const { id } = createCase(workspace, "Mining", now);
    const file = pinControls(id);
    expect(workspace.verifyCustody().problems).toEqual([]);
    const [exhibit] = file.exhibits;
    if (exhibit === undefined) throw new Error("nothing was pinned");
    workspace.saveCase({ ...file, exhibits: [{ ...exhibit, content: "[]" }] }, "case-note", {});
    expect(workspace.verifyCustody().problems.join(" ")).toContain("E1");
  });

  it("leaves its hash in the log when it is taken out", () => {
    const { id } = createCase(workspace, "Mining", now);
    const hash = pinControls(id).exhibits[0]?.sha256 ?? "none";
    expect(unpin(workspace, id, "E1").exhibits).toEqual([]);
    expect(workspace.custody().at(-1)?.detail).toContain(hash);
  });

  it("is put back only as it was taken out, and nobody gets its number meanwhile", () => {
    const { id } = createCase(workspace, "Mining", now);
    const [exhibit] = pinControls(id).exhibits;
    if (exhibit === undefined) throw new Error("nothing was pinned");
    expect(() => restoreExhibit(workspace, id, exhibit)).toThrow(/never held this exhibit/);
    unpin(workspace, id, exhibit.id);
    expect(() => restoreExhibit(workspace, id, { ...exhibit, content: "[]" })).toThrow(/never held this exhibit/);
    expect(pinControls(id).exhibits.map((one) => one.id)).toEqual(["E2"]);
    expect(restoreExhibit(workspace, id, exhibit).exhibits.map((one) => one.id)).toEqual(["E1", "E2"]);
    expect(workspace.case(id)?.exhibits[0]).toEqual(exhibit);
    expect(workspace.custody().at(-1)?.action).toBe("case-exhibit-restored");
    expect(workspace.verifyCustody().problems).toEqual([]);
  });
});

describe("names of people", () => {
  it("are masked without a reason and shown with one, which is logged", () => {
    expect(subjectsFor(workspace, undefined)[0]?.name).toBeUndefined();
    expect(() => logReveal(workspace, " ", "report")).toThrow(/reason/);
    logReveal(workspace, "interview on Monday", "report of CASE-1");
    expect(subjectsFor(workspace, "interview on Monday")[0]?.name).toBe("Ada Example");
    expect(workspace.custody().at(-1)).toMatchObject({ action: "reveal" });
  });
});
