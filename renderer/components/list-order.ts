/** Which rows of a list are shown, and in what order. */

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Pixels; a column that grows takes what is left, but no less. */
  readonly width: number;
  readonly grows?: boolean;
  readonly isNumber?: boolean;
  /** What is shown, filtered and copied. */
  readonly text: (row: Row) => string;
  /** What the order goes by, where it is not the text; `undefined` comes last either way. */
  readonly order?: (row: Row) => number | string | undefined;
}

export interface ListOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows that hold every word of the filter in some column, whatever the case. */
export function filterRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], filter: string): readonly Row[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns
      .map((column) => column.text(row))
      .join("\n")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Rows in order of a column; equal ones stay as they were. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: ListOrder | undefined,
): readonly Row[] {
  const column = columns.find((one) => one.id === order?.column);
  if (order === undefined || column === undefined) return rows;
  const keyed = rows.map((row) => ({ row, key: column.order === undefined ? column.text(row) : column.order(row) }));
  const sign = order.descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
    if (typeof a.key === "number" && typeof b.key === "number") return sign * (a.key - b.key);
    const [left, right] = [String(a.key), String(b.key)];
    return left === right ? 0 : sign * (left < right ? -1 : 1);
  });
  return keyed.map(({ row }) => row);
}

/** Rows as tab-separated text with a header, for the clipboard: cells hold no tabs or line ends. */
export function copyText<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const clean = (text: string): string => text.replace(/[\t\r\n]+/g, " ");
  const lines = rows.map((row) => columns.map((column) => clean(column.text(row))).join("\t"));
  return [columns.map((column) => column.title).join("\t"), ...lines].join("\n");
}
