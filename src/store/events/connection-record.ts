/** How a connection lies in a batch and in the table. Ports are among the texts: people search for them. */
import { SECOND, type Timestamp } from "../../base/time.ts";
import type { ConnectionRecord, Locator, StoredConnection } from "../../model/events.ts";
import type { RowBuffer } from "../batch/row-buffer.ts";
import { packTexts, unpackTexts } from "../file/packed-texts.ts";

export const CONNECTION_COLUMNS = [
  "host_id",
  "source_id",
  "locator",
  "start",
  "until",
  "duration",
  "bytes_out",
  "bytes_in",
  "pid",
  "texts",
];

export interface ConnectionRow {
  readonly id: number;
  readonly host_id: number;
  readonly source_id: number;
  readonly locator: number;
  readonly start: number;
  readonly duration: number | null;
  readonly bytes_out: number | null;
  readonly bytes_in: number | null;
  readonly pid: number | null;
  readonly texts: string;
}

/** A row in a batch: host, then the numbers of `CONNECTION_COLUMNS` from `locator` on. */
export const CONNECTION_WIDTH = 8;

/** Adds a connection of the host of that number; returns the length of its texts. */
export function putConnection(rows: RowBuffer, host: number, record: ConnectionRecord, locator: Locator): number {
  const at = rows.next();
  const { numbers } = rows;
  numbers[at] = host;
  numbers[at + 1] = locator;
  numbers[at + 2] = record.start;
  numbers[at + 3] = record.start + Math.round((record.durationSeconds ?? 0) * SECOND);
  numbers[at + 4] = record.durationSeconds ?? Number.NaN;
  numbers[at + 5] = record.bytesOut ?? Number.NaN;
  numbers[at + 6] = record.bytesIn ?? Number.NaN;
  numbers[at + 7] = record.pid ?? Number.NaN;
  const texts = packTexts([
    record.transport,
    record.direction,
    record.sourceIp,
    record.sourcePort,
    record.destinationIp,
    record.destinationPort,
    record.destinationDomain,
    record.processName,
    record.entityId,
    record.application,
    record.state,
  ]);
  rows.texts.push(texts);
  return texts.length;
}

export function toConnection(row: ConnectionRow, host: string): StoredConnection {
  const [
    transport,
    direction,
    sourceIp,
    sourcePort,
    destinationIp,
    destinationPort,
    destinationDomain,
    processName,
    entityId,
    application,
    state,
  ] = unpackTexts(row.texts);
  return {
    id: row.id,
    host,
    start: row.start as Timestamp,
    durationSeconds: row.duration ?? undefined,
    transport,
    direction: direction as StoredConnection["direction"],
    sourceIp,
    sourcePort: sourcePort === undefined ? undefined : Number(sourcePort),
    destinationIp,
    destinationPort: destinationPort === undefined ? undefined : Number(destinationPort),
    destinationDomain,
    bytesOut: row.bytes_out ?? undefined,
    bytesIn: row.bytes_in ?? undefined,
    pid: row.pid ?? undefined,
    processName,
    entityId,
    application,
    state,
    sourceId: row.source_id,
    locator: row.locator,
  };
}
