/**
 * Numbers the texts of the events of one source in the order in which they come, so that a text that comes again and
 * again crosses threads, and is written, once. NaN stands for a text that is absent or empty.
 */

/** Texts that are known again; one that came before the newest of these is numbered anew. */
const MOST_KNOWN = 20_000;
/** Longer texts, mostly command lines, seldom come again, and take long to be kept. */
const LONG = 60;
const MOST_LONG_KNOWN = 1_000;
/** Shorter texts are copies as they are. */
const SHORTEST_CUT = 13;

export class TextNumbers {
  /** Characters so far. */
  length = 0;
  readonly #short = new Map<string, number>();
  readonly #long = new Map<string, number>();
  #next = 0;
  #new: string[] = [];

  number(text: string | undefined): number {
    if (text === undefined || text === "") return Number.NaN;
    const [numbers, most] = text.length > LONG ? [this.#long, MOST_LONG_KNOWN] : [this.#short, MOST_KNOWN];
    const known = numbers.get(text);
    if (known !== undefined) return known;
    if (numbers.size === most) numbers.clear();
    const number = this.#next;
    this.#next += 1;
    this.length += text.length;
    const own = ownText(text);
    this.#new.push(own);
    numbers.set(own, number);
    return number;
  }

  /** Gives the texts away that no call before has given, in the order of their numbers. */
  take(): string[] {
    const texts = this.#new;
    this.#new = [];
    return texts;
  }
}

/** A copy: what a line was cut into keeps the whole block of the file in memory. */
function ownText(text: string): string {
  return text.length < SHORTEST_CUT ? text : ` ${text}`.slice(1);
}
