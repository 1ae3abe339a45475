/** Which keys run which command: as the commands come, changed by what the user chose. Pure. */
import type { Command } from "./command.ts";

/** Keys by command id; an empty text takes the command its keys. */
export type KeyChanges = Readonly<Record<string, string | undefined>>;

export interface Keymap {
  keysOf(id: string): string | undefined;
  /** What a key press runs; where two commands have the same keys, the one that the user gave them to. */
  commandFor(keys: string): Command | undefined;
  /** The other commands that have the same keys. */
  rivalsOf(id: string): readonly Command[];
}

export function keymapOf(commands: readonly Command[], changes: KeyChanges): Keymap {
  const keysOf = ({ id, keys }: Command): string | undefined => {
    const chosen = Object.hasOwn(changes, id) ? changes[id] : keys;
    return chosen === "" ? undefined : chosen;
  };
  const byKeys = new Map<string, Command[]>();
  for (const command of commands) {
    const keys = keysOf(command);
    if (keys !== undefined) byKeys.set(keys, [...(byKeys.get(keys) ?? []), command]);
  }
  const find = (id: string): Command | undefined => commands.find((command) => command.id === id);
  const sharing = (id: string): readonly Command[] => {
    const command = find(id);
    const keys = command === undefined ? undefined : keysOf(command);
    return keys === undefined ? [] : (byKeys.get(keys) ?? []);
  };
  return {
    keysOf(id) {
      const command = find(id);
      return command === undefined ? undefined : keysOf(command);
    },
    commandFor(keys) {
      const all = byKeys.get(keys) ?? [];
      return all.find(({ id }) => changes[id] === keys) ?? all[0];
    },
    rivalsOf: (id) => sharing(id).filter((command) => command.id !== id),
  };
}
