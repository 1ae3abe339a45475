/**
 * What the own-season frame knows of a class, and the hours that it told of a host, as bytes: numbers as they are in
 * memory (little-endian), what hours taught as one bit each, and the little that is left as JSON after them.
 *
 * What was taught makes up most of it and hardly changes: a block may leave out what another one says, and takes it from
 * there when it is opened.
 */
import type { SeasonHours } from "../detection/own-season.ts";
import { LESSON, type Lessons } from "../detection/season.ts";
import type { MemberPast, SeasonPast } from "../detection/season-past.ts";

/** What a block says of the lessons of a member: those of the hours in `from..until`, how many are measured. */
interface Taught {
  readonly from: number;
  readonly until: number;
  readonly measured: number;
}

interface MemberHead extends Omit<MemberPast, "lessons" | "expected" | "z"> {
  readonly expectedHours: number;
  readonly zHours: number;
}

/** The hour, the number of members, and where the JSON begins; then three numbers for each member. */
const HEAD = 3;
const WORD = 4;
const MEMBER = 3;

/** `earlier` is the block of an earlier hour that lessons are left to, as far as it has them. */
export function sealPast({ hour, members }: SeasonPast, earlier?: Uint8Array): Uint8Array {
  const before = earlier === undefined ? [] : taughtIn(earlier).members;
  const taught = members.map(({ undecided, lessons: { kind } }, which): Taught => {
    const from = before[which]?.until ?? 0;
    const until = Math.max(from, Math.min(undecided, hour));
    let measured = 0;
    for (let at = from; at < until; at++) measured += Number(kind[at] === LESSON.measured);
    return { from, until, measured };
  });
  const lessons = members.flatMap((member, which) => lessonBytes(member.lessons, taught[which] ?? NOTHING));
  const heads = members.map(({ lessons: _, expected, z, ...rest }): MemberHead => {
    return { ...rest, expectedHours: expected.length, zHours: z.length };
  });
  const numbers = members.flatMap(({ expected, z }) => [bytesOf(expected), bytesOf(z)]);
  const text = new TextEncoder().encode(JSON.stringify(heads));
  const textAt = WORD * (HEAD + MEMBER * members.length) + lengthOf(lessons);
  const words = [
    hour,
    members.length,
    textAt,
    ...taught.flatMap(({ from, until, measured }) => [from, until, measured]),
  ];
  return joined([bytesOf(Uint32Array.from(words)), ...lessons, bytesOf(Uint32Array.of(text.length)), text, ...numbers]);
}

/**
 * What `sealPast` packed, the block given that lessons were left to: the store vouches for the bytes. Lessons have room
 * for so many hours.
 */
export function openPast(block: Uint8Array, hours: number, earlier?: Uint8Array): SeasonPast {
  const { hour, textAt, members: taught } = taughtIn(block);
  const lessons = taught.map(() => ({ kind: new Uint8Array(hours), distance: new Float64Array(hours) }));
  if (earlier !== undefined) readLessons(earlier, lessons);
  readLessons(block, lessons);
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  let at = textAt + WORD + view.getUint32(textAt, true);
  const heads: MemberHead[] = JSON.parse(new TextDecoder().decode(block.subarray(textAt + WORD, at)));
  const members = heads.map(({ expectedHours, zHours, ...rest }, which): MemberPast => {
    const expected = numbersAt(block, at, expectedHours);
    const z = numbersAt(block, at + 8 * expectedHours, zHours);
    at += 8 * (expectedHours + zHours);
    return { ...rest, lessons: lessons[which] ?? emptyLessons, expected, z };
  });
  return { hour, members };
}

export function hourOf(block: Uint8Array): number {
  return taughtIn(block).hour;
}

export function sealHours({ expected, z }: SeasonHours, hours: number): Uint8Array {
  return joined([bytesOf(expected.subarray(0, hours)), bytesOf(z.subarray(0, hours))]);
}

export function openHours(block: Uint8Array): SeasonHours {
  const both = numbersAt(block, 0, block.length / 8);
  const hours = both.length / 2;
  return { expected: both.subarray(0, hours), z: both.subarray(hours) };
}

const NOTHING: Taught = { from: 0, until: 0, measured: 0 };
const emptyLessons: Lessons = { kind: new Uint8Array(), distance: new Float64Array() };

function taughtIn(block: Uint8Array): { hour: number; textAt: number; members: Taught[] } {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const word = (at: number): number => view.getUint32(WORD * at, true);
  const members = Array.from({ length: word(1) }, (_, which) => {
    const at = HEAD + MEMBER * which;
    return { from: word(at), until: word(at + 1), measured: word(at + 2) };
  });
  return { hour: word(0), textAt: word(2), members };
}

/** One bit an hour for what taught, one for what was measured, and the distances of that. */
function lessonBytes({ kind, distance }: Lessons, { from, until, measured }: Taught): Uint8Array[] {
  const size = Math.ceil((until - from) / 8);
  const bits = new Uint8Array(2 * size);
  const distances = new Float64Array(measured);
  let next = 0;
  for (let hour = from; hour < until; hour++) {
    const lesson = kind[hour] ?? LESSON.none;
    if (lesson === LESSON.none) continue;
    const place = (hour - from) >> 3;
    const bit = 1 << ((hour - from) & 7);
    bits[place] = (bits[place] ?? 0) | bit;
    if (lesson !== LESSON.measured) continue;
    bits[size + place] = (bits[size + place] ?? 0) | bit;
    distances[next++] = distance[hour] ?? Number.NaN;
  }
  return [bits, bytesOf(distances)];
}

/** Adds what a block says to the lessons of its members. */
function readLessons(block: Uint8Array, lessons: readonly Lessons[]): void {
  const { members } = taughtIn(block);
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  let at = WORD * (HEAD + MEMBER * members.length);
  members.forEach(({ from, until, measured }, which) => {
    const size = Math.ceil((until - from) / 8);
    const distances = at + 2 * size;
    const { kind, distance } = lessons[which] ?? emptyLessons;
    let next = 0;
    for (let place = 0; place < size; place++) {
      const ofMeasured = block[at + size + place] ?? 0;
      for (let left = block[at + place] ?? 0; left !== 0; left &= left - 1) {
        const bit = left & -left;
        const hour = from + 8 * place + 31 - Math.clz32(bit);
        const isMeasured = (ofMeasured & bit) !== 0;
        kind[hour] = isMeasured ? LESSON.measured : LESSON.value;
        if (isMeasured) distance[hour] = view.getFloat64(distances + 8 * next++, true);
      }
    }
    at += 2 * size + 8 * measured;
  });
}

/** A copy, since numbers are looked at where they lie, which must be at a multiple of their size. */
function numbersAt(block: Uint8Array, at: number, count: number): Float64Array {
  return new Float64Array(new Uint8Array(block.subarray(at, at + 8 * count)).buffer);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
