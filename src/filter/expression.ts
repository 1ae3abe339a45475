/**
 * A filter as it is understood, whatever it was typed as. Whoever evaluates it (`matches.ts` over values, the store as
 * SQL) must give the same answer: a condition on a value that is absent is false, and its `not` is true.
 */
export type Expression =
  | { readonly kind: "and" | "or"; readonly all: readonly Expression[] }
  | { readonly kind: "not"; readonly one: Expression }
  /** The whole of a text, in the form of SQL's LIKE: `%` any run, `_` any character, `\` before either for itself. */
  | { readonly kind: "text"; readonly field: string; readonly like: string }
  | { readonly kind: "range"; readonly field: string; readonly from?: Bound; readonly to?: Bound }
  | { readonly kind: "has"; readonly field: string }
  /** Occurs somewhere in a text field of the row, as it is written. */
  | { readonly kind: "anywhere"; readonly text: string };

export interface Bound {
  /** In the field's unit: microseconds since 1970 for times, seconds for durations, bytes. */
  readonly value: number;
  readonly isIncluded: boolean;
}

/** What is wrong with a filter's text, and from which to which character (the end excluded). */
export interface FilterProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** `like` of a text that is meant to the letter. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
