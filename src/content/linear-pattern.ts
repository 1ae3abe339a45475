/**
 * Regular expressions from outside. They run on RE2, whose time grows with the text and not with what the expression
 * makes of it; look-around and back-references, which nobody can bound, do not compile.
 */
import { RE2JS, RE2JSException } from "re2js";
import type { TextPattern } from "../model/knowledge.ts";

const LONGEST = 2_000;
/** Instructions of a compiled expression: more cost tens of milliseconds a text. */
const LARGEST_PROGRAM = 4_000;

export interface PatternFlags {
  readonly ignoreCase?: boolean;
  /** `^` and `$` match at line ends. */
  readonly multiLine?: boolean;
  /** `.` matches line ends. */
  readonly dotAll?: boolean;
}

/** The expression, or why it cannot be used, as the end of a sentence that begins with "the expression". */
export function linearPattern(text: string, flags: PatternFlags = {}): TextPattern | string {
  if (text.length > LONGEST) return `is longer than ${LONGEST} characters`;
  const bits =
    (flags.ignoreCase === true ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.multiLine === true ? RE2JS.MULTILINE : 0) |
    (flags.dotAll === true ? RE2JS.DOTALL : 0);
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(text, bits);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return `cannot be used: ${error.message.replace(/^error parsing regexp: /, "")}`;
  }
  if (compiled.programSize() > LARGEST_PROGRAM) return "repeats too much to be matched in bounded time";
  const names = Object.keys(compiled.namedGroups());
  return {
    test: (subject) => compiled.test(subject),
    exec(subject) {
      const matcher = compiled.matcher(subject);
      if (!matcher.find()) return null;
      return { groups: Object.fromEntries(names.map((name) => [name, matcher.group(name) ?? ""])) };
    },
  };
}
