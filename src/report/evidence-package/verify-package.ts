/**
 * Whether an evidence package is whole: every file as its manifest says and none besides, the exhibits as they were
 * frozen, and a custody log that holds together and vouches for the case, its exhibits and the sources.
 */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import type { z } from "zod";
import { UserError } from "../../base/errors.ts";
import type { CustodyEntry } from "../../model/case.ts";
import { chainProblems } from "../../store/conclusions/custody-log.ts";
import { exhibitDigest } from "../../store/exhibit-digest.ts";
import {
  CASE,
  CUSTODY,
  custodyList,
  MANIFEST,
  packagedCase,
  packageManifest,
  SOURCES,
  sourceList,
  type PackageManifest,
} from "./package-manifest.ts";

/** A package is a report and its exhibits; more than this, unpacked, is not one. */
const MOST_BYTES = 1024 ** 3;
const MOST_FILES = 20_000;

export interface PackageVerification {
  /** Files, custody entries, exhibits and sources that were looked at. */
  readonly checked: number;
  readonly problems: readonly string[];
}

/** A `UserError` for what is no evidence package at all. */
export async function verifyPackage(path: string): Promise<PackageVerification> {
  const contents = await unpacked(path);
  const packed = contents.get(MANIFEST);
  if (packed === undefined) throw notAPackage(path);
  const manifest = parsed(packageManifest, packed);
  if (manifest === undefined) return { checked: 1, problems: [`${MANIFEST} cannot be read.`] };
  const files = checkFiles(manifest, contents);
  const evidence = checkEvidence(manifest, contents);
  return { checked: files.checked + evidence.checked, problems: [...files.problems, ...evidence.problems] };
}

function checkFiles(manifest: PackageManifest, contents: ReadonlyMap<string, Buffer>): PackageVerification {
  const problems: string[] = [];
  for (const { path, sha256 } of manifest.files) {
    const bytes = contents.get(path);
    if (bytes === undefined) problems.push(`${path} is missing.`);
    else if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
      problems.push(`${path} was changed: its SHA-256 is not the manifest's.`);
    }
  }
  const listed = new Set([MANIFEST, ...manifest.files.map(({ path }) => path)]);
  for (const path of contents.keys()) {
    if (!listed.has(path)) problems.push(`${path} is not in the manifest.`);
  }
  return { checked: manifest.files.length, problems };
}

function checkEvidence(manifest: PackageManifest, contents: ReadonlyMap<string, Buffer>): PackageVerification {
  const custody = parsed(custodyList, contents.get(CUSTODY));
  const sources = parsed(sourceList, contents.get(SOURCES));
  const file = parsed(packagedCase, contents.get(CASE));
  const unreadable = Object.entries({ [CUSTODY]: custody, [SOURCES]: sources, [CASE]: file })
    .filter(([, value]) => value === undefined)
    .map(([path]) => `${path} cannot be read.`);
  if (custody === undefined || sources === undefined || file === undefined) return { checked: 0, problems: unreadable };

  const problems = [...chainProblems(custody)];
  if (custody.length !== manifest.custody.entries || custody.at(-1)?.hash !== manifest.custody.lastHash) {
    problems.push("The custody log does not end where the manifest says.");
  }
  const vouched = vouchedFor(custody);
  for (const { id, path, sha256 } of sources) {
    if (vouched.sources.get(id) !== sha256) problems.push(`No custody entry vouches for the source ${path}.`);
  }
  for (const exhibit of file.exhibits) {
    if (exhibitDigest(exhibit) !== exhibit.sha256) {
      problems.push(`Exhibit ${exhibit.id} (${exhibit.title}) does not match its SHA-256.`);
    }
  }
  const digest = createHash("sha256")
    .update(contents.get(CASE) ?? "")
    .digest("hex");
  if (vouched.cases.get(file.id) !== digest)
    problems.push(`No custody entry vouches for ${file.id} as it stands here.`);
  return { checked: custody.length + sources.length + file.exhibits.length + 1, problems };
}

/** The latest hash that entries vouch for, by source and by case. */
function vouchedFor(entries: readonly CustodyEntry[]): {
  readonly sources: ReadonlyMap<unknown, unknown>;
  readonly cases: ReadonlyMap<unknown, unknown>;
} {
  const sources = new Map<unknown, unknown>();
  const cases = new Map<unknown, unknown>();
  for (const { action, detail } of entries) {
    const said = fields(detail);
    if (action === "import") sources.set(said["source"], said["sha256"]);
    if ("caseSha256" in said) cases.set(said["case"], said["caseSha256"]);
  }
  return { sources, cases };
}

function fields(json: string): Readonly<Record<string, unknown>> {
  const value = parsedJson(json);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function parsed<Schema extends z.ZodType>(schema: Schema, bytes: Buffer | undefined): z.infer<Schema> | undefined {
  return bytes === undefined ? undefined : schema.safeParse(parsedJson(bytes.toString("utf8"))).data;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every file of the zip by its path, bounded in number and size. */
async function unpacked(path: string): Promise<Map<string, Buffer>> {
  let zip: ZipFile | undefined;
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
    const contents = new Map<string, Buffer>();
    let bytes = 0;
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize;
      if (contents.size >= MOST_FILES || bytes > MOST_BYTES) throw notAPackage(path);
      if (contents.has(entry.fileName)) throw damaged(path, new Error(`Two entries are named ${entry.fileName}.`));
      contents.set(entry.fileName, await content(zip, entry));
    }
    return contents;
  } catch (cause) {
    throw cause instanceof UserError ? cause : damaged(path, cause);
  } finally {
    zip?.close();
  }
}

async function content(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return buffer(await zip.openReadStreamPromise(entry));
}

function damaged(path: string, cause: unknown): UserError {
  return new UserError("damaged", "The evidence package is damaged or ends early.", {
    where: path,
    next: "Ask for it again, and compare its SHA-256 with the one that its writer noted.",
    cause,
  });
}

function notAPackage(path: string): UserError {
  return new UserError("bad-input", "This is not an evidence package.", {
    where: path,
    next: "`report CASE --format package` writes one; a workspace can be verified too.",
  });
}
