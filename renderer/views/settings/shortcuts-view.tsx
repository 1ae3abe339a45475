/** The keys of every command: shown, changed, taken away, and set back; keys that two commands have are named. */
import { useMemo, useState } from "react";
import type { Command } from "../../commands/command.ts";
import { commands, keymapWith, useKeymap } from "../../commands/commands.ts";
import type { Keymap } from "../../commands/keymap.ts";
import { DataList } from "../../components/data-list.tsx";
import type { ListColumn } from "../../components/row-grid.tsx";
import { Empty } from "../../components/empty.tsx";
import { attempt, notify } from "../../state/notifications.ts";
import { askKeys } from "../../state/quick-input.ts";
import { changeSettings, useSettings } from "../../state/settings.ts";
import { rememberChange } from "../../state/undo.ts";
import type { EditorView } from "../view.ts";

export const shortcutsView: EditorView = {
  id: "shortcuts",
  icon: "keyboard",
  useTitle: () => "Keyboard Shortcuts",
  Body: Shortcuts,
};

interface Row {
  readonly id: string;
  readonly title: string;
  readonly keys: string;
  readonly where: string;
  /** Other commands that have the same keys. */
  readonly rivals: string;
  readonly isChanged: boolean;
  readonly command: Command | undefined;
}

/** Keys that belong to a part of the window and are no commands. */
const local: readonly Row[] = [
  ["Left / Right", "Move the cursor of a timeline (Shift: coarse)", "Timeline"],
  ["+ / -", "Zoom around the cursor", "Timeline"],
  ["Wheel", "Zoom around the pointer (Shift: move)", "Timeline"],
  ["Shift+Drag", "Select a span; on the axis a plain drag does", "Timeline"],
  ["Enter", "Open the table of the first lane", "Timeline"],
  ["Escape", "Clear the selected span", "Timeline"],
  ["Up / Down", "Move through the rows (Shift: extend)", "Lists"],
  ["Space", "Add or take away a row", "Lists"],
  ["Enter", "Open the row to stay", "Lists"],
  ["Ctrl+C", "Copy the selected rows", "Lists"],
].map(([keys = "", title = "", where = ""]) => ({
  id: `${where} ${keys} ${title}`,
  title,
  keys,
  where,
  rivals: "",
  isChanged: false,
  command: undefined,
}));

const columns: readonly ListColumn<Row>[] = [
  { id: "where", title: "Part", width: 90, text: (row) => row.where },
  { id: "title", title: "Command", width: 280, grows: true, text: (row) => row.title },
  {
    id: "keys",
    title: "Keys",
    width: 130,
    text: (row) => row.keys,
    cell: (row) => (row.keys === "" ? null : <kbd>{row.keys}</kbd>),
    order: (row) => (row.keys === "" ? undefined : row.keys),
  },
  {
    id: "rivals",
    title: "Same keys as",
    width: 150,
    text: (row) => row.rivals,
    cell: (row) => <span className="alarm">{row.rivals}</span>,
  },
  { id: "changed", title: "Set by", width: 60, text: (row) => (row.isChanged ? "you" : "") },
  { id: "id", title: "Id", width: 170, text: (row) => row.command?.id ?? "" },
];
const keyOf = (row: Row): string => row.id;

function Shortcuts() {
  const keymap = useKeymap();
  const changes = useSettings((settings) => settings.keys);
  const rows = useMemo(() => [...rowsOf(keymap, Object.keys(changes)), ...local], [keymap, changes]);
  const [chosen, setChosen] = useState<string>();
  const command = commands.find(chosen ?? "");
  return (
    <DataList
      label="Keyboard shortcuts"
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      onSelect={([first]) => setChosen(first?.command?.id)}
      onOpen={(row, keep) => {
        const opened = row.command;
        if (keep && opened !== undefined) attempt(() => changeKeys(opened));
      }}
      toolbar={
        <>
          <KeyButton title="Change keys…" command={command} run={(one) => attempt(() => changeKeys(one))} />
          <KeyButton title="Take keys away" command={command} run={(one) => setKeys({ [one.id]: "" }, one.title)} />
          <KeyButton title="Set back" command={command} run={(one) => setKeys({ [one.id]: undefined }, one.title)} />
          <button
            type="button"
            className="button secondary"
            disabled={Object.keys(changes).length === 0}
            onClick={() => setAllBack()}
          >
            Set all back
          </button>
        </>
      }
      empty={<Empty text="There are no commands." />}
    />
  );
}

function KeyButton({
  title,
  command,
  run,
}: {
  readonly title: string;
  readonly command: Command | undefined;
  readonly run: (command: Command) => void;
}) {
  return (
    <button
      type="button"
      className="button secondary"
      disabled={command === undefined}
      onClick={() => {
        if (command !== undefined) run(command);
      }}
    >
      {title}
    </button>
  );
}

function rowsOf(keymap: Keymap, changed: readonly string[]): readonly Row[] {
  return commands.all.map((command) => ({
    id: command.id,
    title: command.title,
    keys: keymap.keysOf(command.id) ?? "",
    where: command.category,
    rivals: keymap
      .rivalsOf(command.id)
      .map(({ title }) => title)
      .join(", "),
    isChanged: changed.includes(command.id),
    command,
  }));
}

async function changeKeys(command: Command): Promise<void> {
  const keys = await askKeys(`Keys for “${command.title}”`, (pressed) => {
    const other = keymapWith(useSettings.getState().keys).commandFor(pressed);
    if (other === undefined || other.id === command.id) return undefined;
    return `${pressed} runs “${other.title}” now; it would run “${command.title}” instead.`;
  });
  if (keys !== undefined) setKeys({ [command.id]: keys }, command.title);
}

/** `undefined` gives a command the keys back that it came with. */
function setKeys(part: Readonly<Record<string, string | undefined>>, title: string): void {
  const before = useSettings.getState().keys;
  const next = Object.entries({ ...before, ...part }).filter(([, keys]) => keys !== undefined);
  put(Object.fromEntries(next), before, `keys of “${title}”`);
}

function setAllBack(): void {
  put({}, useSettings.getState().keys, "all keys set back");
  notify("note", "Every command has the keys again that it came with.");
}

function put(keys: Readonly<Record<string, string | undefined>>, before: typeof keys, title: string): void {
  changeSettings({ keys });
  rememberChange({ title, undo: () => Promise.resolve(changeSettings({ keys: before })) });
}
