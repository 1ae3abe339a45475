/** A span of time as a person types it. */
import { parseInstant, parseIso, type TimeRange, type Timestamp } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";

/** Two ISO times with a dash or "to" between them, on the zone's clock where they name no offset. */
export function readRange(text: string, zone: Zone): TimeRange | undefined {
  const [first, second, ...rest] = text.split(/\s+(?:[–—-]|to)\s+/);
  if (first === undefined || second === undefined || rest.length > 0) return undefined;
  const start = readTime(first, zone);
  const end = readTime(second, zone);
  return start === undefined || end === undefined || end <= start ? undefined : { start, end };
}

/** One ISO time, on the zone's clock where it names no offset. */
export function readTime(text: string, zone: Zone): Timestamp | undefined {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  const parts = parseIso(text);
  return parts === undefined ? undefined : zone.instantAt(parts.clock);
}
