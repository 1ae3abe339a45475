/** The rows of a list, of which not all need to be here. */
export interface RowSource<Row> {
  readonly length: number;
  /** `undefined` for a row that is not here yet. */
  at(index: number): Row | undefined;
  /** Those that are here, in order. */
  readonly here: readonly Row[];
}

export function allHere<Row>(rows: readonly Row[]): RowSource<Row> {
  return { length: rows.length, at: (index) => rows[index], here: rows };
}
