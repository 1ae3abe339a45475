import { askHost } from "../state/engine.ts";
import { analyse, importPaths } from "../state/importing.ts";
import type { Command } from "./command.ts";
import { isWorkspaceOpen } from "./workspace-commands.ts";

async function importChosen(kind: "files" | "folder"): Promise<void> {
  const paths = await askHost("dialog.openFiles", {
    title: kind === "folder" ? "Import a folder" : "Import files and archives",
    kind,
  });
  if (paths.length > 0) await importPaths(paths);
}

export const importCommands: readonly Command[] = [
  {
    id: "import.files",
    title: "Import Files…",
    category: "Import",
    keys: "Ctrl+I",
    icon: "cloud-upload",
    run: () => importChosen("files"),
  },
  {
    id: "import.folder",
    title: "Import a Folder or Bundle…",
    category: "Import",
    keys: "Ctrl+Shift+I",
    icon: "folder",
    run: () => importChosen("folder"),
  },
  {
    id: "analysis.run",
    title: "Analyse the Workspace",
    category: "Analysis",
    keys: "Ctrl+Shift+A",
    icon: "play",
    isEnabled: isWorkspaceOpen,
    run: analyse,
  },
];
