/**
 * Resources of processes: blocks per host, so that "everything that ran on this host in this range" is one short read.
 * A row's columns are the process, CPU, memory, bytes read and bytes written; what a source does not tell is NaN.
 */
import type { TimeRange } from "../../base/time.ts";
import type { ProcessUsage } from "../../model/events.ts";
import type { RowBuffer } from "../batch/row-buffer.ts";
import type { Rows } from "../batch/source-batch.ts";
import { decodeBlock, encodeBlock, rowsOf } from "../chunk/column-block.ts";
import { damaged } from "../chunk/column-reader.ts";
import { MOST_ROWS } from "../chunk/limits.ts";
import type { Database } from "../file/database.ts";

const COLUMNS = 5;

/** A row in a batch: the instance's number within the source, the time, then the columns of a block after the process. */
export const USAGE_WIDTH = COLUMNS + 1;

/** Adds usage of the instance of that number. */
export function putUsage(rows: RowBuffer, instance: number, usage: ProcessUsage): void {
  const at = rows.next();
  const { numbers } = rows;
  numbers[at] = instance;
  numbers[at + 1] = usage.time;
  numbers[at + 2] = usage.cpu ?? Number.NaN;
  numbers[at + 3] = usage.memory ?? Number.NaN;
  numbers[at + 4] = usage.readBytes ?? Number.NaN;
  numbers[at + 5] = usage.writeBytes ?? Number.NaN;
}

/** Usage of a host's processes in order of time, as parallel arrays. */
export interface UsageColumns {
  readonly processIds: Float64Array;
  readonly times: Float64Array;
  readonly cpu: Float64Array;
  readonly memory: Float64Array;
  readonly readBytes: Float64Array;
  readonly writeBytes: Float64Array;
}

interface Pending {
  readonly times: Float64Array;
  readonly columns: readonly Float64Array[];
  count: number;
}

export class UsageWriter {
  readonly #database: Database;
  readonly #sourceId: number;
  readonly #byHost = new Map<number, Pending>();

  constructor(database: Database, sourceId: number) {
    this.#database = database;
    this.#sourceId = sourceId;
  }

  get pendingBytes(): number {
    return this.#byHost.size * (COLUMNS + 1) * MOST_ROWS * 8;
  }

  /** Takes a row of a batch, which speaks of a process of that id and host. */
  add(hostId: number, processId: number, rows: Rows, row: number): void {
    let pending = this.#byHost.get(hostId);
    if (pending === undefined) {
      const columns = Array.from({ length: COLUMNS }, () => new Float64Array(MOST_ROWS));
      pending = { times: new Float64Array(MOST_ROWS), columns, count: 0 };
      this.#byHost.set(hostId, pending);
    }
    if (pending.count === MOST_ROWS) this.#write(hostId, pending);
    const { times, columns, count } = pending;
    const at = row * USAGE_WIDTH;
    times[count] = rows.numbers[at + 1] ?? Number.NaN;
    for (let index = 0; index < COLUMNS; index += 1) {
      const column = columns[index];
      if (column !== undefined) column[count] = index === 0 ? processId : (rows.numbers[at + 1 + index] ?? Number.NaN);
    }
    pending.count = count + 1;
  }

  flush(): void {
    for (const [hostId, pending] of this.#byHost) if (pending.count > 0) this.#write(hostId, pending);
    this.#byHost.clear();
  }

  #write(hostId: number, { times, columns, count }: Pending): void {
    const order = orderOf(times, columns[0], count);
    const sorted = [times, ...columns].map((column) => Float64Array.from(order, (row) => column[row] ?? 0));
    const [sortedTimes = times, ...rest] = sorted;
    this.#database
      .prepare("INSERT INTO process_usage (host_id, source_id, first, last, rows, block) VALUES (?, ?, ?, ?, ?, ?)")
      .run(
        hostId,
        this.#sourceId,
        sortedTimes[0],
        sortedTimes[count - 1],
        count,
        encodeBlock(sortedTimes, rest, 0, count),
      );
    const pending = this.#byHost.get(hostId);
    if (pending !== undefined) pending.count = 0;
  }
}

/** Row numbers by time, then by process. */
function orderOf(times: Float64Array, processIds: Float64Array | undefined, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  return order.sort(
    (a, b) => (times[a] ?? 0) - (times[b] ?? 0) || (processIds?.[a] ?? 0) - (processIds?.[b] ?? 0) || a - b,
  );
}

interface UsageRow {
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly block: Uint8Array;
}

export function readUsage(database: Database, hostId: number, range: TimeRange): UsageColumns {
  const blocks = database
    .prepare<UsageRow>(
      "SELECT first, last, rows, block FROM process_usage WHERE host_id = ? AND first < ? AND last >= ? ORDER BY first, id",
    )
    .all(hostId, range.end, range.start);
  let total = 0;
  for (const block of blocks) total += block.rows;
  const times = new Float64Array(total);
  const columns = Array.from({ length: COLUMNS }, () => new Float64Array(total));
  let row = 0;
  for (const { block, rows } of blocks) {
    if (rowsOf(block) !== rows) throw damaged("it has not the rows that its table says");
    row += decodeBlock(block, times, columns, row);
  }
  const order = orderOf(times, columns[0], total).filter((index) => {
    const time = times[index] ?? 0;
    return time >= range.start && time < range.end;
  });
  const pick = (column: Float64Array | undefined): Float64Array =>
    Float64Array.from(order, (index) => column?.[index] ?? Number.NaN);
  const [processIds, cpu, memory, readBytes, writeBytes] = columns;
  return {
    processIds: pick(processIds),
    times: pick(times),
    cpu: pick(cpu),
    memory: pick(memory),
    readBytes: pick(readBytes),
    writeBytes: pick(writeBytes),
  };
}
