/** Every command there is. The palette, the keys, the menu and the buttons all look here. */
import { registry } from "../../src/base/registry.ts";
import { useSettings } from "../state/settings.ts";
import { caseCommands } from "./case-commands.ts";
import { runCommand, type Command } from "./command.ts";
import { contentCommands } from "./content-commands.ts";
import { episodeCommands } from "./episode-commands.ts";
import { editCommands } from "./edit-commands.ts";
import { helpCommands } from "./help-commands.ts";
import { importCommands } from "./import-commands.ts";
import { keymapOf, type KeyChanges, type Keymap } from "./keymap.ts";
import { layoutCommands } from "./layout-commands.ts";
import { timeCommands } from "./time-commands.ts";
import { timelineCommands } from "./timeline-commands.ts";
import { viewCommands } from "./view-commands.ts";
import { workspaceCommands } from "./workspace-commands.ts";

export const commands = registry<Command>([
  ...workspaceCommands,
  ...importCommands,
  ...viewCommands,
  ...contentCommands,
  ...timeCommands,
  ...timelineCommands,
  ...episodeCommands,
  ...caseCommands,
  ...editCommands,
  ...layoutCommands,
  ...helpCommands,
]);

let made: { readonly changes: KeyChanges; readonly keymap: Keymap } | undefined;

/** The keys in effect with the user's changes. */
export function keymapWith(changes: KeyChanges): Keymap {
  if (made?.changes !== changes) made = { changes, keymap: keymapOf(commands.all, changes) };
  return made.keymap;
}

/** The keys in effect, for what shows them. */
export function useKeymap(): Keymap {
  return keymapWith(useSettings((settings) => settings.keys));
}

/** Runs a command by its id, as a menu or a button names it. */
export function execute(id: string): void {
  const command = commands.find(id);
  if (command !== undefined) runCommand(command);
}
