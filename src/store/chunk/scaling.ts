/**
 * What turns telemetry's numbers into whole ones and back, bit for bit.
 *
 * A counter's value was once written with a few decimals, or is a difference divided by a number of seconds; then an
 * importer turned per cent into a ratio or kilobytes into bytes. Each of these leaves `n / divisor` with one further
 * operation, for a whole n. Division of whole numbers rounds correctly, so where that form gives a value exactly,
 * storing n loses nothing. The ids are stored and are for ever: entries are only ever added at the end of a list.
 */
import { LARGEST_INTEGER } from "./integers.ts";

/** Powers of ten for decimals; the others are sampling steps in seconds and counts of averaged readings. */
const DIVISORS = [
  1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 3, 6, 7, 9, 12, 15, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1800,
  3600,
] as const;

/** What follows the division: nothing; per cent to ratio; units of 1,000 or 1,024 and their squares. */
const FACTORS = [1, 100, 1_000, 1_024, 1_000_000] as const;
const DIVIDES = 1;

export interface Scaling {
  readonly id: number;
  readonly divisor: number;
  readonly factor: number;
  /** Whether the factor divides rather than multiplies. */
  readonly divides: boolean;
}

const scalings: readonly Scaling[] = FACTORS.flatMap((factor, form) =>
  DIVISORS.map((divisor, index) => ({ id: form * 32 + index, divisor, factor, divides: form === DIVIDES })),
);

const byId = new Map(scalings.map((scaling) => [scaling.id, scaling]));

export function findScaling(id: number): Scaling | undefined {
  return byId.get(id);
}

/** The whole number that stands for a value, or NaN where none does exactly. */
export function toInteger(scaling: Scaling, value: number): number {
  const integer = Math.round((scaling.divides ? value * scaling.factor : value / scaling.factor) * scaling.divisor);
  const isExact = toValue(scaling, integer) === value && Math.abs(integer) <= LARGEST_INTEGER;
  return isExact && !Object.is(value, -0) ? integer : Number.NaN;
}

/**
 * Puts the whole numbers that stand for the first `count` values into `integers`, that of the value before where none
 * does exactly, and the positions of such values into `exceptions`. Returns how many there are.
 */
export function toIntegers(
  scaling: Scaling,
  values: Float64Array,
  count: number,
  integers: Float64Array,
  exceptions: Uint16Array,
): number {
  const { divisor, factor } = scaling;
  const isPlain = factor === 1;
  let missing = 0;
  let last = 0;
  for (let i = 0; i < count; i += 1) {
    const value = values[i] ?? 0;
    // As `toInteger`, in one step for the usual form, since an import spends much of its time here.
    const rounded = isPlain ? Math.floor(value * divisor + 0.5) : toInteger(scaling, value);
    const isExact = isPlain
      ? rounded / divisor === value &&
        rounded <= LARGEST_INTEGER &&
        rounded >= -LARGEST_INTEGER &&
        (rounded !== 0 || !Object.is(value, -0))
      : rounded === rounded;
    if (isExact) {
      last = rounded;
    } else {
      exceptions[missing] = i;
      missing += 1;
    }
    integers[i] = last;
  }
  return missing;
}

export function toValue(scaling: Scaling, integer: number): number {
  const quotient = integer / scaling.divisor;
  return scaling.divides ? quotient / scaling.factor : quotient * scaling.factor;
}

const PROBES = 32;
/** Above this share of probes that do not fit, a scaling is not worth trying. */
const MOST_MISSES = 8;

/**
 * The scaling that fits most of a column's values, judged by a few of them; `undefined` where none fits well. The
 * first that fits all of them wins: earlier ones have smaller whole numbers.
 */
export function chooseScaling(values: Float64Array, count: number): Scaling | undefined {
  let best: Scaling | undefined;
  let fewest = MOST_MISSES + 1;
  for (const scaling of scalings) {
    const misses = missesOf(scaling, values, count, fewest);
    if (misses >= fewest) continue;
    best = scaling;
    fewest = misses;
    if (misses === 0) break;
  }
  return best;
}

/** How many of the probes do not fit, counted up to `limit`. */
function missesOf(scaling: Scaling, values: Float64Array, count: number, limit: number): number {
  const stride = Math.max(1, Math.floor(count / PROBES));
  let misses = 0;
  for (let index = 0; index < count && misses < limit; index += stride) {
    if (Number.isNaN(toInteger(scaling, values[index] ?? 0))) misses += 1;
  }
  return misses;
}
