/**
 * Numbers the texts of the events of one source in the order in which they come, so that a text that comes again and
 * again crosses threads, and is written, once. NaN stands for a text that is absent or empty.
 */
import type { NewTexts } from "./source-batch.ts";

/** Texts of a field that are known again; one that came before the newest of these is numbered anew. */
const MOST_KNOWN = 20_000;
/** Shorter texts are copies as they are. */
const SHORTEST_CUT = 13;

/** A field that a text was found in: processes have 0 to 15, connections those from 16 on (FORMAT.md). */
export type TextField = number;

export class TextNumbers {
  /** Characters so far. */
  length = 0;
  readonly #byField: Map<string, number>[] = [];
  #next = 0;
  #new: NewTexts = { texts: [], fields: [] };

  number(field: TextField, text: string | undefined): number {
    if (text === undefined || text === "") return Number.NaN;
    const numbers = (this.#byField[field] ??= new Map());
    const known = numbers.get(text);
    if (known !== undefined) return known;
    if (numbers.size === MOST_KNOWN) numbers.clear();
    const number = this.#next;
    this.#next += 1;
    this.length += text.length;
    const own = ownText(text);
    this.#new.texts.push(own);
    this.#new.fields.push(field);
    numbers.set(own, number);
    return number;
  }

  /** Gives the texts away that no call before has given, in the order of their numbers. */
  take(): NewTexts {
    const texts = this.#new;
    this.#new = { texts: [], fields: [] };
    return texts;
  }
}

/** A copy: what a line was cut into keeps the whole block of the file in memory. */
function ownText(text: string): string {
  return text.length < SHORTEST_CUT ? text : ` ${text}`.slice(1);
}
