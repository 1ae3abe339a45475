/** Every real export at hand goes through the pipeline: whatever becomes of it, nothing is lost unseen. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importPaths } from "../../src/importers/import-paths.ts";
import { openWorkspace } from "../../src/store/open-workspace.ts";

const root = process.env["PLIMSOLL_TEST_DATA"];
const isThere = root !== undefined && existsSync(join(root, "import"));

describe.skipIf(!isThere)("real exports (set PLIMSOLL_TEST_DATA to run)", () => {
  test("are imported, rejected or refused with a reason, and every count adds up", { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "real-"));
    const workspace = openWorkspace(join(folder, "real.plimsoll"), { create: true });
    try {
      const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
      const options = { host: "UNNAMED", timeZone: "UTC" };
      const result = await importPaths(workspace, [join(root ?? "", "import")], options, hooks);
      const unexpected = result.sources.filter(({ error }) => error?.startsWith("Unexpected error") === true);
      expect(unexpected).toEqual([]);
      for (const { path, outcome, source, error } of result.sources) {
        if (outcome === "failed") {
          expect(error, path).toMatch(/\.$/);
          continue;
        }
        if (source === undefined) throw new Error(`${path} has no record`);
        expect(source.read, path).toBe(source.stored + source.skipped + source.rejected);
        const rejects = workspace.rejects(source.id, undefined, 10_000).rows;
        expect(rejects.length, path).toBe(Math.min(source.rejected, 10_000));
        for (const reject of rejects) expect(reject.reason, path).toMatch(/\S/);
      }
      expect(result.sources.filter(({ outcome }) => outcome === "imported").length).toBeGreaterThan(20);
    } finally {
      workspace.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
