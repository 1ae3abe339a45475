/** Where the cells of a row stand. */
export interface RowPositions {
  readonly time: number;
  /** -1 where rows name no host. */
  readonly host: number;
  /** Of each mapped column. */
  readonly columns: readonly number[];
}

/** Whether no column is the time, the host and a metric, or several metrics, at once. */
export function isEachUsedOnce({ time, host, columns }: RowPositions): boolean {
  const all = [time, ...(host === -1 ? [] : [host]), ...columns];
  return new Set(all).size === all.length;
}
