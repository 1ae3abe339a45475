/**
 * How lanes are arranged on every timeline: their order, which are shown, how high they are. It is the user's, whatever
 * host or workspace they look at, and kept beside the app as the other settings are.
 */
import { create } from "zustand";
import { saveLater } from "./save-later.ts";

export interface LaneArrangement {
  /** Lanes in the order that the user gave them; those that it does not name stand where they do by themselves. */
  readonly order: readonly string[];
  /** Lanes that were switched on or off. */
  readonly shown: Readonly<Record<string, boolean>>;
  /** Heights in pixels that were given to lanes. */
  readonly heights: Readonly<Record<string, number>>;
}

const KEY = "lanes";
const SAVE_AFTER_MS = 400;
const nothing: LaneArrangement = { order: [], shown: {}, heights: {} };

export const useLaneArrangement = create<LaneArrangement>(() => nothing);
const arrangementChanged = saveLater(
  () => window.localStorage.setItem(KEY, JSON.stringify(useLaneArrangement.getState())),
  SAVE_AFTER_MS,
);

export function arrangeLanes(change: Partial<LaneArrangement>): void {
  useLaneArrangement.setState(change);
  arrangementChanged();
}

/** Puts every lane back where it stands by itself. */
export function resetLanes(): void {
  arrangeLanes(nothing);
}

export function loadLaneArrangement(): void {
  const text = window.localStorage.getItem(KEY);
  if (text !== null) useLaneArrangement.setState(readArrangement(text));
}

/** What of a stored text is an arrangement; anything else is left out. */
export function readArrangement(text: string): LaneArrangement {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return nothing;
  }
  if (typeof stored !== "object" || stored === null) return nothing;
  const { order, shown, heights } = { order: [], shown: {}, heights: {}, ...stored };
  return {
    order: Array.isArray(order) ? order.filter((id: unknown) => typeof id === "string") : [],
    shown: entriesOf(shown, (value): value is boolean => typeof value === "boolean"),
    heights: entriesOf(heights, (value): value is number => typeof value === "number" && value > 0),
  };
}

function entriesOf<Value>(record: unknown, isValue: (value: unknown) => value is Value): Record<string, Value> {
  const entries = typeof record === "object" && record !== null ? Object.entries(record) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, Value] => isValue(entry[1])));
}

/**
 * The lanes in the user's order. One that the order does not name stands after the lane that it follows by itself, so
 * that a metric which a host has besides does not end up last.
 */
export function inUserOrder(own: readonly string[], order: readonly string[]): string[] {
  const arranged = order.filter((id) => own.includes(id));
  own.forEach((id, at) => {
    if (arranged.includes(id)) return;
    const before = own.slice(0, at).findLast((one) => arranged.includes(one));
    arranged.splice(before === undefined ? 0 : arranged.indexOf(before) + 1, 0, id);
  });
  return arranged;
}

/** The order with one lane put before another, or last. */
export function moved(order: readonly string[], lane: string, before: string | undefined): string[] {
  if (lane === before) return [...order];
  const rest = order.filter((id) => id !== lane);
  const at = before === undefined ? rest.length : rest.indexOf(before);
  return [...rest.slice(0, at), lane, ...rest.slice(at)];
}
