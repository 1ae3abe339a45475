/** What can be taken back: each change with what brings back what was there before it. */
import { create } from "zustand";
import { attempt, notify } from "./notifications.ts";

export interface Change {
  /** As it follows "Undone: ". */
  readonly title: string;
  undo(): Promise<unknown>;
}

const MOST_CHANGES = 50;

/** The latest change last. Changes belong to the workspace that is open. */
export const useUndo = create<{ readonly changes: readonly Change[] }>(() => ({ changes: [] }));

/** Remembers a change that was made. */
export function rememberChange(change: Change): void {
  useUndo.setState(({ changes }) => ({ changes: [...changes, change].slice(-MOST_CHANGES) }));
}

export async function undoLast(): Promise<void> {
  const change = useUndo.getState().changes.at(-1);
  if (change !== undefined) await undo(change);
}

/** Remembers a change and says what was done, with the way back from it, whatever was changed since. */
export function offerUndo(sentence: string, change: Change): void {
  rememberChange(change);
  notify("note", sentence, { actions: [{ title: "Undo", run: () => attempt(() => undo(change)) }] });
}

/** A change that fails to be undone stays, so that it can be tried again; one that is undone already is left alone. */
async function undo(change: Change): Promise<void> {
  if (!useUndo.getState().changes.includes(change)) return;
  await change.undo();
  useUndo.setState(({ changes }) => ({ changes: changes.filter((one) => one !== change) }));
  notify("note", `Undone: ${change.title}.`);
}

export function forgetChanges(): void {
  useUndo.setState({ changes: [] });
}
