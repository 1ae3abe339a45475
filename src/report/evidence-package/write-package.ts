/**
 * An evidence package: one zip that holds a case's report, its exhibits whole, the hashes of all sources, and the custody
 * log, with a manifest over every file, so that `verify` can check it anywhere without the workspace.
 *
 * The same case gives the same bytes, save for the time of the run.
 */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { toIso } from "../../base/time.ts";
import { caseOf } from "../../case/case-file.ts";
import { toJson } from "../../store/file/json-record.ts";
import type { Workspace } from "../../store/workspace.ts";
import type { ReportModel } from "../report-model.ts";
import { renderers } from "../renderers/index.ts";
import { CASE, CUSTODY, MANIFEST, SOURCES, type PackageManifest } from "./package-manifest.ts";

/** The earliest time that a zip can say: no entry tells when it was made, the manifest does. */
const ENTRY_TIME = new Date(Date.UTC(1980, 0, 1, 12));

const READ_ME = `This is an evidence package written by Plimsoll.

report/        the report, in several forms of the same content
exhibits/      each exhibit whole: the rows as they were frozen, the query that gave them, and their hash
case.json      the case as the workspace holds it
sources.json   every imported file with its SHA-256
custody.json   the log of what was done to the evidence; each entry's hash covers the one before it
manifest.json  the SHA-256 of every file above

To check it: plimsoll verify PACKAGE. Without Plimsoll: compare the SHA-256 of each file with the manifest. A package proves
that its parts belong together and were not changed one by one; note its own SHA-256 elsewhere to prove that it was not
replaced as a whole.
`;

/** The package as the bytes of a zip. */
export async function evidencePackage(workspace: Workspace, report: ReportModel): Promise<Buffer> {
  const file = caseOf(workspace, report.case.id);
  const texts = new Map<string, string>([["README.txt", READ_ME]]);
  for (const renderer of renderers.all) {
    texts.set(`report/${file.id}.${renderer.extension}`, renderer.render(report));
  }
  for (const exhibit of file.exhibits) texts.set(`exhibits/${exhibit.id}.json`, pretty(exhibit));
  texts.set(CASE, toJson(file));
  texts.set(SOURCES, pretty(workspace.sources()));
  texts.set(CUSTODY, pretty(workspace.custody()));
  const contents = new Map([...texts].map(([path, text]) => [path, Buffer.from(text)]));
  const manifest = pretty(manifestOf(report, contents));
  return zipped(new Map([[MANIFEST, Buffer.from(manifest)], ...contents]));
}

function manifestOf(report: ReportModel, contents: ReadonlyMap<string, Buffer>): PackageManifest {
  return {
    plimsollEvidencePackage: 1,
    case: { id: report.case.id, title: report.case.title },
    writtenBy: report.run.product,
    writtenAt: toIso(report.run.at),
    custody: { entries: report.custody.entries, lastHash: report.custody.lastHash },
    files: [...contents].map(([path, bytes]) => ({
      path,
      size: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    })),
  };
}

async function zipped(contents: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  const output = buffer(zip.outputStream);
  for (const [path, bytes] of contents) {
    zip.addBuffer(bytes, path, { mtime: ENTRY_TIME, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  return output;
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
