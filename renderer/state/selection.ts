/** What the user points at. Views talk to each other through this and through commands, never directly. */
import { create } from "zustand";
import type { TimeRange, Timestamp } from "../../src/base/time.ts";
import type { LaneReading } from "../charts/reading.ts";

/** What the inspector describes. */
export type Inspected =
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "episode"; readonly id: string }
  | { readonly kind: "row"; readonly title: string; readonly fields: readonly (readonly [string, string])[] };

/** What a chart's cursor reads at one instant, a line for each metric lane. */
export interface Reading {
  readonly time: Timestamp;
  readonly lines: readonly LaneReading[];
}

interface Selection {
  /** The brushed span that filters every list. */
  readonly range: TimeRange | undefined;
  /** The host that lists are narrowed to. */
  readonly host: string | undefined;
  readonly inspected: Inspected | undefined;
  readonly reading: Reading | undefined;
}

const nothing: Selection = { range: undefined, host: undefined, inspected: undefined, reading: undefined };

export const useSelection = create<Selection>(() => nothing);

export function selectRange(range: TimeRange | undefined): void {
  useSelection.setState({ range });
}

export function selectHost(host: string | undefined): void {
  useSelection.setState(host === undefined ? { host } : { host, inspected: { kind: "host", host } });
}

export function inspect(inspected: Inspected): void {
  useSelection.setState({ inspected });
}

export function showReading(reading: Reading | undefined): void {
  useSelection.setState({ reading });
}

export function clearSelection(): void {
  useSelection.setState(nothing);
}
