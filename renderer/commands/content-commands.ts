import { openEditor } from "../state/editors.ts";
import { askHost } from "../state/engine.ts";
import { changeSettings, useSettings } from "../state/settings.ts";
import type { Command } from "./command.ts";

async function chooseFolder(): Promise<void> {
  const [folder] = await askHost("dialog.openFiles", { title: "Detection content and rules", kind: "folder" });
  if (folder === undefined) return;
  changeSettings({ contentFolder: folder });
  openEditor("content", "", { keep: true });
}

export const contentCommands: readonly Command[] = [
  {
    id: "view.content",
    title: "Show Detection Content",
    category: "View",
    icon: "library",
    run: () => openEditor("content", "", { keep: true }),
  },
  {
    id: "content.chooseFolder",
    title: "Use a Folder of Detection Content…",
    category: "Analysis",
    icon: "folder",
    run: chooseFolder,
  },
  {
    id: "content.forgetFolder",
    title: "Use No Folder of Detection Content",
    category: "Analysis",
    icon: "close",
    isEnabled: () => useSettings.getState().contentFolder !== "",
    run: () => changeSettings({ contentFolder: "" }),
  },
];
