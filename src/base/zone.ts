/**
 * Offsets of IANA time zones, fast enough for every sample of a fleet.
 *
 * `Intl` answers one instant in microseconds of work; a zone's offset changes a few times a year. So a zone is turned
 * once into its list of changes over a span, and looked up by binary search.
 */
import { DAY, HOUR, MINUTE, MILLISECOND, type Timestamp } from "./time.ts";

export interface Zone {
  readonly name: string;
  /** Microseconds to add to UTC to get the local clock at this instant. */
  offsetAt(time: Timestamp): number;
  /**
   * The instant at which the local clock shows `clock` (microseconds as if UTC). A clock that occurs twice gives the
   * first instant; one that is skipped gives the instant after the jump.
   */
  instantAt(clock: number): Timestamp;
}

export const UTC: Zone = {
  name: "UTC",
  offsetAt: () => 0,
  instantAt: (clock) => clock as Timestamp,
};

/** A zone with one offset for ever, such as a log header's bias. */
export function fixedZone(offsetMinutes: number): Zone {
  const offset = offsetMinutes * MINUTE;
  const sign = offsetMinutes < 0 ? "-" : "+";
  const minutes = Math.abs(offsetMinutes);
  const name = `${sign}${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return { name, offsetAt: () => offset, instantAt: (clock) => (clock - offset) as Timestamp };
}

const cache = new Map<string, Zone>();

/** The zone of an IANA name (`Europe/Berlin`), `UTC`, or a fixed offset (`+02:00`); `undefined` where unknown. */
export function zoneOf(name: string): Zone | undefined {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const zone = makeZone(name);
  if (zone !== undefined) cache.set(name, zone);
  return zone;
}

function makeZone(name: string): Zone | undefined {
  if (/^(utc|z|gmt)$/i.test(name)) return UTC;
  const fixed = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/i.exec(name);
  if (fixed !== null) return fixedZone((fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3])));
  try {
    return new IntlZone(name);
  } catch {
    return undefined;
  }
}

class IntlZone implements Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  /** Offsets by whole day since 1970; a day with a change is marked NaN and asked hour by hour. */
  readonly #days = new Map<number, number>();
  readonly #hours = new Map<number, number>();

  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  offsetAt(time: Timestamp): number {
    const day = Math.floor(time / DAY);
    let offset = this.#days.get(day);
    if (offset === undefined) {
      const first = this.#ask(day * DAY);
      offset = first === this.#ask((day + 1) * DAY) ? first : Number.NaN;
      this.#days.set(day, offset);
    }
    if (!Number.isNaN(offset)) return offset;
    const quarter = Math.floor(time / (HOUR / 4));
    let exact = this.#hours.get(quarter);
    if (exact === undefined) {
      exact = this.#ask(quarter * (HOUR / 4));
      this.#hours.set(quarter, exact);
    }
    return exact;
  }

  instantAt(clock: number): Timestamp {
    const before = this.offsetAt((clock - DAY) as Timestamp);
    const early = (clock - before) as Timestamp;
    if (this.offsetAt(early) === before) return early;
    const after = this.offsetAt((clock + DAY) as Timestamp);
    const late = (clock - after) as Timestamp;
    return this.offsetAt(late) === after ? late : early;
  }

  #ask(microseconds: number): number {
    const milliseconds = Math.floor(microseconds / MILLISECOND);
    const field: Record<string, number> = {};
    for (const part of this.#format.formatToParts(milliseconds)) field[part.type] = Number(part.value);
    const clock = Date.UTC(
      field["year"] ?? 0,
      (field["month"] ?? 1) - 1,
      field["day"] ?? 1,
      field["hour"] ?? 0,
      field["minute"] ?? 0,
      field["second"] ?? 0,
    );
    return (clock - Math.floor(milliseconds / 1000) * 1000) * MILLISECOND;
  }
}
