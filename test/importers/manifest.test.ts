import { describe, expect, test } from "vitest";
import { parseManifest, type Manifest } from "../../src/importers/manifest.ts";

function parsed(value: unknown): Manifest {
  const manifest = parseManifest(JSON.stringify(value));
  if (typeof manifest === "string") throw new Error(manifest);
  return manifest;
}

describe("a manifest", () => {
  test("that is no JSON object is one sentence", () => {
    expect(parseManifest("{")).toContain("The manifest is no valid JSON");
    expect(parseManifest("[]")).toBe("The manifest is no JSON object.");
    expect(parseManifest('"x"')).toBe("The manifest is no JSON object.");
  });

  test("may leave everything out", () => {
    expect(parsed({})).toEqual({
      timeZone: undefined,
      classes: [],
      hosts: [],
      subjects: [],
      sources: [],
      rejects: [],
      notes: [],
    });
  });

  test("gives classes, hosts, people and files", () => {
    const manifest = parsed({
      plimsollBundle: 1,
      timeZone: "Europe/Berlin",
      classes: [{ name: "rnd-server", expectation: "quiet", holidays: ["2026-05-01"] }],
      hosts: [
        { name: "RND-07", class: "rnd-server", timeZone: "UTC", aliases: ["10.0.4.7"], owner: "u123", logicalCpus: 8 },
      ],
      subjects: [{ id: "u123", department: "R&D", priorViolations: [{ date: "2025-11-02", what: "x" }] }],
      sources: [{ path: ".\\metrics\\RND-07.csv", format: "perfmon-csv", sha256: "AB".repeat(32) }],
    });
    expect(manifest.classes).toMatchObject([
      { name: "rnd-server", title: "rnd-server", expectation: "quiet", holidays: ["2026-05-01"] },
    ]);
    expect(manifest.hosts).toMatchObject([
      { name: "RND-07", className: "rnd-server", aliases: ["10.0.4.7"], logicalCpus: 8 },
    ]);
    expect(manifest.subjects).toMatchObject([{ id: "u123", priorViolations: [{ date: "2025-11-02", what: "x" }] }]);
    expect(manifest.sources).toMatchObject([{ path: "metrics/RND-07.csv", sha256: "ab".repeat(32) }]);
    expect([manifest.rejects, manifest.notes]).toEqual([[], []]);
  });

  test("names what it does not understand, and keeps the rest", () => {
    const manifest = parsed({
      plimsollBundle: 2,
      colour: "red",
      timeZone: "Mars/Olympus",
      classes: "many",
      hosts: [{ name: "A", timeZone: "Nowhere" }, { name: "B", logicalCpus: -1 }, "C", { name: "D", rack: 7 }],
      subjects: [{ id: "u", priorViolations: [{ date: "2025-02-30", what: "x" }] }],
      sources: [{ path: "a.csv", sha256: "short" }],
    });
    expect(manifest.hosts.map((host) => host.name)).toEqual(["A", "D"]);
    expect(manifest.notes).toEqual([
      'The manifest\'s key "colour" is unknown: it was ignored.',
      "The manifest says version 2: it was read as version 1.",
      'The manifest\'s time zone "Mars/Olympus" of the bundle does not exist: it was ignored.',
      'The manifest\'s "classes" is no list: it was ignored.',
      'The manifest\'s key "rack" of hosts is unknown: it was ignored.',
      'The manifest\'s time zone "Nowhere" of A does not exist: it was ignored.',
    ]);
    expect(manifest.rejects.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^hosts\[1\]: logicalCpus: /),
      expect.stringMatching(/^hosts\[2\]: /),
      "subjects[0]: priorViolations.0.date: must be YYYY-MM-DD",
      "sources[0]: sha256: must be 64 hexadecimal digits",
    ]);
  });
});
