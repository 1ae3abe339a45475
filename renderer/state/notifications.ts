/** What the window tells its user without stopping them: one sentence, its details, and what can be done about it. */
import { create } from "zustand";
import { describeError, UserError } from "../../src/base/errors.ts";

export type Severity = "note" | "caution" | "error";

export interface NotificationAction {
  readonly title: string;
  run(): void;
}

export interface Notification {
  readonly id: number;
  readonly severity: Severity;
  readonly text: string;
  readonly details: string | undefined;
  readonly actions: readonly NotificationAction[];
}

interface Notifications {
  readonly shown: readonly Notification[];
}

/** A note leaves by itself after this time; what went wrong stays until it is dismissed. */
const NOTE_MS = 8_000;
const MOST_SHOWN = 5;

export const useNotifications = create<Notifications>(() => ({ shown: [] }));
let lastId = 0;

export function notify(
  severity: Severity,
  text: string,
  more: { details?: string | undefined; actions?: readonly NotificationAction[] } = {},
): void {
  const id = ++lastId;
  const fresh: Notification = { id, severity, text, details: more.details, actions: more.actions ?? [] };
  // A note takes the place of the note before it; what went wrong stays, once, until it is dismissed.
  const stays = (one: Notification): boolean => one.text !== text && (severity !== "note" || one.severity !== "note");
  useNotifications.setState(({ shown }) => ({ shown: [...shown.filter(stays), fresh].slice(-MOST_SHOWN) }));
  if (severity === "note") window.setTimeout(() => dismiss(id), NOTE_MS);
}

export function dismiss(id: number): void {
  useNotifications.setState(({ shown }) => ({ shown: shown.filter((one) => one.id !== id) }));
}

/** Shows a failure; a cancelled job is none. */
export function notifyError(error: unknown): void {
  if (error instanceof UserError) {
    if (error.code !== "cancelled") notify("error", describeError(error));
    return;
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  notify("error", describeError(error), { details });
}

/** Runs an action of the user and shows its failure, if any. */
export function attempt(action: () => Promise<unknown>): void {
  action().catch(notifyError);
}
