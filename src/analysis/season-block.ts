/**
 * What the own-season frame knows of a class, and the hours that it told of a host, as bytes: numbers as they are in
 * memory (little-endian), hours as one bit each, and the little that is left as JSON before them.
 */
import type { SeasonHours } from "../detection/own-season.ts";
import type { Lessons, MemberPast, SeasonPast } from "../detection/season-past.ts";

/** How much of the numbers belongs to a member. */
interface MemberHead extends Omit<MemberPast, "expected" | "z" | "lessons"> {
  readonly expectedHours: number;
  readonly zHours: number;
  readonly distances: number;
}

interface Head {
  readonly hour: number;
  readonly members: readonly MemberHead[];
}

const HEAD_LENGTH = 4;

export function sealPast({ hour, members }: SeasonPast): Uint8Array {
  const bits: Uint8Array[] = [];
  const numbers: Float64Array[] = [];
  const heads = members.map(({ expected, z, lessons, ...rest }): MemberHead => {
    const distances = lessons.distances.filter((distance) => distance === distance);
    bits.push(bitsOf(lessons.hours, hour), bitsOf(measuredOf(lessons), hour));
    numbers.push(expected, z, distances);
    return { ...rest, expectedHours: expected.length, zHours: z.length, distances: distances.length };
  });
  const head: Head = { hour, members: heads };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const length = new Uint8Array(Uint32Array.of(text.length).buffer);
  return joined([length, text, ...bits, ...numbers.map(bytesOf)]);
}

/** What `sealPast` packed: the store vouches for the bytes. */
export function openPast(block: Uint8Array): SeasonPast {
  const bytes = new Uint8Array(block);
  const length = new DataView(bytes.buffer).getUint32(0, true);
  let at = HEAD_LENGTH + length;
  const head: Head = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD_LENGTH, at)));
  const size = Math.ceil(head.hour / 8);
  const bits = head.members.map(() => {
    at += 2 * size;
    return { taught: bytes.subarray(at - 2 * size, at - size), measured: bytes.subarray(at - size, at) };
  });
  const numbers = (count: number): Float64Array => {
    at += 8 * count;
    return new Float64Array(bytes.buffer.slice(at - 8 * count, at));
  };
  const members = head.members.map(({ expectedHours, zHours, distances, ...rest }, which): MemberPast => {
    const { taught, measured } = bits[which] ?? { taught: new Uint8Array(), measured: new Uint8Array() };
    const expected = numbers(expectedHours);
    const z = numbers(zHours);
    return { ...rest, expected, z, lessons: lessonsOf(taught, measured, numbers(distances)) };
  });
  return { hour: head.hour, members };
}

export function sealHours({ expected, z }: SeasonHours, hours: number): Uint8Array {
  return joined([bytesOf(expected.subarray(0, hours)), bytesOf(z.subarray(0, hours))]);
}

export function openHours(block: Uint8Array): SeasonHours {
  const both = new Float64Array(new Uint8Array(block).buffer);
  const hours = both.length / 2;
  return { expected: both.subarray(0, hours), z: both.subarray(hours) };
}

function measuredOf({ hours, distances }: Lessons): Uint32Array {
  return hours.filter((_, lesson) => !Number.isNaN(distances[lesson]));
}

function bitsOf(hours: Uint32Array, end: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(end / 8));
  for (const hour of hours) bits[hour >> 3] = (bits[hour >> 3] ?? 0) | (1 << (hour & 7));
  return bits;
}

function lessonsOf(taught: Uint8Array, measured: Uint8Array, known: Float64Array): Lessons {
  const hours = new Uint32Array(8 * taught.length);
  const distances = new Float64Array(8 * taught.length).fill(Number.NaN);
  let count = 0;
  let next = 0;
  for (let byte = 0; byte < taught.length; byte++) {
    for (let left = taught[byte] ?? 0; left !== 0; left &= left - 1) {
      const bit = left & -left;
      hours[count] = 8 * byte + 31 - Math.clz32(bit);
      if (((measured[byte] ?? 0) & bit) !== 0) distances[count] = known[next++] ?? Number.NaN;
      count++;
    }
  }
  return { hours: hours.subarray(0, count), distances: distances.subarray(0, count) };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
