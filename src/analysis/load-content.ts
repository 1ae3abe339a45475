/**
 * The detection content of an analysis: what is shipped, then what imported bundles brought, then a folder of the
 * user's, which has the last word. A content file that is wrong stops the analysis, since its results would be others;
 * a rule that cannot be used is listed with its reason.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { UserError } from "../base/errors.ts";
import { assembleContent, labelOf, type ContentLayer } from "../content/assemble-content.ts";
import { LARGEST_CONTENT } from "../content/content-text.ts";
import { readContentFile } from "../content/read-content-file.ts";
import { readRules } from "../content/sigma/read-rules.ts";
import { bundleContentKey, type ContentListing, type ContentOrigin, type ContentProblem } from "../model/content.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { DetectionRule } from "../model/rule.ts";
import type { Workspace } from "../store/workspace.ts";

export interface LoadedContent {
  readonly knowledge: Knowledge;
  readonly listing: ContentListing & {
    /** A hash over the rules' files, in the order of their names; `undefined` without rules. */
    readonly rulesSha256: string | undefined;
  };
  /** Wrong content files: an analysis with them would not be what its user thinks. */
  readonly faults: readonly ContentProblem[];
}

const MOST_FILES = 20_000;
const DEEPEST = 10;
const CONTENT_EXTENSION = /\.json$/i;
const RULE_EXTENSION = /\.ya?ml$/i;

/** A `UserError` where the folder cannot be read. Files of other kinds are left alone. */
export function loadContent(
  workspace: Pick<Workspace, "sources" | "getSetting"> | undefined,
  folder: string | undefined,
): LoadedContent {
  const layers: ContentLayer[] = [];
  const faults: ContentProblem[] = [];
  const problems: ContentProblem[] = [];
  const rules: DetectionRule[] = [];
  const rulesHash = createHash("sha256");
  const addContent = (origin: ContentOrigin, file: string, text: string): void => {
    const patch = readContentFile(file, text);
    if ("message" in patch) faults.push(patch);
    else layers.push({ patch, origin, file, sha256: createHash("sha256").update(text).digest("hex") });
  };
  for (const { path, text } of bundleContent(workspace)) addContent("bundle", path, text);
  for (const file of folder === undefined ? [] : filesOf(folder)) {
    const text = readText(join(folder ?? "", file), file);
    if (typeof text !== "string") faults.push(text);
    else if (CONTENT_EXTENSION.test(file)) addContent("folder", file, text);
    else {
      const read = readRules(file, text);
      rules.push(...read.rules);
      problems.push(...read.problems);
      rulesHash.update(`${file}\n${text}\n`);
    }
  }
  const { knowledge, files } = assembleContent(layers, rules);
  const listed = rules.map(({ match: _, ...rule }) => rule);
  const rulesSha256 = rules.length === 0 ? undefined : rulesHash.digest("hex");
  return {
    knowledge,
    listing: { folder, files, rules: listed, problems: [...faults, ...problems], rulesSha256 },
    faults,
  };
}

/** Content that can be used as it is; a `UserError` that names the first file that is wrong. */
export function requireContent(
  workspace: Pick<Workspace, "sources" | "getSetting"> | undefined,
  folder: string | undefined,
): LoadedContent {
  const loaded = loadContent(workspace, folder);
  const [fault] = loaded.faults;
  if (fault === undefined) return loaded;
  const line = fault.line === undefined ? "" : `, line ${fault.line}`;
  throw new UserError("bad-input", `${fault.file}${line}: ${fault.message}`, {
    where: fault.file,
    next: `${fault.next} Nothing was analysed.`,
  });
}

/** What an analysis used, one entry a file, rules as one. */
export function contentLabels({ files, rules, rulesSha256 }: LoadedContent["listing"]): string[] {
  const labels = files.map(labelOf);
  return rulesSha256 === undefined ? labels : [...labels, `Sigma rules ${rules.length} (SHA-256 ${rulesSha256})`];
}

/** In the order of their hashes, which does not depend on the order of import. */
function bundleContent(workspace: Pick<Workspace, "sources" | "getSetting"> | undefined) {
  return (workspace?.sources() ?? [])
    .map(({ path, sha256 }) => ({ path, sha256, text: workspace?.getSetting(bundleContentKey(sha256)) }))
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
    .flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
}

/** Paths within the folder, with forward slashes, in order. */
function filesOf(folder: string): string[] {
  const found: string[] = [];
  const root = realFolder(folder);
  const visit = (directory: string, depth: number): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory() && depth < DEEPEST) visit(path, depth + 1);
      else if (entry.isFile() && (CONTENT_EXTENSION.test(entry.name) || RULE_EXTENSION.test(entry.name))) {
        found.push(relative(root, path).split(sep).join("/"));
      }
      if (found.length > MOST_FILES) {
        throw new UserError("bad-input", `The content folder ${folder} holds more than ${MOST_FILES} files.`, {
          where: folder,
          next: "Give the folder that holds the content itself.",
        });
      }
    }
  };
  visit(root, 0);
  return found.sort();
}

function realFolder(folder: string): string {
  try {
    const real = realpathSync(folder);
    if (statSync(real).isDirectory()) return real;
  } catch {
    // Told below.
  }
  throw new UserError("not-found", `The content folder ${folder} is not there.`, {
    where: folder,
    next: "Give a folder with content files (.json) and Sigma rules (.yml), or leave it out.",
  });
}

function readText(path: string, file: string): string | ContentProblem {
  const fault = (message: string): ContentProblem => ({
    file,
    line: undefined,
    message,
    next: "Take the file out of the folder.",
  });
  try {
    if (statSync(path).size > LARGEST_CONTENT) return fault("The file is too large for detection content.");
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return fault("The file cannot be read.");
  }
}
