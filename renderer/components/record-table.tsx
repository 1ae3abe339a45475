import type { ReactNode } from "react";

export interface RecordColumn<Row> {
  readonly title: string;
  /** A number is aligned to the right; prose is read, not compared; a long text breaks anywhere, others nowhere. */
  readonly look?: "number" | "prose" | "long";
  readonly cell: (row: Row) => ReactNode;
}

/** A short table inside a document; long lists are DataList's. */
export function RecordTable<Row>({
  caption,
  rows,
  columns,
  keyOf,
}: {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly RecordColumn<Row>[];
  readonly keyOf: (row: Row) => string;
}) {
  return (
    <div className="record-table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={column.look ?? ""}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.title} className={column.look === "prose" ? "prose" : `data ${column.look ?? ""}`}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
