/** Writes a case's report in the formats asked for, each file whole or not at all, and logs what was written. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { cancelled, UserError } from "../base/errors.ts";
import type { Workspace } from "../store/workspace.ts";
import { printPdf } from "./electron-runtime.ts";
import { buildReport, type ReportOptions } from "./build-report.ts";
import { evidencePackage } from "./evidence-package/write-package.ts";
import { html } from "./renderers/html.ts";
import { renderers } from "./renderers/index.ts";
import type { ReportModel } from "./report-model.ts";

export interface WrittenReport {
  readonly path: string;
  readonly sha256: string;
}

export interface WriteOptions extends ReportOptions {
  readonly directory: string;
  readonly formats: readonly string[];
  readonly signal: AbortSignal;
}

/** Files are named after the case and their form: `CASE-1.html`, `CASE-1.stix.json`, `CASE-1.zip` (the evidence package). */
export async function writeReport(
  workspace: Workspace,
  caseId: string,
  options: WriteOptions,
): Promise<WrittenReport[]> {
  const report = buildReport(workspace, caseId, options);
  await makeDirectory(options.directory);
  const written: WrittenReport[] = [];
  for (const format of options.formats) {
    if (options.signal.aborted) throw cancelled("The report");
    const { extension, write } = formOf(format);
    const target = path.join(options.directory, `${report.case.id}.${extension}`);
    const part = `${target}.part`;
    try {
      await write(part, { workspace, report, signal: options.signal });
      await rename(part, target);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    written.push({
      path: target,
      sha256: createHash("sha256")
        .update(await readFile(target))
        .digest("hex"),
    });
  }
  workspace.recordCustody("export", {
    case: caseId,
    files: written.map((file) => ({ name: path.basename(file.path), sha256: file.sha256 })),
  });
  return written;
}

interface Form {
  readonly extension: string;
  write(target: string, from: Contents): Promise<void>;
}

interface Contents {
  readonly workspace: Workspace;
  readonly report: ReportModel;
  readonly signal: AbortSignal;
}

/** The forms that are more than a text of the view model. */
const forms: ReadonlyMap<string, Form> = new Map([
  [
    "pdf",
    {
      extension: "pdf",
      write: (target: string, { report, signal }: Contents) => writePdf(target, html.render(report), signal),
    },
  ],
  [
    "package",
    {
      extension: "zip",
      write: async (target: string, { workspace, report }: Contents) =>
        writeFile(target, await evidencePackage(workspace, report)),
    },
  ],
]);

function formOf(format: string): Form {
  const form = forms.get(format);
  if (form !== undefined) return form;
  const renderer = renderers.find(format);
  if (renderer === undefined) {
    const known = [...renderers.all.map(({ id }) => id), ...forms.keys()].join(", ");
    throw new UserError("wrong-usage", `There is no report format "${format}".`, { next: `Known are ${known}.` });
  }
  return {
    extension: renderer.extension,
    write: (target, { report }) => writeFile(target, renderer.render(report)),
  };
}

async function writePdf(target: string, htmlText: string, signal: AbortSignal): Promise<void> {
  const page = `${target}.html`;
  await writeFile(page, htmlText);
  try {
    await printPdf(page, target, signal);
  } finally {
    await rm(page, { force: true });
  }
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    throw new UserError("not-writable", "The report's folder cannot be made.", {
      where: directory,
      next: "Choose another folder.",
      cause: error,
    });
  }
}
