/** Processes of one host as trees: each under the process that started it, in order of time. */
import type { StoredProcess } from "../../../src/model/events.ts";

export interface Branch<Row> {
  readonly row: Row;
  /** 0 for a process whose parent is not among the rows. */
  readonly depth: number;
}

/** A pid is used again: the parent is the latest process with it that was there before the child. No row is lost. */
export function processTree<Row extends StoredProcess>(rows: readonly Row[]): readonly Branch<Row>[] {
  const ordered = [...rows].sort((a, b) => a.first - b.first || a.id - b.id);
  const byPid = new Map<number, Row>();
  const children = new Map<number | undefined, Row[]>();
  for (const row of ordered) {
    const parent = row.parentPid === row.pid ? undefined : byPid.get(row.parentPid ?? Number.NaN);
    addTo(children, parent?.id, row);
    byPid.set(row.pid, row);
  }
  // A parent comes before its children in time, so that there is no way round in a circle.
  const branches: Branch<Row>[] = [];
  const waiting = (children.get(undefined) ?? []).map((row) => ({ row, depth: 0 })).reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    branches.push(next);
    const { row, depth } = next;
    for (const child of [...(children.get(row.id) ?? [])].reverse()) waiting.push({ row: child, depth: depth + 1 });
  }
  return branches;
}

function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
