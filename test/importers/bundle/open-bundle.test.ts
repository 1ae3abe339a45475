import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BUNDLE_LIMITS, type BundleLimits } from "../../../src/importers/bundle/bundle.ts";
import { openBundle } from "../../../src/importers/bundle/open-bundle.ts";
import { makeTar, makeTarGz, makeZip } from "./make-archives.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string | Uint8Array): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

/** All that a bundle gives: its files with their text, read twice over, and what it refused. */
async function contentsOf(path: string, limits: Partial<BundleLimits> = {}) {
  const bundle = await openBundle(path, { ...BUNDLE_LIMITS, ...limits }, new AbortController().signal);
  const files: Record<string, string> = {};
  const read = async (open: () => AsyncIterable<Uint8Array>): Promise<string> => {
    const pieces: Uint8Array[] = [];
    for await (const piece of open()) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  };
  try {
    for await (const file of bundle.files()) {
      files[file.path] = await read(file.open);
      expect(await read(file.open)).toBe(files[file.path]);
    }
  } finally {
    await bundle.close();
  }
  return { files, refused: bundle.refused, manifest: bundle.manifest?.path, totalBytes: bundle.totalBytes };
}

const LINK_OUT = "The entry is a link that leads out of the bundle: it was not followed.";
const OUT = "The entry's path leads out of the archive: it was not read.";
const ABSOLUTE = "The entry's path is absolute and leads out of the archive: it was not read.";

describe("a zip archive", () => {
  test("gives its files in the order of their paths, the manifest apart, and no litter", async () => {
    const zip = makeZip([
      { name: "case/z.csv", content: "z" },
      { name: "case/bundle.json", content: "{}" },
      { name: "case/a.csv", content: "a" },
      { name: "__MACOSX/case/._a.csv", content: "x" },
      { name: "case/.DS_Store", content: "x" },
    ]);
    expect(await contentsOf(write("a.zip", zip))).toMatchObject({
      files: { "case/a.csv": "a", "case/z.csv": "z" },
      refused: [],
      manifest: "case/bundle.json",
    });
  });

  test("refuses each entry that leads out of it, is encrypted or a link out, and reads the rest", async () => {
    const zip = makeZip([
      { name: "../evil.csv", content: "x" },
      { name: "a/../../evil.csv", content: "x" },
      { name: "..\\evil.csv", content: "x" },
      { name: "/etc/cron.d/evil", content: "x" },
      { name: "C:\\evil.csv", content: "x" },
      { name: "secret.csv", content: "x", isEncrypted: true },
      { name: "link-out", content: "/etc/passwd", mode: 0o120777 },
      { name: "link-in", content: "good.csv", mode: 0o120777 },
      { name: "good.csv", content: "good" },
    ]);
    const { files, refused } = await contentsOf(write("a.zip", zip));
    expect(files).toEqual({ "good.csv": "good" });
    expect(refused).toEqual([
      { path: "../evil.csv", reason: OUT },
      { path: "a/../../evil.csv", reason: OUT },
      { path: "../evil.csv", reason: OUT },
      { path: "/etc/cron.d/evil", reason: ABSOLUTE },
      { path: "C:/evil.csv", reason: ABSOLUTE },
      {
        path: "secret.csv",
        reason: "The entry is encrypted: unpack the archive with its password and import the folder.",
      },
      { path: "link-out", reason: LINK_OUT },
    ]);
    expect(readdirSync(folder)).toEqual(["a.zip"]);
  });

  test("an entry that unpacks to absurd sizes is refused, and the rest is read", async () => {
    const zip = makeZip([
      { name: "bomb.csv", content: Buffer.alloc(3_000_000) },
      { name: "good.csv", content: "good" },
    ]);
    const { files, refused } = await contentsOf(write("a.zip", zip), { harmlessBytes: 1_000_000 });
    expect([files, refused]).toEqual([
      { "good.csv": "good" },
      [
        {
          path: "bomb.csv",
          reason: "It unpacks to more than 250 times its size, as archives made to do harm do: it was not read.",
        },
      ],
    ]);
  });

  test("entries that share their packed bytes to explode together are refused as a whole", async () => {
    const content = Buffer.from("0123456789".repeat(50_000));
    const zip = makeZip(
      Array.from({ length: 400 }, (_, index) => ({ name: `${index}.csv`, content, sharesFirst: index > 0 })),
    );
    await expect(contentsOf(write("a.zip", zip), { harmlessBytes: 1_000_000, ratio: 1_000 })).rejects.toThrow(
      "It unpacks to more than 1000 times its size",
    );
  });

  test("with too many entries, cut short, or an Office document in truth: says so", async () => {
    const zip = makeZip([
      { name: "1.csv", content: "1" },
      { name: "2.csv", content: "2" },
    ]);
    await expect(contentsOf(write("many.zip", zip), { entries: 1 })).rejects.toThrow(
      "The bundle holds more than 1 entries.",
    );
    await expect(contentsOf(write("cut.zip", zip.subarray(0, 60)))).rejects.toThrow(
      "The zip archive is damaged or ends early.",
    );
    const office = makeZip([{ name: "[Content_Types].xml", content: "<x/>" }]);
    await expect(contentsOf(write("sheet.xlsx", office))).rejects.toThrow("This is an Office document.");
  });
});

