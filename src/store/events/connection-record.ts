/** How a connection lies in a batch and in the table. Texts are numbers in both: of the batch's texts, then of `text`. */
import { SECOND, type Timestamp } from "../../base/time.ts";
import type { ConnectionRecord, Locator, StoredConnection } from "../../model/events.ts";
import type { RowBuffer } from "../batch/row-buffer.ts";
import type { TextNumbers } from "../batch/text-numbers.ts";
import type { TextsById } from "./text-table.ts";

/** Columns of numbers, then those of texts. */
const NUMBER_COLUMNS = [
  "locator",
  "start",
  "until",
  "duration",
  "bytes_out",
  "bytes_in",
  "pid",
  "source_port",
  "destination_port",
] as const;
export const CONNECTION_TEXTS = [
  "transport",
  "direction",
  "source_ip",
  "destination_ip",
  "destination_domain",
  "process_name",
  "entity_id",
  "application",
  "state",
] as const;

/** The field of the first of these texts, the others following (`TextField`). */
export const CONNECTION_FIELDS = 16;

/** The table's columns in the order of a batch's row, save for the first, which is the host's number there. */
export const CONNECTION_COLUMNS = ["host_id", "source_id", ...NUMBER_COLUMNS, ...CONNECTION_TEXTS];

/** A row in a batch: host, the numbers, the texts. */
export const CONNECTION_WIDTH = 1 + NUMBER_COLUMNS.length + CONNECTION_TEXTS.length;
/** Where in such a row the texts begin. */
export const CONNECTION_TEXTS_AT = 1 + NUMBER_COLUMNS.length;

type Columns<Names extends readonly string[]> = Readonly<Record<Names[number], number | null>>;

export interface ConnectionRow extends Columns<typeof CONNECTION_TEXTS>, Columns<typeof NUMBER_COLUMNS> {
  readonly id: number;
  readonly host_id: number;
  readonly source_id: number;
  readonly locator: number;
  readonly start: number;
}

/** Adds a connection of the host of that number. */
export function putConnection(
  rows: RowBuffer,
  host: number,
  record: ConnectionRecord,
  locator: Locator,
  texts: TextNumbers,
): void {
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
  numbers[at + 8] = record.sourcePort ?? Number.NaN;
  numbers[at + 9] = record.destinationPort ?? Number.NaN;
  numbers[at + 10] = texts.number(CONNECTION_FIELDS, record.transport);
  numbers[at + 11] = texts.number(CONNECTION_FIELDS + 1, record.direction);
  numbers[at + 12] = texts.number(CONNECTION_FIELDS + 2, record.sourceIp);
  numbers[at + 13] = texts.number(CONNECTION_FIELDS + 3, record.destinationIp);
  numbers[at + 14] = texts.number(CONNECTION_FIELDS + 4, record.destinationDomain);
  numbers[at + 15] = texts.number(CONNECTION_FIELDS + 5, record.processName);
  numbers[at + 16] = texts.number(CONNECTION_FIELDS + 6, record.entityId);
  numbers[at + 17] = texts.number(CONNECTION_FIELDS + 7, record.application);
  numbers[at + 18] = texts.number(CONNECTION_FIELDS + 8, record.state);
}

export function toConnection(row: ConnectionRow, host: string, texts: TextsById): StoredConnection {
  const text = (id: number | null): string | undefined => (id === null ? undefined : texts.get(id));
  return {
    id: row.id,
    host,
    start: row.start as Timestamp,
    durationSeconds: row.duration ?? undefined,
    transport: text(row.transport),
    direction: text(row.direction) as StoredConnection["direction"],
    sourceIp: text(row.source_ip),
    sourcePort: row.source_port ?? undefined,
    destinationIp: text(row.destination_ip),
    destinationPort: row.destination_port ?? undefined,
    destinationDomain: text(row.destination_domain),
    bytesOut: row.bytes_out ?? undefined,
    bytesIn: row.bytes_in ?? undefined,
    pid: row.pid ?? undefined,
    processName: text(row.process_name),
    entityId: text(row.entity_id),
    application: text(row.application),
    state: text(row.state),
    sourceId: row.source_id,
    locator: row.locator,
  };
}
