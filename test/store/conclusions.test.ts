import SqliteDatabase from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { timestamp } from "../../src/base/time.ts";
import type { Band, Baseline } from "../../src/model/baseline.ts";
import { BINS } from "../../src/model/calendar.ts";
import type { Case } from "../../src/model/case.ts";
import { usualChoices } from "../../src/model/detection-choices.ts";
import type { Episode } from "../../src/model/episode.ts";
import { sealBaseline } from "../../src/store/conclusions/baseline-table.ts";
import { exhibitDigest } from "../../src/store/exhibit-digest.ts";
import type { Workspace } from "../../src/store/workspace.ts";
import { addSamples, head, importSource, noCounts, open, START, temporaryPath } from "./workspace-fixture.ts";

const run = { at: START, parameters: '{"budget":1}', hosts: 2, elapsedMs: 12.5 };

function episode(id: string, fields: Partial<Episode> = {}): Episode {
  return {
    id,
    host: "RND-07",
    start: START,
    end: undefined,
    startsBeforeData: false,
    metrics: ["system.cpu.utilization"],
    frames: ["own-season"],
    kind: "level-shift",
    excess: { cpuHours: 12 },
    shape: {
      metric: "system.cpu.utilization",
      normalLevel: 0.05,
      level: 0.9,
      levelBusiness: 0.6,
      levelOffPeak: 0.95,
      deviation: Infinity,
      peerLevel: undefined,
      peerCount: 0,
      offPeakShare: 0.7,
      flatness: 0.99,
      onsetStep: 20,
      throttleRatio: 0.63,
      invertedRhythm: true,
      diskPerCpu: undefined,
      networkPerCpu: Number.NaN,
      persistence: 1,
      coverage: 1,
    },
    strength: 9,
    confidence: 0.9,
    numbers: { ratio: Number.NaN, level: 0.9 },
    alarm: true,
    profile: "cpu-mining",
    profileScore: 0.9,
    reasons: { for: [{ text: "flat", value: 0.99 }], against: [] },
    readings: [],
    justification: { state: "unexplained", coverage: 0, refs: [] },
    processes: [],
    unattributedShare: undefined,
    connections: [],
    controls: [],
    subjects: [],
    priority: { score: 5, terms: [] },
    ...fields,
  };
}

function caseOf(id: string, fields: Partial<Case> = {}): Case {
  return {
    id,
    title: "RND-07",
    createdAt: START,
    findings: [],
    exhibits: [],
    notes: [],
    hypotheses: [],
    subjects: [],
    verdict: "",
    ...fields,
  };
}

const finding = (episodeId: string): Case["findings"][number] => ({
  episodeId,
  addedAt: START,
  judgement: "open",
  reason: "",
});

describe("the results of an analysis", () => {
  it("come back as they were, numbers that JSON cannot say included, highest priority first", () => {
    const workspace = open();
    expect([workspace.lastAnalysis(), workspace.episodes(), workspace.episode("a")]).toEqual([
      undefined,
      [],
      undefined,
    ]);
    const low = episode("a", { priority: { score: 1, terms: [] } });
    const high = episode("b", { priority: { score: 7, terms: [{ name: "x", value: -Infinity, why: "y" }] } });
    workspace.saveAnalysis(run, [low, high], []);
    expect(workspace.lastAnalysis()).toEqual(run);
    expect(workspace.episodes()).toEqual([high, low]);
    expect(workspace.episode("a")).toEqual(low);
  });

  it("hold baselines to the bit", () => {
    const workspace = open();
    const column = (value: (bin: number) => number): Float64Array =>
      Float64Array.from({ length: BINS }, (_, bin) => value(bin));
    const band = (shift: number): Band => ({
      median: column((bin) => (bin % 24) / 100 + shift),
      scale: column((bin) => Math.sqrt(bin) * 1.4826),
      low: column((bin) => (bin < 3 ? Number.NaN : 0)),
      high: column(() => 1 / 3),
    });
    const learned = { start: START, end: timestamp(START + 1e12) };
    const facts = { host: "RND-07", zone: "Europe/Berlin", learned, count: column((bin) => bin % 5) };
    const alone: Baseline = { ...facts, ...band(0), metric: "hw.power", peers: undefined };
    const compared: Baseline = { ...facts, ...band(1), metric: "m", peers: { ...band(2), hosts: 14 } };
    workspace.saveAnalysis(run, [], [sealBaseline(alone), sealBaseline(compared)]);
    expect(workspace.baseline("RND-07", "hw.power")).toEqual(alone);
    expect(workspace.baseline("RND-07", "m")).toEqual(compared);
    expect(workspace.baseline("RND-08", "m")).toBeUndefined();
    workspace.saveAnalysis(run, [], []);
    expect(workspace.baseline("RND-07", "m")).toBeUndefined();
  });

  it("replace those before, save for episodes that a case holds", () => {
    const workspace = open();
    workspace.saveAnalysis(run, [episode("kept"), episode("gone"), episode("same")], []);
    workspace.saveCase(caseOf("C1", { findings: [finding("kept"), finding("same")] }), "case-created", {});
    const changed = episode("kept", { strength: 1 });
    workspace.saveAnalysis(run, [episode("same")], []);
    expect(workspace.episodes().map((one) => one.id)).toEqual(["same"]);
    expect(workspace.episode("kept")).toBeUndefined();
    expect(workspace.keptEpisode("kept")).toEqual(episode("kept"));
    expect(workspace.keptEpisode("gone")).toBeUndefined();
    workspace.saveAnalysis(run, [changed], []);
    expect(workspace.keptEpisode("kept")).toEqual(changed);
    expect(workspace.keptEpisode("same")).toEqual(episode("same"));
  });
});

