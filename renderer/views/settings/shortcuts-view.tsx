import { commands } from "../../commands/commands.ts";
import type { Command } from "../../commands/command.ts";
import { DataList, type ListColumn } from "../../components/data-list.tsx";
import { Empty } from "../../components/empty.tsx";
import { runCommand } from "../../commands/command.ts";
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
  command: undefined,
}));

const rows: readonly Row[] = [
  ...commands.all.map((command) => ({
    id: command.id,
    title: command.title,
    keys: command.keys ?? "",
    where: command.category,
    command,
  })),
  ...local,
];
const columns: readonly ListColumn<Row>[] = [
  { id: "where", title: "Part", width: 110, text: (row) => row.where },
  { id: "title", title: "Command", width: 340, grows: true, text: (row) => row.title },
  {
    id: "keys",
    title: "Keys",
    width: 160,
    text: (row) => row.keys,
    cell: (row) => (row.keys === "" ? null : <kbd>{row.keys}</kbd>),
    order: (row) => (row.keys === "" ? undefined : row.keys),
  },
  { id: "id", title: "Id", width: 200, text: (row) => row.command?.id ?? "" },
];
const keyOf = (row: Row): string => row.id;

function Shortcuts() {
  return (
    <DataList
      label="Keyboard shortcuts"
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      onOpen={(row, keep) => {
        if (keep && row.command !== undefined) runCommand(row.command);
      }}
      empty={<Empty text="There are no commands." />}
    />
  );
}
