import { describe, expect, it } from "vitest";
import { DEFAULT_BUSINESS_HOURS } from "../../src/model/fleet.ts";
import { addSamples, cpu, head, importSource, noCounts, open, START } from "./workspace-fixture.ts";

describe("hosts", () => {
  it("cannot be given a class where they are not known", () => {
    expect(() => open().setHostClass("nobody", "x")).toThrow('There is no host "nobody"');
  });

  it("keep what is known of them and take in what is new", () => {
    const workspace = open();
    workspace.mergeHosts([
      { name: "RND-07", className: "rnd", timeZone: "Europe/Berlin", aliases: ["10.0.4.7"], logicalCpus: 8 },
    ]);
    workspace.mergeHosts([{ name: "rnd-07", owner: "u1", aliases: ["rnd-07.corp.example"], className: undefined }]);
    expect(workspace.hosts()).toEqual([
      {
        name: "RND-07",
        className: "rnd",
        timeZone: "Europe/Berlin",
        aliases: ["10.0.4.7", "rnd-07.corp.example"],
        owner: "u1",
        logicalCpus: 8,
        from: undefined,
        to: undefined,
        sampleCount: 0,
        processCount: 0,
        connectionCount: 0,
        controlCount: 0,
      },
    ]);
  });

  it("are found by name or alias in any case and script, a name before an alias", () => {
    const workspace = open();
    workspace.mergeHosts([{ name: "BÜRO-1", aliases: ["PC", "x"] }, { name: "pc" }]);
    expect(["büro-1", "X", "PC", "y"].map((name) => workspace.resolveHost(name))).toEqual([
      "BÜRO-1",
      "BÜRO-1",
      "pc",
      undefined,
    ]);
  });

  it("are put out of a class as well, logged, and into the one that is imported next", () => {
    const workspace = open();
    workspace.mergeHosts([{ name: "RND-07", className: "office" }]);
    workspace.setHostClass("RND-07", "rnd-server");
    workspace.setHostClass("rnd-07", undefined);
    expect(workspace.host("RND-07")?.className).toBeUndefined();
    const logged = workspace.custody().at(-1);
    expect(logged?.action).toBe("host-class");
    expect(JSON.parse(logged?.detail ?? "")).toEqual({ host: "RND-07", from: "rnd-server", to: null });
    workspace.mergeHosts([{ name: "RND-07", className: "office" }]);
    expect(workspace.host("RND-07")?.className).toBe("office");
  });

  it("keep a class that was decided against what a manifest says, which takes in a class that is new", () => {
    const workspace = open();
    workspace.mergeHosts([{ name: "RND-07", className: "office" }]);
    workspace.setHostClass("RND-07", "rnd-server");
    workspace.mergeHosts([{ name: "RND-07", className: "office" }]);
    expect(workspace.host("RND-07")?.className).toBe("rnd-server");
    expect(workspace.classes()).toEqual([
      {
        name: "rnd-server",
        title: "rnd-server",
        expectation: undefined,
        businessHours: DEFAULT_BUSINESS_HOURS,
        holidays: [],
      },
    ]);
  });

  it("that only one source names go with it", () => {
    const workspace = open();
    workspace.mergeHosts([{ name: "known", owner: "u1" }]);
    const source = importSource(workspace, "a", (writer) => {
      addSamples(writer, 5, () => 1, START, { ...cpu, host: "known" });
      addSamples(writer, 5, () => 1, START, { ...cpu, host: "new" });
    });
    workspace.removeSource(source);
    expect([workspace.hosts().map((host) => host.name), workspace.series()]).toEqual([["known"], []]);
  });
});

describe("classes and subjects", () => {
  it("come back as they were and can be completed", () => {
    const workspace = open();
    const quiet = {
      name: "rnd",
      title: "R&D",
      expectation: "quiet",
      businessHours: DEFAULT_BUSINESS_HOURS,
      holidays: ["2026-05-01"],
    } as const;
    workspace.mergeClasses([quiet]);
    workspace.mergeClasses([{ ...quiet, title: "R&D server", expectation: undefined }]);
    expect(workspace.classes()).toEqual([{ ...quiet, title: "R&D server" }]);
    const violation = { date: "2025-11-02", what: "USB" };
    workspace.mergeSubjects([{ id: "u1", name: undefined, department: "R&D", priorViolations: [violation] }]);
    workspace.mergeSubjects([{ id: "u1", name: "A. Person", department: undefined, priorViolations: [] }]);
    expect(workspace.subjects()).toEqual([
      { id: "u1", name: "A. Person", department: "R&D", priorViolations: [violation] },
    ]);
  });
});

describe("sources", () => {
  it("keep their counts, hosts and rejects, which are bounded and come in pages", () => {
    const workspace = open();
    const writer = workspace.beginSource({ ...head("a"), sha256: "AB".repeat(32) });
    addSamples(writer, 5, () => 1);
    for (let line = 1; line <= 10_050; line += 1) writer.reject({ line, reason: "no number", raw: "x".repeat(5000) });
    const counts = { read: 10_055, stored: 5, skipped: 0, rejected: 10_050, samples: 5, events: 0 };
    const record = writer.commit({ ...counts, notes: ["Times are UTC."] });
    expect(record).toMatchObject({ ...counts, path: "a", hosts: ["RND-07"], from: START, notes: ["Times are UTC."] });
    expect(workspace.sources()).toEqual([record]);
    expect(workspace.sourceByHash("ab".repeat(32))).toEqual(record);
    expect(workspace.sourceByHash("ff")).toBeUndefined();
    const page = workspace.rejects(record.id, 9_990, 5);
    expect([page.total, page.next, page.rows.map((row) => row.line)]).toEqual([
      10_000,
      "9995",
      [9991, 9992, 9993, 9994, 9995],
    ]);
    expect(page.rows[0]?.raw).toHaveLength(2000);
    expect(workspace.rejects(record.id, 9_995).next).toBeUndefined();
  });

  it("never share an id, even after the last one was removed", () => {
    const workspace = open();
    const first = importSource(workspace, "a", () => undefined);
    workspace.removeSource(first);
    expect(() => workspace.removeSource(first)).toThrow("There is no source 1");
    expect(importSource(workspace, "a", () => undefined)).toBe(2);
    expect(workspace.verifyCustody().problems).toEqual([]);
  });

  it("leave nothing when their commit fails", () => {
    const workspace = open();
    const writer = workspace.beginSource(head("a"));
    addSamples(writer, 5, () => 1);
    expect(() => writer.commit({ ...noCounts, read: 0.5 })).toThrow();
    expect([workspace.sources(), workspace.series(), workspace.custody()]).toEqual([[], [], []]);
    importSource(workspace, "b", (other) => addSamples(other, 5, () => 1));
    expect(workspace.series()).toHaveLength(1);
  });
});
