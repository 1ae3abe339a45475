/** How a connection lies in the table. Ports are among the texts: people search for them. */
import type { Timestamp } from "../../base/time.ts";
import type { ConnectionRecord, StoredConnection } from "../../model/events.ts";
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

export function packConnectionTexts(record: ConnectionRecord): string {
  return packTexts([
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
