/** Import as the user starts it: by menu, command or by dropping files; with what was read and what was not at the end. */
import type { ImportOptions, ImportResult } from "../../src/api/engine-contract.ts";
import { openEditor } from "./editors.ts";
import { askEngine, askHost } from "./engine.ts";
import { formatNumber } from "../format/number.ts";
import { plural } from "../format/words.ts";
import { runJob } from "./jobs.ts";
import { notify, notifyError } from "./notifications.ts";
import { useSettings } from "./settings.ts";
import { fileName, openWorkspace, refreshWorkspace, useWorkspace } from "./workspace.ts";

/** The importer that needs to be told what the columns of a table mean. */
const GENERIC_TABLE = "generic-table";

/** Imports paths; a table that no importer knows is opened in the mapping editor first. */
export async function importPaths(paths: readonly string[]): Promise<void> {
  if (!(await ensureWorkspace())) return;
  const plain: string[] = [];
  for (const path of paths) {
    if (await needsMapping(path)) openEditor("mapping", path, { keep: true });
    else plain.push(path);
  }
  if (plain.length > 0) await runImport(plain);
}

export async function runImport(paths: readonly string[], options?: ImportOptions): Promise<ImportResult> {
  const [first = ""] = paths;
  const title = paths.length === 1 ? `Importing ${fileName(first)}` : `Importing ${String(paths.length)} files`;
  const result = await runJob(title, "import.run", {
    paths: [...paths],
    ...(options === undefined ? {} : { options }),
  });
  await refreshWorkspace();
  report(result);
  if (useSettings.getState().analyseAfterImport && result.totals.samples + result.totals.events > 0) {
    analyse().catch(notifyError);
  }
  return result;
}

export async function analyse(): Promise<void> {
  const { contentFolder } = useSettings.getState();
  const { episodes, alarms } = await runJob("Analysing", "analysis.run", contentFolder === "" ? {} : { contentFolder });
  await refreshWorkspace();
  notify("note", `${plural(episodes, "episode")} found, ${formatNumber(alarms)} of them put before you.`, {
    actions: [{ title: "Show episodes", run: () => openEditor("episodes") }],
  });
}

/** Lets the user name a new workspace where none is open; false where they leave. */
async function ensureWorkspace(): Promise<boolean> {
  if (useWorkspace.getState().summary !== undefined) return true;
  return newWorkspace();
}

export const workspaceFilters = [{ name: "Plimsoll workspace", extensions: ["plimsoll"] }];

export async function newWorkspace(): Promise<boolean> {
  const path = await askHost("dialog.saveFile", {
    title: "New workspace",
    defaultName: "investigation.plimsoll",
    filters: workspaceFilters,
  });
  if (path === undefined) return false;
  await openWorkspace(path, { create: true });
  return true;
}

async function needsMapping(path: string): Promise<boolean> {
  try {
    const preview = await askEngine("import.preview", { path });
    return preview.format === GENERIC_TABLE;
  } catch {
    // Folders, archives and files that are no table have no preview; the import says what is wrong with them.
    return false;
  }
}

function report({ sources, totals }: ImportResult): void {
  const imported = sources.filter((one) => one.outcome === "imported").length;
  const known = sources.filter((one) => one.outcome === "already-there");
  const failed = sources.filter((one) => one.outcome === "failed");
  const words = [
    imported === 0
      ? "Nothing new was imported."
      : `${plural(imported, "source")} imported: ${plural(totals.samples, "sample")}, ${plural(totals.events, "event")}.`,
    ...(known.length > 0 ? [`${plural(known.length, "source")} already there.`] : []),
    ...(totals.rejected > 0 ? [`${plural(totals.rejected, "record")} could not be understood.`] : []),
    ...(failed.length > 0 ? [`${plural(failed.length, "file")} could not be read.`] : []),
  ];
  const details = failed.map((one) => `${one.path}: ${one.error ?? "failed"}`).join("\n");
  notify(failed.length > 0 ? "error" : totals.rejected > 0 ? "caution" : "note", words.join(" "), {
    details: details === "" ? undefined : details,
    actions: [{ title: "Show sources", run: () => openEditor("sources") }],
  });
}
