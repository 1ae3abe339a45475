/** Keeps which editors are open, and where, with the workspace; the first look shows the fleet, or the welcome. */
import type { DockviewApi } from "dockview-react";
import { openEditor } from "../state/editors.ts";
import { askEngine } from "../state/engine.ts";
import { saveLater } from "../state/save-later.ts";
import { useWorkspace } from "../state/workspace.ts";

const KEY = "editors";
const SAVE_AFTER_MS = 800;
let isRestoring = false;

export async function restoreEditorLayout(area: DockviewApi, path: string | undefined): Promise<void> {
  isRestoring = true;
  try {
    area.clear();
    const kept = path === undefined ? undefined : await askEngine("setting.get", { key: KEY }).catch(() => undefined);
    if (useWorkspace.getState().summary?.path !== path) return;
    if (kept !== undefined) show(area, kept);
    if (area.totalPanels === 0) openEditor(path === undefined ? "welcome" : "fleet", "", { keep: true });
  } finally {
    isRestoring = false;
  }
}

/** Keeps the layout from now on; returns what ends that. */
export function keepEditorLayout(area: DockviewApi): () => void {
  let changedIn: string | undefined;
  const changed = saveLater(() => {
    const path = changedIn;
    if (path === undefined || useWorkspace.getState().summary?.path !== path) return;
    askEngine("setting.set", { key: KEY, value: JSON.stringify(area.toJSON()) }).catch(() => {
      // The workspace was closed meanwhile; its last layout stays as it was.
    });
  }, SAVE_AFTER_MS);
  const watching = area.onDidLayoutChange(() => {
    changedIn = isRestoring ? undefined : useWorkspace.getState().summary?.path;
    changed();
  });
  return () => {
    changedIn = undefined;
    watching.dispose();
  };
}

function show(area: DockviewApi, kept: string): void {
  try {
    area.fromJSON(JSON.parse(kept) as Parameters<DockviewApi["fromJSON"]>[0]);
  } catch {
    // Written by another version of the layout: begin afresh.
    area.clear();
  }
}