describe("cases", () => {
  it("come back as they were, and as they last were", () => {
    const workspace = open();
    const first = caseOf("C1", { notes: [{ at: START, text: "ümläut\u0000\u2028" }] });
    workspace.saveCase(first, "case-created", { title: "RND-07" });
    expect(workspace.case("C1")).toEqual(first);
    const second = { ...first, verdict: "guilty", findings: [finding("e")] };
    workspace.saveCase(second, "case-verdict", {});
    workspace.saveCase(caseOf("C2", { createdAt: timestamp(START - 1) }), "case-created", {});
    expect(workspace.cases()).toEqual([caseOf("C2", { createdAt: timestamp(START - 1) }), second]);
    expect(workspace.case("C3")).toBeUndefined();
  });
});

describe("annotations", () => {
  const draft = { host: "RND-07", start: START, end: undefined, text: "Stick seen" };
  const onHost = (file = temporaryPath()): Workspace => {
    const workspace = open(file);
    workspace.mergeHosts([{ name: "RND-07" }]);
    return workspace;
  };

  it("on a host that is not there, and one that is not there to be taken off, are refused", () => {
    const workspace = onHost();
    expect(() => workspace.saveAnnotation({ ...draft, host: "RND-99" })).toThrow(/no host "RND-99"/);
    expect(() => workspace.removeAnnotation(1)).toThrow(/no annotation 1/);
  });

  it("stay, are changed, taken off and brought back, each with its entry", () => {
    const workspace = onHost();
    const made = workspace.saveAnnotation({ ...draft, host: "rnd-07" });
    expect(workspace.annotations(["RND-07"])).toEqual([{ ...draft, id: 1, changedAt: made.changedAt }]);
    const span = { ...made, end: timestamp(START + 60e6), text: "Stick seen by guard" };
    workspace.saveAnnotation(span);
    workspace.removeAnnotation(1);
    expect(workspace.annotations()).toEqual([]);
    expect(workspace.saveAnnotation({ ...draft, text: "Another" }).id).toBe(2);
    workspace.saveAnnotation(span);
    expect(workspace.annotations().map(({ id, end, text }) => [id, end, text])).toEqual([
      [1, span.end, "Stick seen by guard"],
      [2, undefined, "Another"],
    ]);
    const entries = workspace
      .custody()
      .map(({ action, detail }) => [action, (JSON.parse(detail) as { text: string }).text]);
    expect(entries).toEqual([
      ["annotation-added", "Stick seen"],
      ["annotation-changed", "Stick seen by guard"],
      ["annotation-removed", "Stick seen by guard"],
      ["annotation-added", "Another"],
      ["annotation-restored", "Stick seen by guard"],
    ]);
    expect(workspace.verifyCustody()).toEqual({ checked: 7, problems: [] });
  });

  it("that changed or went without an entry are told by the check", () => {
    const file = temporaryPath();
    const workspace = onHost(file);
    for (const text of ["One", "Two"]) workspace.saveAnnotation({ ...draft, text });
    workspace.close();
    const database = new SqliteDatabase(file);
    database.exec("UPDATE annotation SET text = 'Not one' WHERE id = 1; DELETE FROM annotation WHERE id = 2");
    database.close();
    expect(open(file).verifyCustody().problems).toEqual([
      "Annotation 1 on RND-07 is not what the log says was written.",
      "Annotation 2 is gone, and no entry says that it was removed.",
    ]);
  });
});

