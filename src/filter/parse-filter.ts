/**
 * Reads a filter:
 *
 *     process.name:svchost* and not (destination.port:443 or user.name:"NT AUTHORITY\SYSTEM")
 *     destination.port > 1024    event.duration >= 1h30m    @timestamp:2026-04-01..2026-04-12    container.id:*
 *     destination.port:(3333, 14433)    xmrig
 *
 * `and` may be left out; `not` binds closest, then `and`, then `or`. `*` and `?` stand for any characters in a text
 * that is not quoted; a quote inside quotes is doubled; a backslash is a backslash. A word by itself is looked for in
 * every text field. Any text gives an expression, nothing (an empty filter), or a problem with its place.
 */
import type { Zone } from "../base/zone.ts";
import { literally, type Bound, type Expression, type FilterProblem } from "./expression.ts";
import { findField, type FieldFacts } from "./field.ts";
import { exampleOf, readSpan, type Span } from "./read-span.ts";

export type ParsedFilter =
  | { readonly expression: Expression | undefined; readonly problem?: undefined }
  | { readonly expression?: undefined; readonly problem: FilterProblem };

/** A filter longer than this is refused, and so is one that nests deeper. */
export const LONGEST_FILTER = 2_000;
const DEEPEST = 50;

export function parseFilter(text: string, fields: readonly FieldFacts[], zone: Zone): ParsedFilter {
  if (text.length > LONGEST_FILTER) {
    const message = `A filter has at most ${String(LONGEST_FILTER)} characters.`;
    return { problem: { message, from: LONGEST_FILTER, to: text.length } };
  }
  try {
    return { expression: new FilterReader(text, fields, zone).read() };
  } catch (error) {
    if (error instanceof Misreading) return { problem: error.problem };
    throw error;
  }
}

class Misreading extends Error {
  readonly problem: FilterProblem;
  constructor(message: string, from: number, to: number) {
    super(message);
    this.problem = { message, from, to };
  }
}

/** A piece of text with its place; `isQuoted` takes their meaning from `*`, `?` and the words of the language. */
interface Piece {
  readonly text: string;
  readonly from: number;
  readonly isQuoted: boolean;
}

const operators = ["!=", ">=", "<=", ":", "=", ">", "<"] as const;
type Operator = (typeof operators)[number];

class FilterReader {
  readonly #text: string;
  readonly #fields: readonly FieldFacts[];
  readonly #zone: Zone;
  #at = 0;
  #depth = 0;

  constructor(text: string, fields: readonly FieldFacts[], zone: Zone) {
    this.#text = text;
    this.#fields = fields;
    this.#zone = zone;
  }

