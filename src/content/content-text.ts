/** Content files as their authors write them, JSON or YAML, with the line of every value for those who must mend them. */
import { isNode, Lexer, LineCounter, parseAllDocuments, type Document } from "yaml";
import type { ContentProblem } from "../model/content.ts";

/** A file of a hundred thousand names stays below; the reader takes a second for it. */
export const LARGEST_CONTENT = 4 * 1024 * 1024;
/** References to one anchor multiply what a short file says: ours need none. */
const MOST_ALIASES = 20;
/** Levels of brackets, of dashes on one line, and columns of indentation, a level at least a column. */
const DEEPEST = 50;
const WIDEST_INDENT = 200;

export interface ContentDocument {
  readonly value: unknown;
  /** The line of what stands under a path of keys and indices, or of its nearest parent; counted from 1. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** The documents of a text; a problem where it is neither JSON nor YAML. JSON is YAML with more quotes. */
export function contentDocuments(file: string, text: string): ContentDocument[] | ContentProblem {
  const problem = (line: number | undefined, message: string): ContentProblem => ({
    file,
    line,
    message,
    next: "Mend the file, or take it out of the folder.",
  });
  if (text.length > LARGEST_CONTENT) return problem(undefined, "The file is too large for detection content.");
  // The reader recurses, and takes the square of the depth in time.
  if (nestsDeeply(text)) return problem(undefined, "The file nests too deeply.");
  const lines = new LineCounter();
  const options = { lineCounter: lines, strict: true, uniqueKeys: true };
  const documents: Document.Parsed[] = [...parseAllDocuments(text, options)];
  const found: ContentDocument[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error !== undefined) {
      return problem(
        lines.linePos(error.pos[0]).line,
        `The file is no valid YAML or JSON: ${firstLine(error.message)}.`,
      );
    }
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: MOST_ALIASES });
    } catch {
      return problem(undefined, "The file refers to its own parts too often.");
    }
    if (value === null || value === undefined) continue;
    found.push({ value, lineOf: (path) => lineOf(document, lines, path) });
  }
  return found;
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range !== null && node.range !== undefined) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "").replace(/[.:]$/, "");
}

function nestsDeeply(text: string): boolean {
  let brackets = 0;
  let dashes = 0;
  let isLineStart = true;
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") brackets++;
    else if (token === "]" || token === "}") brackets--;
    else if (token === "-" || token === "?") dashes++;
    else if (token === "\n") dashes = 0;
    if (brackets > DEEPEST || dashes > DEEPEST) return true;
    if (isLineStart && token.length > WIDEST_INDENT && token.trim() === "") return true;
    isLineStart = token === "\n";
  }
  return false;
}