describe("settings", () => {
  it("are kept without an entry, and can change while a source is open", () => {
    const file = temporaryPath();
    const workspace = open(file);
    const writer = workspace.beginSource(head("a"));
    workspace.setSetting("layout", "{}");
    expect(workspace.getSetting("layout")).toBe("{}");
    writer.rollback();
    const { revision } = workspace;
    workspace.setSetting("layout", "{}");
    // Whoever waits for a change would ask for everything again because a tab was opened.
    expect(workspace.revision).toBe(revision);
    workspace.close();
    const again = open(file);
    expect([again.getSetting("layout"), again.getSetting("other"), again.custody()]).toEqual(["{}", undefined, []]);
  });
});

describe("the custody log", () => {
  /** A workspace with one of each thing that leaves an entry, closed. */
  function filled(): string {
    const file = temporaryPath();
    const workspace = open(file);
    workspace.mergeHosts([{ name: "RND-07" }]);
    const writer = workspace.beginSource(head("a"));
    addSamples(writer, 10, () => 1);
    writer.commit({ ...noCounts, read: 11, stored: 10, skipped: 1, samples: 10, notes: ["Times are UTC."] });
    const removed = importSource(workspace, "b", (other) => addSamples(other, 10, () => 2));
    workspace.removeSource(removed);
    workspace.setHostClass("rnd-07", "rnd-server");
    workspace.saveAnalysis(run, [episode("e")], []);
    const frozen = { kind: "series", query: "{}", content: "[1]" } as const;
    const exhibit = { id: "E1", title: "CPU", createdAt: START, ...frozen, sha256: exhibitDigest(frozen) };
    workspace.saveCase(caseOf("C1", { exhibits: [exhibit] }), "case-created", { title: "RND-07" });
    workspace.recordCustody("export", { files: ["report.html"] });
    workspace.recordCustody("reveal", { reason: "interview" });
    workspace.close();
    return file;
  }

  /** What `verifyCustody` says after somebody has changed the file behind our back. */
  function afterTampering(...statements: readonly string[]): readonly string[] {
    const file = filled();
    const database = new SqliteDatabase(file);
    for (const statement of statements) database.exec(statement);
    database.close();
    return open(file, { readOnly: true }).verifyCustody().problems;
  }

  it("has an entry for everything that changed evidence or conclusions", () => {
    const workspace = open(filled());
    expect(workspace.custody().map(({ sequence, action }) => [sequence, action])).toEqual([
      [1, "import"],
      [2, "import"],
      [3, "source-removed"],
      [4, "host-class"],
      [5, "analysis"],
      [6, "case-created"],
      [7, "export"],
      [8, "reveal"],
    ]);
    expect(workspace.custody()[0]?.detail).toBe(
      '{"events":0,"format":"test","path":"a","read":11,"rejected":0,"samples":10,' +
        `"sha256":"${head("a").sha256}","size":100,"skipped":1,"source":1,"stored":10}`,
    );
    expect(workspace.custody()[3]?.detail).toBe('{"from":null,"host":"RND-07","to":"rnd-server"}');
    expect(workspace.verifyCustody()).toEqual({ checked: 12, problems: [] });
  });

  it("cannot be changed or shortened through SQL", () => {
    for (const statement of ["UPDATE custody SET action = 'x'", "DELETE FROM custody WHERE sequence = 2"]) {
      expect(() => afterTampering(statement)).toThrow(/only ever appended to/);
    }
  });

  const free = "DROP TRIGGER custody_keeps_entries; DROP TRIGGER custody_keeps_order";

  it("shows a changed entry, a removed one and one that was made to fit", () => {
    expect(afterTampering(free, "UPDATE custody SET detail = '{}' WHERE sequence = 7")).toEqual([
      "Entry 7 of the custody log (export) was changed: its hash does not match.",
    ]);
    expect(afterTampering(free, "DELETE FROM custody WHERE sequence = 7")).toEqual([
      "Entry 8 of the custody log (reveal) should be number 7: entries are missing.",
      "Entry 8 of the custody log (reveal) does not follow the entry before it.",
    ]);
    expect(afterTampering(free, "UPDATE custody SET previous = hash WHERE sequence = 8")).toEqual([
      "Entry 8 of the custody log (reveal) does not follow the entry before it.",
      "Entry 8 of the custody log (reveal) was changed: its hash does not match.",
    ]);
  });

  it("shows sources that came, went or changed without it", () => {
    expect(afterTampering("UPDATE source SET samples = 9 WHERE id = 1")).toEqual([
      "Source 1 (a) is not what the log says was imported.",
    ]);
    expect(afterTampering("DELETE FROM source WHERE id = 1")).toEqual([
      "Source 1 (a) is gone, and no entry says that it was removed.",
    ]);
    expect(
      afterTampering("INSERT INTO source SELECT 9, 'c', sha256, 1, 'x', 0, 0, 0, 0, 0, 0, 0, 0, 0, '[]' FROM source"),
    ).toEqual(["Source 9 (c) has no entry that says it was imported."]);
  });

  it("shows cases, exhibits and episodes that changed without it", () => {
    expect(afterTampering(`UPDATE case_file SET record = replace(record, '"[1]"', '"[2]"')`)).toEqual([
      "Case C1 was changed without an entry in the log.",
      "Exhibit E1 of case C1 (CPU) does not match its SHA-256.",
    ]);
    expect(afterTampering("DELETE FROM case_file")).toEqual(["Case C1 is gone."]);
    expect(afterTampering("UPDATE episode SET record = replace(record, '0.9', '0.1')")).toEqual([
      "The episodes of the last analysis were changed after it.",
    ]);
    const changed = ["What was decided about detection was changed without an entry in the log."];
    expect(afterTampering(`INSERT INTO setting VALUES ('detection', '{"policies":[]}')`)).toEqual(changed);
  });

  it("vouches for what was decided about detection", () => {
    const file = filled();
    const workspace = open(file);
    const sensitivity = { ...usualChoices.sensitivity, factor: 2 };
    workspace.saveChoices({ ...usualChoices, sensitivity }, "sensitivity-set", { note: "to see more" });
    expect(workspace.choices().sensitivity.factor).toBe(2);
    expect(workspace.custody().at(-1)?.action).toBe("sensitivity-set");
    expect(workspace.verifyCustody().problems).toEqual([]);
    workspace.close();
    const database = new SqliteDatabase(file);
    database.exec(`UPDATE setting SET value = replace(value, '"factor":2', '"factor":1') WHERE key = 'detection'`);
    database.close();
    expect(open(file, { readOnly: true }).verifyCustody().problems).toEqual([
      "What was decided about detection was changed without an entry in the log.",
    ]);
  });
});

describe("changes while a source is open", () => {
  it("are refused, save for facts that come with it", () => {
    const workspace = open();
    const writer = workspace.beginSource(head("a"));
    const changes: ((workspace: Workspace) => void)[] = [
      () => workspace.beginSource(head("b")),
      () => workspace.saveCase(caseOf("C1"), "case-created", {}),
      () => workspace.recordCustody("export", {}),
      () => workspace.saveAnalysis(run, [], []),
      () => workspace.saveChoices(usualChoices, "sensitivity-set", {}),
    ];
    for (const change of changes) expect(() => change(workspace)).toThrow(/is being imported/);
    workspace.mergeHosts([{ name: "RND-09", aliases: ["10.0.0.9"] }]);
    expect([workspace.resolveHost("10.0.0.9"), workspace.hosts()]).toEqual(["RND-09", []]);
    writer.rollback();
    expect([workspace.resolveHost("10.0.0.9"), workspace.revision]).toEqual([undefined, 0]);
    workspace.recordCustody("export", {});
    expect(workspace.revision).toBe(1);
  });
});
