/**
 * The hours of the fleet on one host's calendar: hour of the week, whether it is business time, and its kind (hour of
 * the day on business days, and apart from that on days off), which is what an hour of the week is shrunk towards.
 */
import { HOUR, timestamp, type Timestamp } from "../base/time.ts";
import { BINS, type Calendar } from "../model/calendar.ts";

/** 24 hours of a business day, then 24 of a day off. */
export const KINDS = 48;

export interface HourGrid {
  readonly hours: number;
  readonly bin: Uint8Array;
  readonly kind: Uint8Array;
  /** 1 in business time. */
  readonly business: Uint8Array;
  readonly kindOfBin: Uint8Array;
}

export function hourGrid(calendar: Calendar, start: Timestamp, hours: number): HourGrid {
  const bin = new Uint8Array(hours);
  const business = new Uint8Array(hours);
  const worksOn = new Uint8Array(BINS / 24);
  for (let hour = 0; hour < hours; hour++) {
    const time = timestamp(start + hour * HOUR);
    const ownBin = calendar.binOf(time);
    bin[hour] = ownBin;
    if (!calendar.isBusinessTime(time)) continue;
    business[hour] = 1;
    worksOn[Math.floor(ownBin / 24)] = 1;
  }
  const kindOfBin = Uint8Array.from(
    { length: BINS },
    (_, b) => (b % 24) + (worksOn[Math.floor(b / 24)] === 1 ? 0 : 24),
  );
  return { hours, bin, business, kindOfBin, kind: bin.map((b) => kindOfBin[b] ?? 0) };
}

/** Hours in ascending order, of each hour of the week and of each kind. */
export interface HoursOfGroups {
  readonly ofBin: readonly Uint32Array[];
  readonly ofKind: readonly Uint32Array[];
}

export function hoursOfGroups({ bin, kind }: HourGrid): HoursOfGroups {
  return { ofBin: dealt(bin, BINS), ofKind: dealt(kind, KINDS) };
}

function dealt(groupOf: Uint8Array, groups: number): Uint32Array[] {
  const ends = new Uint32Array(groups);
  for (let hour = 0; hour < groupOf.length; hour++) {
    const group = groupOf[hour] ?? 0;
    ends[group] = (ends[group] ?? 0) + 1;
  }
  for (let group = 1; group < groups; group++) ends[group] = (ends[group] ?? 0) + (ends[group - 1] ?? 0);
  const starts = Uint32Array.from(ends);
  const all = new Uint32Array(groupOf.length);
  for (let hour = groupOf.length - 1; hour >= 0; hour--) {
    const group = groupOf[hour] ?? 0;
    const place = (starts[group] ?? 0) - 1;
    all[place] = hour;
    starts[group] = place;
  }
  return Array.from(starts, (start, group) => all.subarray(start, ends[group]));
}