describe("a tar archive", () => {
  test.each([
    ["in memory", BUNDLE_LIMITS.inMemory],
    ["on disk", 2],
  ])("packed or not gives its files, kept %s, and the manifest wherever it stands", async (_, inMemory) => {
    const entries = [
      { name: "case/", type: "directory" as const },
      { name: "./case/a.csv", content: "first" },
      { name: "case/b.csv", content: "second" },
      { name: "case/bundle.json", content: "{}" },
    ];
    const expected = {
      files: { "case/a.csv": "first", "case/b.csv": "second" },
      refused: [],
      manifest: "case/bundle.json",
      totalBytes: 13,
    };
    expect(await contentsOf(write("a.tar", await makeTar(entries)), { inMemory })).toEqual(expected);
    expect(await contentsOf(write("a.tgz", await makeTarGz(entries)), { inMemory })).toEqual(expected);
  });

  test("refuses paths and links that lead out, and devices, and reads the rest", async () => {
    const tar = await makeTar([
      { name: "../evil.csv", content: "x" },
      { name: "/etc/evil", content: "x" },
      { name: "a/link", type: "symlink", linkname: "../../etc/passwd" },
      { name: "a/inside", type: "symlink", linkname: "../good.csv" },
      { name: "hard", type: "link", linkname: "/etc/shadow" },
      { name: "pipe", type: "fifo" },
      { name: "good.csv", content: "good" },
    ]);
    const { files, refused } = await contentsOf(write("a.tar", tar));
    expect(files).toEqual({ "good.csv": "good" });
    expect(refused).toEqual([
      { path: "../evil.csv", reason: OUT },
      { path: "/etc/evil", reason: ABSOLUTE },
      { path: "a/link", reason: LINK_OUT },
      { path: "hard", reason: LINK_OUT },
      { path: "pipe", reason: "The entry is no file: it was not read." },
    ]);
  });

  test("that is cut in the middle gives the files before the cut, and says where it ends", async () => {
    const tar = await makeTar([
      { name: "a.csv", content: "a" },
      { name: "b.csv", content: "b".repeat(2_000) },
    ]);
    const { files, refused } = await contentsOf(write("a.tar", tar.subarray(0, 2_000)));
    expect(files).toEqual({ "a.csv": "a" });
    expect(refused[0]?.reason).toMatch(
      /^The tar archive is damaged or ends early\..* The 1 entries before that place were read\.$/,
    );
  });

  test("that unpacks to absurd sizes is refused", async () => {
    const tar = gzipSync(await makeTar([{ name: "bomb.csv", content: Buffer.alloc(4_000_000) }]));
    await expect(contentsOf(write("a.tgz", tar), { harmlessBytes: 1_000_000 })).rejects.toThrow(
      "It unpacks to more than 250 times its size",
    );
    await expect(contentsOf(write("b.tgz", tar), { unpackedBytes: 2_000_000, ratio: 1e6 })).rejects.toThrow(
      "It unpacks to more than",
    );
  });
});

describe("a folder", () => {
  test("gives its files in the order of their paths; links are not followed and those that lead out are said", async () => {
    write("b/two.csv", "2");
    write("b/one.csv", "1");
    write("b/deep/three.csv", "3");
    symlinkSync("one.csv", join(folder, "b/link-in"));
    symlinkSync("/etc/passwd", join(folder, "b/link-out"));
    symlinkSync("..", join(folder, "b/deep/loop"));
    const { files, refused } = await contentsOf(join(folder, "b"));
    expect(Object.entries(files)).toEqual([
      ["deep/three.csv", "3"],
      ["one.csv", "1"],
      ["two.csv", "2"],
    ]);
    expect(refused).toEqual([{ path: "link-out", reason: LINK_OUT }]);
  });

  test("with a pipe in it does not wait for the pipe", async () => {
    write("b/one.csv", "1");
    execFileSync("mkfifo", [join(folder, "b/pipe")]);
    const { files, refused } = await contentsOf(join(folder, "b"));
    expect([files, refused]).toEqual([
      { "one.csv": "1" },
      [{ path: "pipe", reason: "The entry is a device, a pipe or a socket: it was not read." }],
    ]);
  });

  const isRoot = process.getuid?.() === 0;
  test.skipIf(isRoot)(
    "that may not be read in a part leaves that part out (skipped for root, who may read all)",
    async () => {
      write("b/open/one.csv", "1");
      write("b/shut/two.csv", "2");
      chmodSync(join(folder, "b/shut"), 0o000);
      const { files, refused } = await contentsOf(join(folder, "b"));
      chmodSync(join(folder, "b/shut"), 0o700);
      expect([files, refused.map(({ path }) => path)]).toEqual([{ "open/one.csv": "1" }, ["shut"]]);
    },
  );

  test("with too many entries says so", async () => {
    write("b/one.csv", "1");
    write("b/two.csv", "2");
    await expect(contentsOf(join(folder, "b"), { entries: 1 })).rejects.toThrow(
      "The bundle holds more than 1 entries.",
    );
  });
});

test("a file that is cancelled is not read on", async () => {
  const controller = new AbortController();
  controller.abort();
  write("b/one.csv", "1");
  await expect(openBundle(join(folder, "b"), BUNDLE_LIMITS, controller.signal)).rejects.toThrow();
});
