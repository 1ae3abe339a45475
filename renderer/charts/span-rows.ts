/** Spans in rows, so that none hides another: each takes the first row that is free when it begins. */
import type { Span } from "./lane.ts";

export interface PlacedSpan {
  readonly span: Span;
  readonly row: number;
}

/** Spans beyond the last row share it. */
export const MOST_ROWS = 8;

export function placeSpans(spans: readonly Span[]): { readonly placed: readonly PlacedSpan[]; readonly rows: number } {
  const ends: number[] = [];
  const inOrder = [...spans].sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  const placed = inOrder.map((span) => {
    const free = ends.findIndex((end) => end <= span.range.start);
    const row = free === -1 ? Math.min(ends.length, MOST_ROWS - 1) : free;
    ends[row] = Math.max(ends[row] ?? 0, span.range.end);
    return { span, row };
  });
  return { placed, rows: Math.max(1, ends.length) };
}
