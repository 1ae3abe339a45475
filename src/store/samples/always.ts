import type { TimeRange, Timestamp } from "../../base/time.ts";

/** The range that every storable time lies in. */
export const ALWAYS: TimeRange = {
  start: Number.MIN_SAFE_INTEGER as Timestamp,
  end: Number.MAX_SAFE_INTEGER as Timestamp,
};
