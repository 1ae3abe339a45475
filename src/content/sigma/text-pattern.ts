/**
 * A Sigma string: `*` stands for any text, `?` for any one character, and a backslash takes the meaning from either and
 * from another backslash (Sigma specification 2.0, escaping).
 */

/** Stands for `?` inside a piece: no text holds it. */
const ANY = "\u{F8FF}";
const LONGEST = 8_192;
/** Pieces with `?` are compared character by character at every place. */
const LONGEST_WITH_ANY = 256;

/** Literal pieces with a `*` between each two: `["", "evil", ""]` is `*evil*`. */
export type Pieces = readonly string[];

export interface PiecesTest {
  test(text: string): boolean;
  /** Of a text of which only the end is known; `undefined` where that does not decide. */
  testTail(tail: string): boolean | undefined;
}

export function parsePieces(text: string): Pieces {
  const pieces: string[] = [];
  let piece = "";
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === "\\" && (next === "*" || next === "?" || next === "\\")) {
      piece += next;
      at++;
    } else if (character === "*") {
      pieces.push(piece);
      piece = "";
    } else piece += character === "?" ? ANY : character;
  }
  return [...pieces, piece];
}

/** The text that the pieces are, where they hold no wildcard. */
export function plainText(pieces: Pieces): string | undefined {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined && !only.includes(ANY) ? only : undefined;
}

/** A test of the whole text, or why there can be none, as the end of a sentence that begins with "a value". */
export function piecesTest(pieces: Pieces): PiecesTest | string {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length > LONGEST) return `is longer than ${LONGEST} characters`;
  if (length > LONGEST_WITH_ANY && pieces.some((piece) => piece.includes(ANY))) {
    return `has a ? and is longer than ${LONGEST_WITH_ANY} characters`;
  }
  const [first = "", ...rest] = pieces;
  const last = rest.at(-1);
  const test = (text: string): boolean => {
    if (last === undefined) return text.length === first.length && startsAt(text, first, 0);
    if (text.length < length || !startsAt(text, first, 0) || !startsAt(text, last, text.length - last.length)) {
      return false;
    }
    // Leftmost places leave the most room for what follows.
    let at = first.length;
    for (const piece of rest.slice(0, -1)) {
      const found = indexOf(text, piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return at <= text.length - last.length;
  };
  const testTail = (tail: string): boolean | undefined => {
    const end = last ?? first;
    const known = Math.min(end.length, tail.length);
    // What is known of the end already says that it does not fit.
    if (!startsAt(tail, end.slice(end.length - known), tail.length - known)) return false;
    // Whatever comes before falls to the first `*`.
    return first === "" && last !== undefined && test(tail) ? true : undefined;
  };
  return { test, testTail };
}

function startsAt(text: string, piece: string, at: number): boolean {
  if (!piece.includes(ANY)) return text.startsWith(piece, at);
  if (at < 0 || at + piece.length > text.length) return false;
  for (let index = 0; index < piece.length; index++) {
    const wanted = piece[index];
    if (wanted !== ANY && wanted !== text[at + index]) return false;
  }
  return true;
}

function indexOf(text: string, piece: string, from: number): number {
  if (!piece.includes(ANY)) return text.indexOf(piece, from);
  for (let at = from; at + piece.length <= text.length; at++) if (startsAt(text, piece, at)) return at;
  return -1;
}
