import { useEffect } from "react";
import { keymapWith } from "../commands/commands.ts";
import { runCommand } from "../commands/command.ts";
import { isTyping, keysOf } from "../commands/keybinding.ts";
import { useSettings } from "../state/settings.ts";

/** Runs the command that a key is bound to, unless the key is being typed into a field or was used by a list. */
export function useKeybindings(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const keys = keysOf(event);
      const { target } = event;
      if (target instanceof HTMLElement && isTyping(keys, target)) return;
      const command = keymapWith(useSettings.getState().keys).commandFor(keys);
      if (command === undefined) return;
      event.preventDefault();
      runCommand(command);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
