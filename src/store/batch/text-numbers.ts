/**
 * Numbers the texts of the events of one source in the order in which they come, so that a text that comes again and
 * again crosses threads, and is written, once. NaN stands for a text that is absent or empty.
 */
import { ownText } from "../../base/own-text.ts";
import type { NewTexts } from "./source-batch.ts";
import { TextBlock } from "./text-block.ts";

/** Texts of a field that are known again; one that came before the newest of these is numbered anew. */
const MOST_KNOWN = 20_000;
/** Where hardly any of so many new texts came again, as with command lines that are all different, they are not sought. */
const TRIED = MOST_KNOWN / 5;
const WORTH_KNOWING = TRIED / 100;
const NOT_SOUGHT = 10 * TRIED;

/** A field that a text was found in: processes have 0 to 15, connections those from 16 on (FORMAT.md). */
export type TextField = number;

interface KnownTexts {
  readonly numbers: Map<string, number>;
  /** How many came again. */
  again: number;
  /** How many more are not sought. */
  notSought: number;
}

export class TextNumbers {
  /** Characters so far. */
  length = 0;
  readonly #byField: KnownTexts[] = [];
  readonly #new = new TextBlock();
  #next = 0;
  #given = 0;

  number(field: TextField, text: string | undefined): number {
    if (text === undefined || text === "") return Number.NaN;
    const known = (this.#byField[field] ??= { numbers: new Map(), again: 0, notSought: 0 });
    if (known.notSought > 0) {
      known.notSought -= 1;
      return this.#add(field, text);
    }
    const number = known.numbers.get(text);
    if (number !== undefined) {
      known.again += 1;
      return number;
    }
    const isWorthless = known.numbers.size === TRIED && known.again < WORTH_KNOWING;
    if (isWorthless) known.notSought = NOT_SOUGHT;
    if (isWorthless || known.numbers.size === MOST_KNOWN) {
      known.numbers.clear();
      known.again = 0;
    }
    const own = ownText(text);
    const added = this.#add(field, own);
    known.numbers.set(own, added);
    return added;
  }

  #add(field: TextField, text: string): number {
    this.length += text.length;
    this.#new.add(field, text);
    this.#next += 1;
    return this.#next - 1;
  }

  /** Gives the texts away that no call before has given, in the order of their numbers. */
  take(): NewTexts {
    const count = this.#next - this.#given;
    this.#given = this.#next;
    return { count, block: this.#new.take() };
  }
}
