import { openEditor } from "../state/editors.ts";
import type { Command } from "./command.ts";

export const helpCommands: readonly Command[] = [
  {
    id: "help.welcome",
    title: "Welcome",
    category: "Help",
    icon: "home",
    run: () => openEditor("welcome", "", { keep: true }),
  },
  {
    id: "help.shortcuts",
    title: "Keyboard Shortcuts",
    category: "Help",
    keys: "F1",
    icon: "keyboard",
    run: () => openEditor("shortcuts", "", { keep: true }),
  },
];
