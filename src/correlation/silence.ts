/** An agent that reported every day and reports no more: what it would have seen since is not known. */
import { DAY, toIso, type TimeRange, type Timestamp } from "../base/time.ts";
import type { ControlEvent } from "../model/events.ts";

export const SILENT = "agent-silent";
/** Days with events before the silence, and how many of them are enough. */
const LOOKED_BACK = 7;
const LEAST_DAYS = 6;
/** Shorter is a weekend. */
const SHORTEST = 3 * DAY;

/**
 * The silence that begins within reach of an onset, as a control event at its start. `times` are instants at which the
 * host's processes or control events were reported; `until` is how far other hosts' reports reach, so that the end of an
 * export is no silence. O(n log n).
 */
export function silenceNear(
  host: string,
  times: Iterable<Timestamp>,
  reach: TimeRange,
  until: Timestamp,
): ControlEvent | undefined {
  const days = new Set<number>();
  const inOrder = [...times].sort((a, b) => a - b);
  for (const [index, time] of inOrder.entries()) {
    days.add(Math.floor(time / DAY));
    const next = inOrder[index + 1] ?? until;
    if (next - time < SHORTEST || time < reach.start || time >= reach.end) continue;
    if (!wasSteady(days, time)) continue;
    const lasting = Math.round((next - time) / DAY);
    const when = toIso(time).slice(0, 16).replace("T", " ");
    const message = `No events came from the host's agent for ${lasting} days after ${when} UTC, where they came every day before.`;
    return { host, time, action: SILENT, user: undefined, message };
  }
  return undefined;
}

function wasSteady(days: ReadonlySet<number>, time: Timestamp): boolean {
  const today = Math.floor(time / DAY);
  let seen = 0;
  for (let back = 0; back < LOOKED_BACK; back++) if (days.has(today - back)) seen++;
  return seen >= LEAST_DAYS;
}
