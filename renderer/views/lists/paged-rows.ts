/** Which pages of a long list are here, which are wanted, and which are kept; pure. */
import type { RowSource } from "../../components/row-source.ts";

/** Pages by number, each `size` rows but the last, as one list. */
export function pagedRows<Row>(
  pages: ReadonlyMap<number, readonly Row[]>,
  size: number,
  total: number,
): RowSource<Row> {
  const inOrder = [...pages].sort(([a], [b]) => a - b);
  return {
    length: total,
    at: (index) => pages.get(Math.floor(index / size))?.[index % size],
    here: inOrder.flatMap(([, rows]) => rows),
  };
}

/** Pages that are not here: first those of the rows in sight, then those that a scroll would come to next. */
export function awaitedPages(
  total: number,
  fresh: ReadonlySet<number>,
  size: number,
  [first, last]: readonly [number, number],
): number[] {
  const around = size / 2;
  const rows = [first, last, last + around, first - around];
  const wanted = rows.filter((row) => row >= 0 && row < total).map((row) => Math.floor(row / size));
  return [...new Set(wanted)].filter((page) => !fresh.has(page));
}

/** The pages nearest to one of them, at most so many. */
export function nearestPages<Row>(
  pages: ReadonlyMap<number, readonly Row[]>,
  page: number,
  most: number,
): ReadonlyMap<number, readonly Row[]> {
  if (pages.size <= most) return pages;
  return new Map([...pages].sort(([a], [b]) => Math.abs(a - page) - Math.abs(b - page)).slice(0, most));
}
