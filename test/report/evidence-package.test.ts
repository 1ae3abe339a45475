import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import yauzl from "yauzl";
import { ZipFile } from "yazl";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyPackage } from "../../src/report/evidence-package/verify-package.ts";
import { evidencePackage } from "../../src/report/evidence-package/write-package.ts";
import { exampleCase } from "./example-report.ts";

let directory: string;
let packed: Buffer;
let again: Buffer;
let files: Map<string, string>;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "plimsoll-package-"));
  const { workspace, report } = exampleCase(directory);
  packed = await evidencePackage(workspace, report);
  again = await evidencePackage(workspace, report);
  workspace.close();
  files = await unzip(packed);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function unzip(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  const found = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    found.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8"));
  }
  return found;
}

async function verify(bytes: Buffer) {
  const file = path.join(directory, "package.zip");
  writeFileSync(file, bytes);
  return verifyPackage(file);
}

/** The package with some files changed; `undefined` leaves one out. */
async function withFiles(changes: Record<string, string | undefined>): Promise<string[]> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries({ ...Object.fromEntries(files), ...changes })) {
    if (text !== undefined) zip.addBuffer(Buffer.from(text), name);
  }
  zip.end();
  return [...(await verify(await buffer(zip.outputStream))).problems];
}

/** The same by somebody who mends the manifest as well. */
async function withForgedFiles(changes: Record<string, string>): Promise<string[]> {
  const manifest = JSON.parse(files.get("manifest.json") ?? "") as { files: { path: string; sha256: string }[] };
  for (const file of manifest.files) {
    const text = changes[file.path];
    if (text !== undefined) file.sha256 = createHash("sha256").update(text).digest("hex");
  }
  return withFiles({ ...changes, "manifest.json": JSON.stringify(manifest) });
}

const replaced = (file: string, from: string, to: string): Record<string, string> => {
  const text = files.get(file) ?? "";
  expect(text).toContain(from);
  return { [file]: text.replaceAll(from, to) };
};

describe("an evidence package", () => {
  it("is the same bytes for the same case and the same time", () => {
    expect(packed.equals(again)).toBe(true);
  });

  it("holds the report, the exhibits, the sources' hashes and the custody log, and verifies", async () => {
    expect([...files.keys()]).toEqual([
      "manifest.json",
      "README.txt",
      "report/CASE-1.html",
      "report/CASE-1.md",
      "report/CASE-1.json",
      "report/CASE-1.csv",
      "report/CASE-1.stix.json",
      "exhibits/E1.json",
      "case.json",
      "sources.json",
      "custody.json",
    ]);
    const { checked, problems } = await verify(packed);
    expect(problems).toEqual([]);
    expect(checked).toBeGreaterThan(files.size);
  });

  it("gives away a file that was changed, left out or added", async () => {
    expect(await withFiles(replaced("report/CASE-1.html", "RND-07", "RND-08"))).toEqual([
      expect.stringContaining("report/CASE-1.html was changed"),
    ]);
    expect(await withFiles({ "exhibits/E1.json": undefined })).toEqual(["exhibits/E1.json is missing."]);
    expect(await withFiles({ "exhibits/E2.json": "{}" })).toEqual(["exhibits/E2.json is not in the manifest."]);
  });

  it("gives away what was changed together with the manifest, by the custody log", async () => {
    expect(await withForgedFiles(replaced("case.json", "device-attached", "device-removed"))).toEqual([
      "Exhibit E1 (Controls) does not match its SHA-256.",
      "No custody entry vouches for CASE-1 as it stands here.",
    ]);
    expect(await withForgedFiles(replaced("sources.json", "a".repeat(64), "b".repeat(64)))).toEqual([
      "No custody entry vouches for the source controls.csv.",
    ]);
    expect(await withForgedFiles(replaced("custody.json", "controls.csv", "other.csv"))).toContainEqual(
      expect.stringMatching(/custody log \(import\) was changed/),
    );
  });

  it("gives away a custody log whose end was cut off", async () => {
    const custody = JSON.parse(files.get("custody.json") ?? "") as unknown[];
    const problems = await withForgedFiles({ "custody.json": JSON.stringify(custody.slice(0, -1)) });
    expect(problems).toContain("The custody log does not end where the manifest says.");
  });

  it("is refused with the next step where it is damaged or something else", async () => {
    await expect(verify(packed.subarray(0, packed.length / 2))).rejects.toThrow(/damaged or ends early/);
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from("x"), "x.txt");
    zip.end();
    await expect(verify(await buffer(zip.outputStream))).rejects.toThrow(/not an evidence package/);
    expect(await withFiles({ "manifest.json": "{" })).toEqual(["manifest.json cannot be read."]);
  });
});
