/**
 * The condition of a Sigma rule: search identifiers with `and`, `or`, `not`, parentheses, and `1 of` or `all of` a
 * pattern or `them`. Least binding first: or, and, not, of.
 */
import { matchesWildcards } from "../../base/wildcard.ts";
import { joined, negated, type Search } from "./selection.ts";

const LONGEST = 4_000;
const DEEPEST = 50;

/** A search, or why it cannot be used: the end of a sentence that begins with "it". */
export function readCondition(text: string, searches: ReadonlyMap<string, Search>): Search | string {
  if (text.length > LONGEST) return `has a condition longer than ${LONGEST} characters`;
  if (text.includes("|")) return "counts events over time (|), which needs more than one record";
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  const parser = new ConditionParser(tokens, searches);
  const search = parser.expression(0);
  if (typeof search === "string") return search;
  const rest = parser.next;
  return rest === undefined ? search : `has a condition that goes on after its end, at "${rest.slice(0, 40)}"`;
}

class ConditionParser {
  readonly #tokens: readonly string[];
  readonly #searches: ReadonlyMap<string, Search>;
  #at = 0;

  constructor(tokens: readonly string[], searches: ReadonlyMap<string, Search>) {
    this.#tokens = tokens;
    this.#searches = searches;
  }

  get next(): string | undefined {
    return this.#tokens[this.#at];
  }

  expression(depth: number): Search | string {
    return this.#chain("or", "any", () => this.#chain("and", "all", () => this.#factor(depth)));
  }

  #chain(word: string, how: "any" | "all", part: () => Search | string): Search | string {
    const parts = [part()];
    while (this.#takes(word)) parts.push(part());
    return joined(parts, how);
  }

  #factor(depth: number): Search | string {
    if (depth > DEEPEST) return `has a condition that nests deeper than ${DEEPEST} levels`;
    if (this.#takes("not")) {
      const search = this.#factor(depth + 1);
      return typeof search === "string" ? search : negated(search);
    }
    if (this.#takes("(")) {
      const search = this.expression(depth + 1);
      if (typeof search === "string") return search;
      return this.#takes(")") ? search : "has a condition with a parenthesis that is not closed";
    }
    const word = this.next;
    if (word === undefined || word === ")") return "has a condition that ends too early";
    this.#at++;
    if (this.#takes("of")) return this.#quantified(word.toLowerCase());
    return this.#searches.get(word) ?? `has a condition that names "${word.slice(0, 40)}", which it does not describe`;
  }

  #quantified(quantity: string): Search | string {
    const pattern = this.next;
    if (pattern === undefined) return "has a condition that ends too early";
    this.#at++;
    const isThem = pattern.toLowerCase() === "them";
    const named = [...this.#searches].filter(([name]) =>
      isThem ? !name.startsWith("_") : matchesWildcards(name, pattern),
    );
    if (named.length === 0) return `has a condition that names "${pattern.slice(0, 40)}", which it does not describe`;
    if (quantity !== "1" && quantity !== "any" && quantity !== "all") {
      return `asks for "${quantity.slice(0, 20)} of", where only 1 or all are known`;
    }
    return joined(
      named.map(([, search]) => search),
      quantity === "all" ? "all" : "any",
    );
  }

  #takes(word: string): boolean {
    if (this.next?.toLowerCase() !== word) return false;
    this.#at++;
    return true;
  }
}
