/** A value of a filter as the span of numbers that it stands for: `2026-04-12` is a day long, `5m` has no length. */
import { DAY, MINUTE, parseIso, SECOND } from "../base/time.ts";
import type { Zone } from "../base/zone.ts";
import type { FieldKind } from "./field.ts";

export interface Span {
  readonly from: number;
  /** Excluded where it is later than `from`; else the same number. */
  readonly to: number;
}

/** What a value of a kind looks like, for the sentence that says what is wrong with another. */
export const exampleOf: Readonly<Record<Exclude<FieldKind, "text">, string>> = {
  number: "14433 or 0.5",
  time: "2026-04-12 or 2026-04-12T22:10",
  duration: "90s, 5m, 1h30m or 2d",
  bytes: "4096, 10MiB or 1GB",
};

/** `undefined` where the text is no value of the kind. Times that name no offset are on the zone's clock. */
export function readSpan(text: string, kind: Exclude<FieldKind, "text">, zone: Zone): Span | undefined {
  switch (kind) {
    case "number":
      return exactly(readNumber(text));
    case "bytes":
      return exactly(readUnits(text, byteUnits, false));
    case "duration":
      return exactly(readUnits(text, durationUnits, true));
    case "time":
      return readTime(text, zone);
  }
}

function exactly(value: number | undefined): Span | undefined {
  return value === undefined ? undefined : { from: value, to: value };
}

function readNumber(text: string): number | undefined {
  return /^-?\d{1,15}(\.\d{1,12})?$/.test(text) ? Number(text) : undefined;
}

const durationUnits: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  min: 60,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
};
const byteUnits: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** A number with a unit, or several that add up (`1h30m`); a plain number is in the field's own unit. */
function readUnits(text: string, units: Readonly<Record<string, number>>, adds: boolean): number | undefined {
  const plain = readNumber(text);
  if (plain !== undefined) return plain;
  const parts = [...text.matchAll(/(\d{1,15}(?:\.\d{1,6})?)\s?([a-z]+)\s?/gi)];
  if (parts.length === 0 || (parts.length > 1 && !adds) || parts.map(([part]) => part).join("") !== text) {
    return undefined;
  }
  let sum = 0;
  for (const [, amount, unit = ""] of parts) {
    const size = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined;
    if (size === undefined) return undefined;
    sum += Number(amount) * size;
  }
  return sum;
}

function readTime(text: string, zone: Zone): Span | undefined {
  const parts = parseIso(text);
  if (parts === undefined) return undefined;
  const { clock, offsetMinutes } = parts;
  const at = (local: number): number =>
    offsetMinutes === undefined ? zone.instantAt(local) : local - offsetMinutes * MINUTE;
  return { from: at(clock), to: at(clock + precisionOf(text)) };
}

/** How long the moment is that a text names: a day, a minute, a second, or the last digit of its fraction. */
function precisionOf(text: string): number {
  const [, time, seconds, fraction] = /^.{10}(?:[T ](\d\d:\d\d)(:\d\d(?:[.,](\d+))?)?)?/.exec(text.trim()) ?? [];
  if (time === undefined) return DAY;
  if (seconds === undefined) return MINUTE;
  return fraction === undefined ? SECOND : Math.max(1, SECOND / 10 ** Math.min(6, fraction.length));
}
