import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stix } from "../../src/report/renderers/stix.ts";
import { observableId } from "../../src/report/stix/stix-id.ts";
import { exampleCase } from "./example-report.ts";

interface Thing {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

let directory: string;
let text: string;
let objects: Thing[];

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "plimsoll-stix-"));
  const { workspace, report } = exampleCase(directory);
  text = stix.render(report);
  expect(stix.render(report)).toBe(text);
  ({ objects } = JSON.parse(text) as { objects: Thing[] });
  workspace.close();
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

const only = (type: string): Thing => {
  const [found, ...more] = objects.filter((object) => object.type === type);
  expect(more).toEqual([]);
  if (found === undefined) throw new Error(`There is no ${type}.`);
  return found;
};

describe("a case as STIX", () => {
  it("names observables as every other program does", () => {
    // The example of the standard (STIX 2.1, 2.9): another program's id for the same address.
    expect(observableId("ipv4-addr", { value: "198.51.100.3" })).toBe(
      "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4",
    );
  });

  it("has each object once, under an id of its type, and refers to none that is not there", () => {
    const ids = objects.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { type, id } of objects) expect(id).toMatch(new RegExp(`^${type}--[0-9a-f-]{36}$`));
    const refs = objects.flatMap((object) =>
      Object.entries(object).flatMap(([key, value]) => (/_refs?$/.test(key) ? [value].flat() : [])),
    );
    expect(refs.filter((ref) => !ids.includes(String(ref)))).toEqual([]);
    expect(refs.length).toBeGreaterThan(10);
  });

  it("says what was seen: the program where it lay, who ran it, and where it spoke to", () => {
    expect(only("process")).toMatchObject({ pid: 7344, command_line: "svchost.exe -k netsvcs" });
    expect(only("file")).toMatchObject({ name: "svchost.exe" });
    expect(only("directory")).toMatchObject({ path: "E:\\drv" });
    expect(only("network-traffic")).toMatchObject({ dst_port: 14433, src_byte_count: 1200, protocols: ["ipv4"] });
    expect(only("domain-name")).toMatchObject({ value: "pool.example" });
    expect(only("observed-data")).toMatchObject({ first_observed: "2026-04-12T22:00:00.000Z", number_observed: 1 });
    const accounts = objects.filter(({ type }) => type === "user-account");
    expect(accounts.map((account) => account["account_login"]).toSorted()).toEqual(["u123", "u124"]);
  });

  it("says what it was read as, and by which public technique", () => {
    expect(only("note")["content"]).toContain("cpu-mining");
    const references = objects.filter(({ type }) => type === "attack-pattern").flatMap((p) => p["external_references"]);
    expect(references).toContainEqual({ source_name: "mitre-attack", external_id: "T1496.001" });
    expect(references).toContainEqual({ source_name: "insider-threat-matrix", external_id: "IF009.006" });
    expect(only("report")).toMatchObject({ name: "Mining on RND-07", object_refs: expect.any(Array) });
  });

  it("keeps people's names to itself", () => {
    expect(text).not.toContain("Ada");
  });
});
