import { reopenEditor, useEditors } from "../state/editors.ts";
import { undoLast, useUndo } from "../state/undo.ts";
import type { Command } from "./command.ts";

export const editCommands: readonly Command[] = [
  {
    id: "edit.undo",
    title: "Undo the Last Change",
    category: "Edit",
    keys: "Ctrl+Z",
    icon: "discard",
    isEnabled: () => useUndo.getState().changes.length > 0,
    run: undoLast,
  },
  {
    id: "edit.reopenEditor",
    title: "Reopen the Closed Editor",
    category: "Edit",
    keys: "Ctrl+Shift+T",
    isEnabled: () => useEditors.getState().closed.length > 0,
    run: reopenEditor,
  },
];
