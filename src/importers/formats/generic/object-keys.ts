/**
 * What stands between the values of JSON objects, one a line: of one export, mostly the same bytes in each. So after a
 * key the one is expected that followed it last time, and is compared as bytes; only another one is read.
 */
import { textOf } from "../../decode/file-text.ts";
import { skipBlanks, textEnd } from "../../reading/json-bytes.ts";

/** All from the end of a value to the beginning of the next: comma, key, colon, blanks, and the quote of a text. */
export interface ObjectKey {
  readonly bytes: Uint8Array;
  /** Of the column that the value is in; -1 for one of no column. */
  readonly column: number;
  /** Whether the value is a text. */
  readonly isQuoted: boolean;
  /** Whether this ends the object and its line. */
  readonly isEnd: boolean;
  /** The bytes by fours, which are compared in a third of the time; less than four are left over. */
  readonly words: Uint32Array;
  /** The key that followed last time. */
  next: ObjectKey | undefined;
}

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
/** Beyond that many keys, or bytes in one, objects are no rows of a table. */
const MOST_KEYS = 4_096;
const LONGEST_KEY = 1_024;

export class ObjectKeys {
  /** Before the first key of an object. */
  readonly beginning: ObjectKey;
  readonly #columnOf: ReadonlyMap<string, number>;
  readonly #known = new Map<string, ObjectKey>();
  #viewed: Uint8Array;
  #view: DataView;

  constructor(columns: readonly string[]) {
    this.#columnOf = new Map(columns.map((name, column) => [name, column]));
    this.beginning = knownKey(new Uint8Array(0), -1);
    this.#viewed = this.beginning.bytes;
    this.#view = viewOf(this.#viewed);
  }

  /** What stands at `at`, behind the value of a key; `undefined` where that is nothing ordinary. */
  after(key: ObjectKey, bytes: Uint8Array, at: number): ObjectKey | undefined {
    if (bytes !== this.#viewed) {
      this.#viewed = bytes;
      this.#view = viewOf(bytes);
    }
    const expected = key.next;
    if (expected !== undefined && stands(expected, bytes, this.#view, at)) return expected;
    const found = this.#read(bytes, at, key === this.beginning);
    if (found !== undefined) key.next = found;
    return found;
  }

  #read(bytes: Uint8Array, from: number, isFirst: boolean): ObjectKey | undefined {
    let at = skipBlanks(bytes, from);
    if (!isFirst && bytes[at] === CLOSE_BRACE) {
      at = skipBlanks(bytes, at + 1);
      return bytes[at] === NEWLINE ? this.#provide(bytes, from, at + 1, -1) : undefined;
    }
    if (bytes[at] !== (isFirst ? OPEN_BRACE : COMMA)) return undefined;
    at = skipBlanks(bytes, at + 1);
    if (bytes[at] !== QUOTE) return undefined;
    const nameFrom = at + 1;
    const nameTo = textEnd(bytes, nameFrom);
    if (nameTo === -1) return undefined;
    at = skipBlanks(bytes, nameTo + 1);
    if (bytes[at] !== COLON) return undefined;
    at = skipBlanks(bytes, at + 1);
    if (bytes[at] === QUOTE) at += 1;
    else if (!beginsScalar(bytes[at] ?? NEWLINE)) return undefined;
    return this.#provide(bytes, from, at, this.#columnOf.get(textOf(bytes.subarray(nameFrom, nameTo))) ?? -1);
  }

  #provide(bytes: Uint8Array, from: number, to: number, column: number): ObjectKey | undefined {
    if (to - from > LONGEST_KEY) return undefined;
    const text = textOf(bytes.subarray(from, to));
    const found = this.#known.get(text);
    if (found !== undefined) return found;
    if (this.#known.size === MOST_KEYS) this.#known.clear();
    const key = knownKey(bytes.slice(from, to), column);
    this.#known.set(text, key);
    return key;
  }
}

/** Whether the key stands there; blanks more or a quote are another one. */
function stands(key: ObjectKey, bytes: Uint8Array, view: DataView, at: number): boolean {
  const { words } = key;
  const length = key.bytes.length;
  if (at + length > view.byteLength) return false;
  let compared = 0;
  for (let index = 0; index < words.length; index += 1) {
    if (view.getUint32(at + compared, true) !== words[index]) return false;
    compared += 4;
  }
  for (; compared < length; compared += 1) if (bytes[at + compared] !== key.bytes[compared]) return false;
  return key.isQuoted || key.isEnd || beginsScalar(bytes[at + length] ?? NEWLINE);
}

function knownKey(bytes: Uint8Array, column: number): ObjectKey {
  const view = viewOf(bytes);
  const last = bytes[bytes.length - 1];
  return {
    bytes,
    words: Uint32Array.from({ length: bytes.length >> 2 }, (_, index) => view.getUint32(4 * index, true)),
    column,
    isQuoted: last === QUOTE,
    isEnd: last === NEWLINE,
    next: undefined,
  };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Of a number, `true`, `false` or `null`. */
function beginsScalar(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || byte === MINUS || byte === 116 || byte === 102 || byte === 110;
}