  read(): Expression | undefined {
    this.#space();
    if (this.#at === this.#text.length) return undefined;
    const expression = this.#either();
    if (this.#at < this.#text.length) throw this.#wrong("There is a closing parenthesis too many.", this.#at);
    return expression;
  }

  #either(): Expression {
    const all = [this.#both()];
    while (this.#word("or")) all.push(this.#both());
    return joined("or", all);
  }

  #both(): Expression {
    const all = [this.#condition()];
    for (;;) {
      this.#space();
      const isOver = this.#at === this.#text.length || this.#text[this.#at] === ")" || this.#isNext("or");
      if (isOver) return joined("and", all);
      this.#word("and");
      all.push(this.#condition());
    }
  }

  #condition(): Expression {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw this.#wrong("This is nested too deeply.", this.#at);
    const expression = this.#word("not") ? { kind: "not" as const, one: this.#condition() } : this.#primary();
    this.#depth -= 1;
    return expression;
  }

  #primary(): Expression {
    this.#space();
    const from = this.#at;
    if (from === this.#text.length) throw this.#wrong("Something is missing at the end.", from);
    if (this.#isNext("and") || this.#isNext("or")) {
      throw this.#wrong(`A condition is missing before "${this.#bare("").text}".`, from);
    }
    if (this.#take("(")) {
      const inner = this.#either();
      if (!this.#take(")")) throw this.#wrong("This parenthesis is not closed.", from, from + 1);
      return inner;
    }
    const name = /^[@\p{L}_][\p{L}\d_.@-]*/u.exec(this.#text.slice(from))?.[0];
    if (name !== undefined) {
      this.#at = from + name.length;
      const operator = this.#operator();
      if (operator !== undefined) return this.#comparison(name, from, operator);
      this.#at = from;
    }
    const piece = this.#piece("");
    if (piece.text === "") throw this.#wrong(`"${this.#text[from] ?? ""}" is not understood here.`, from, from + 1);
    return { kind: "anywhere", text: piece.text };
  }

  #comparison(name: string, from: number, operator: Operator): Expression {
    const field = findField(this.#fields, name);
    if (field === undefined) {
      const near = nearest(name, this.#fields);
      const hint = near === undefined ? "" : ` Did you mean ${near}?`;
      const message = `There is no field "${name}" here.${hint} A text to look for is put in quotes.`;
      throw this.#wrong(message, from, from + name.length);
    }
    this.#space();
    if (!this.#take("(")) return this.#test(field, operator);
    if (operator !== ":" && operator !== "=" && operator !== "!=") {
      throw this.#wrong(`A list of values goes with ":" or "!=".`, this.#at - 1);
    }
    const all = [this.#test(field, ":")];
    while (this.#take(",")) all.push(this.#test(field, ":"));
    if (!this.#take(")"))
      throw this.#wrong("Values of a list are parted by commas, and it ends with a parenthesis.", this.#at);
    const any = joined("or", all);
    return operator === "!=" ? { kind: "not", one: any } : any;
  }

  #test(field: FieldFacts, operator: Operator): Expression {
    this.#space();
    const from = this.#at;
    const piece = this.#piece(field.kind === "text" ? "" : "..");
    if (piece.text === "" && !piece.isQuoted) {
      throw this.#wrong(`A value is missing after "${field.name}".`, from);
    }
    if (piece.text === "*" && !piece.isQuoted && (operator === ":" || operator === "=")) {
      return { kind: "has", field: field.name };
    }
    if (field.kind === "text") {
      if (operator !== ":" && operator !== "=" && operator !== "!=") {
        throw this.#wrong(`"${field.name}" is a text: it goes with ":" or "!=", not with "${operator}".`, from);
      }
      const test: Expression = { kind: "text", field: field.name, like: likeOf(piece) };
      return operator === "!=" ? { kind: "not", one: test } : test;
    }
    const first = this.#span(piece, field.kind);
    if (!this.#text.startsWith("..", this.#at)) return compared(field.name, operator, first);
    this.#at += 2;
    if (operator !== ":" && operator !== "=") throw this.#wrong(`A span of values goes with ":".`, from);
    const last = this.#span(this.#piece(".."), field.kind);
    if (last.to < first.from) throw this.#wrong("This span ends before it begins.", from);
    return { kind: "range", field: field.name, from: included(first.from), to: endOf(last) };
  }

  #span(piece: Piece, kind: Exclude<FieldFacts["kind"], "text">): Span {
    const span = readSpan(piece.text, kind, this.#zone);
    if (span !== undefined) return span;
    const noun = { number: "number", time: "time", duration: "duration", bytes: "number of bytes" }[kind];
    const message = `"${piece.text}" is no ${noun}. Write it like ${exampleOf[kind]}.`;
    throw this.#wrong(message, piece.from, Math.max(piece.from + 1, this.#at));
  }

  /** A quoted text, or what stands up to a space, a parenthesis, a comma or `stop`. */
  #piece(stop: string): Piece {
    return this.#text[this.#at] === '"' ? this.#quoted() : this.#bare(stop);
  }

  #quoted(): Piece {
    const from = this.#at;
    let text = "";
    for (let at = from + 1; ;) {
      const end = this.#text.indexOf('"', at);
      if (end < 0) throw this.#wrong("This quote is not closed.", from);
      text += this.#text.slice(at, end);
      if (this.#text[end + 1] !== '"') {
        this.#at = end + 1;
        return { text, from, isQuoted: true };
      }
      text += '"';
      at = end + 2;
    }
  }

  #bare(stop: string): Piece {
    const from = this.#at;
    const rest = /^[^\s(),"]*/.exec(this.#text.slice(from))?.[0] ?? "";
    const end = stop === "" ? -1 : rest.indexOf(stop);
    const text = end < 0 ? rest : rest.slice(0, end);
    this.#at = from + text.length;
    return { text, from, isQuoted: false };
  }

  #operator(): Operator | undefined {
    const [space = ""] = /^\s*/.exec(this.#text.slice(this.#at)) ?? [];
    const from = this.#at + space.length;
    const found = operators.find((operator) => this.#text.startsWith(operator, from));
    if (found !== undefined) this.#at = from + found.length;
    return found;
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }

  #take(sign: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #isNext(word: string): boolean {
    const { text, at } = { text: this.#text, at: this.#at };
    if (text.slice(at, at + word.length).toLowerCase() !== word) return false;
    // A field or a text may begin with the word: `order`, `not:x` would be one, `not (` is the word.
    return /^(?:[\s()"]|$)/.test(text.slice(at + word.length));
  }

  #word(word: string): boolean {
    this.#space();
    if (!this.#isNext(word)) return false;
    this.#at += word.length;
    return true;
  }

  #wrong(message: string, from: number, to = this.#text.length): Misreading {
    const start = Math.min(from, this.#text.length);
    return new Misreading(message, start, Math.max(start, to));
  }
}

function joined(kind: "and" | "or", all: readonly Expression[]): Expression {
  const [only] = all;
  return all.length === 1 && only !== undefined ? only : { kind, all };
}

function likeOf({ text, isQuoted }: Piece): string {
  if (isQuoted) return literally(text);
  return text.replace(/[\\%_]|[*?]/g, (sign) => (sign === "*" ? "%" : sign === "?" ? "_" : `\\${sign}`));
}

const included = (value: number): Bound => ({ value, isIncluded: true });
const excluded = (value: number): Bound => ({ value, isIncluded: false });
/** Where a span ends: a moment that lasts ends before the next one. */
const endOf = ({ from, to }: Span): Bound => (to > from ? excluded(to) : included(to));

function compared(field: string, operator: Operator, span: Span): Expression {
  const inside: Expression = { kind: "range", field, from: included(span.from), to: endOf(span) };
  switch (operator) {
    case ":":
    case "=":
      return inside;
    case "!=":
      return { kind: "not", one: inside };
    case ">":
      return { kind: "range", field, from: span.to > span.from ? included(span.to) : excluded(span.from) };
    case ">=":
      return { kind: "range", field, from: included(span.from) };
    case "<":
      return { kind: "range", field, to: excluded(span.from) };
    case "<=":
      return { kind: "range", field, to: endOf(span) };
  }
}

/** The field whose name has the most pieces in common with what was typed, where there are any. */
function nearest(name: string, fields: readonly FieldFacts[]): string | undefined {
  const typed = name.toLowerCase().split(/[._-]/);
  const common = (field: FieldFacts): number =>
    typed.filter((piece) => piece.length > 1 && field.name.toLowerCase().includes(piece)).length;
  const [best] = [...fields].sort((a, b) => common(b) - common(a) || a.name.length - b.name.length);
  return best === undefined || common(best) === 0 ? undefined : best.name;
}
