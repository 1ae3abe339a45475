import { commands, execute, useKeymap } from "../commands/commands.ts";
import { showQuickInput } from "../state/quick-input.ts";
import { QuickRow } from "./quick-list.tsx";

/** Every command that can be run now, with its keys; choosing one takes the box away before the command may bring the next. */
export function CommandRows() {
  const keymap = useKeymap();
  return commands.all
    .filter((command) => command.isEnabled?.() !== false)
    .map(({ id, category, title, icon }) => (
      <QuickRow
        key={id}
        choice={{ id, label: `${category}: ${title}`, keys: keymap.keysOf(id), icon: icon ?? "blank" }}
        onChoose={() => {
          showQuickInput(undefined);
          execute(id);
        }}
      />
    ));
}
