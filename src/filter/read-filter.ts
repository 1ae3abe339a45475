/** A filter as it crosses a boundary: the text as it was typed, and the clock that its times are on. */
import { UserError } from "../base/errors.ts";
import { UTC, zoneOf } from "../base/zone.ts";
import type { Expression } from "./expression.ts";
import { listFields, type ListKind } from "./list-kinds.ts";
import { parseFilter } from "./parse-filter.ts";

export interface FilterText {
  readonly text: string;
  /** IANA name; UTC unless told. */
  readonly zone?: string | undefined;
}

/** What the filter of a list means; `undefined` for an empty one, a `UserError` for one that is wrong. */
export function readFilter(filter: FilterText | undefined, kind: ListKind): Expression | undefined {
  if (filter === undefined) return undefined;
  const { expression, problem } = parseFilter(filter.text, listFields[kind], zoneOf(filter.zone ?? "UTC") ?? UTC);
  if (problem === undefined) return expression;
  throw new UserError(
    "bad-input",
    `The filter is not understood at character ${String(problem.from + 1)}: ${problem.message}`,
  );
}
