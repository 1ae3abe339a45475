/** A command: one thing the user can do, by palette, key, menu or button. The id is for ever. */
import { attempt } from "../state/notifications.ts";

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly category: "Workspace" | "Import" | "Analysis" | "Case" | "Edit" | "View" | "Layout" | "Time" | "Help";
  /** `Ctrl+Shift+P`; on macOS Ctrl is the command key. Single letters act outside of text fields only. */
  readonly keys?: string;
  readonly icon?: string;
  /** Why it cannot be done now, where it cannot. */
  readonly isEnabled?: () => boolean;
  run(): void | Promise<unknown>;
}

export function runCommand(command: Command): void {
  if (command.isEnabled?.() === false) return;
  attempt(async () => {
    await command.run();
  });
}
