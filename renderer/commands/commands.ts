/** Every command there is. The palette, the keys, the menu and the buttons all look here. */
import { registry } from "../../src/base/registry.ts";
import { caseCommands } from "./case-commands.ts";
import { runCommand, type Command } from "./command.ts";
import { contentCommands } from "./content-commands.ts";
import { episodeCommands } from "./episode-commands.ts";
import { helpCommands } from "./help-commands.ts";
import { importCommands } from "./import-commands.ts";
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
  ...layoutCommands,
  ...helpCommands,
]);

const byKeys = new Map(
  commands.all.flatMap((command) => (command.keys === undefined ? [] : [[command.keys, command] as const])),
);

export function commandFor(keys: string): Command | undefined {
  return byKeys.get(keys);
}

/** Runs a command by its id, as a menu or a button names it. */
export function execute(id: string): void {
  const command = commands.find(id);
  if (command !== undefined) runCommand(command);
}
