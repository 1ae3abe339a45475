/** A disk that fills up while a source is written: that source fails with what to do, and those before it stay. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importPaths } from "../../src/importers/import-paths.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";

function mountSmallDisk(place: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", place], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test("a full disk fails the source that filled it, and the sources before it stay", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "full-"));
  const disk = join(folder, "disk");
  mkdirSync(disk);
  if (!mountSmallDisk(disk)) {
    rmSync(folder, { recursive: true });
    context.skip("needs the right to mount a small disk");
  }
  try {
    mkdirSync(join(folder, "bundle"));
    writeFileSync(join(folder, "bundle/1.csv"), "timestamp,hw.power\n1772323200,5\n");
    const rows = Array.from({ length: 600_000 }, (_, index) => `${1_772_323_200 + index},${Math.sin(index)}`);
    writeFileSync(join(folder, "bundle/2.csv"), `timestamp,hw.power\n${rows.join("\n")}\n`);
    const workspace = openWorkspace(join(disk, "small.plimsoll"), { create: true });
    const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
    const result = await importPaths(workspace, [join(folder, "bundle")], { host: "H" }, hooks);
    expect(result.sources.map(({ path, outcome }) => `${path} ${outcome}`)).toEqual(["1.csv imported", "2.csv failed"]);
    expect(result.sources[1]?.error).not.toContain("Unexpected");
    expect([workspace.sources().length, workspace.host("H")?.sampleCount]).toEqual([1, 1]);
    workspace.close();
    execFileSync("mount", ["-o", "remount,size=64m", disk]);
    const again = openWorkspace(join(disk, "small.plimsoll"), {});
    expect([again.sources().length, again.verifyCustody().problems]).toEqual([1, []]);
    again.close();
  } finally {
    execFileSync("umount", ["-l", disk], { stdio: "ignore" });
    rmSync(folder, { recursive: true, force: true });
  }
});
