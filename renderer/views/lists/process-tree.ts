/** Processes of one host as trees: each under the process that started it, in order of time. */
import type { StoredProcess } from "../../../src/model/events.ts";

export interface Branch<Row> {
  readonly row: Row;
  /** 0 for a process whose parent is not known. */
  readonly depth: number;
}

/**
 * A pid is used again: the parent is the latest process with it that was there before the child. No row is lost. Exports
 * name many a parent that they hold no record of; children of one such parent stand under a row that `unrecorded` makes.
 */
export function processTree<Row extends StoredProcess>(
  rows: readonly Row[],
  unrecorded: (child: Row) => Row,
): readonly Branch<Row>[] {
  const ordered = [...rows].sort((a, b) => a.first - b.first || a.id - b.id);
  const byPid = new Map<number, Row>();
  const named = new Map<string, Row>();
  const roots: Row[] = [];
  const children = new Map<number, Row[]>();
  for (const row of ordered) {
    const parent = row.parentPid === row.pid ? undefined : byPid.get(row.parentPid ?? Number.NaN);
    byPid.set(row.pid, row);
    if (parent !== undefined) addTo(children, parent.id, row);
    else if (row.parentName === undefined || row.parentPid === undefined) roots.push(row);
    else {
      const key = `${String(row.parentPid)} ${row.parentName}`;
      const known = named.get(key) ?? unrecorded(row);
      if (!named.has(key)) roots.push(known);
      named.set(key, known);
      addTo(children, known.id, row);
    }
  }
  // A parent comes before its children in time, so that there is no way round in a circle.
  const branches: Branch<Row>[] = [];
  const waiting = roots.map((row) => ({ row, depth: 0 })).reverse();
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
