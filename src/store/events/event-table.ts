/** How each kind of event is kept, and where the fields of a filter lie in it. */
import { CONNECTION_FIELDS, CONNECTION_TEXTS } from "./connection-record.ts";
import { PROCESS_TEXTS } from "./process-record.ts";

/** A field as SQL over a row of the table, absent where it is NULL. */
export interface EventColumn {
  readonly sql: string;
  /** The column that holds the id of its text, where it has one. */
  readonly textId?: string;
  /** A condition with one `?` for the pattern, where that is quicker than to compare `sql`. */
  readonly likeSql?: string;
  /** Whether every row has it: then an index can answer. */
  readonly isAlwaysThere?: boolean;
}

/** Where all texts of a row lie. */
export type RowTexts =
  /** A condition with a `?` for each pattern: whether one of them occurs. */
  | { readonly like: (patterns: number) => string }
  | {
      /** Columns of their ids, in the order of their fields, and the first field. */
      readonly ids: readonly string[];
      readonly firstField: number;
      /** Columns of numbers that people search for as if they were texts. */
      readonly numbers?: readonly string[];
      /** Whether `found`, a condition on the columns of ids, holds for what else belongs to the row. */
      readonly more?: (found: string) => string;
    };

export interface EventTable {
  readonly name: string;
  /** The number that a row is found again by. */
  readonly id: string;
  readonly hasHost: boolean;
  /** Where a row begins and ends in time; rows without time are in the order of their ids. */
  readonly from: string;
  readonly to: string | undefined;
  readonly texts: RowTexts;
  readonly columns: Readonly<Record<string, EventColumn>>;
}

const anyOf = (condition: string, patterns: number): string =>
  `(${new Array<string>(patterns).fill(condition).join(" OR ")})`;

const hostName: EventColumn = {
  sql: "(SELECT host.name FROM host WHERE host.id = host_id)",
  likeSql: `host_id IN (SELECT id FROM host WHERE name LIKE ? ESCAPE '\\')`,
};

const text = (textId: string): EventColumn => ({ sql: `(SELECT text FROM text WHERE text.id = ${textId})`, textId });

export const processTable: EventTable = {
  name: "process",
  id: "id",
  hasHost: true,
  from: "opens",
  to: "closes",
  texts: {
    ids: PROCESS_TEXTS,
    firstField: 0,
    // What a later source says otherwise is not shown, but it is found.
    more: (found) =>
      `(shared = 1 AND EXISTS (SELECT 1 FROM process_record WHERE process_id = process.id AND ${found}))`,
  },
  columns: {
    "host.name": hostName,
    "process.name": text("name"),
    "process.pid": { sql: "pid", isAlwaysThere: true },
    "process.executable": text("executable"),
    "process.command_line": text("command_line"),
    "process.parent.name": text("parent_name"),
    "process.parent.pid": { sql: "parent_pid" },
    "process.parent.executable": text("parent_executable"),
    "user.name": text("user"),
    "process.hash": text("hash"),
    "process.pe.original_file_name": text("original_file_name"),
    "process.code_signature.trusted": { sql: "CASE signed WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END" },
    "container.id": text("container"),
    "process.start": { sql: "start" },
    "event.start": { sql: "opens", isAlwaysThere: true },
    "event.end": { sql: "closes", isAlwaysThere: true },
    "event.count": { sql: "samples", isAlwaysThere: true },
  },
};

export const connectionTable: EventTable = {
  name: "connection",
  id: "id",
  hasHost: true,
  from: "start",
  to: "until",
  texts: { ids: CONNECTION_TEXTS, firstField: CONNECTION_FIELDS, numbers: ["source_port", "destination_port"] },
  columns: {
    "host.name": hostName,
    "event.start": { sql: "start", isAlwaysThere: true },
    "event.duration": { sql: "duration" },
    "network.transport": text("transport"),
    "network.direction": text("direction"),
    "source.ip": text("source_ip"),
    "source.port": { sql: "source_port" },
    "destination.ip": text("destination_ip"),
    "destination.port": { sql: "destination_port" },
    "destination.domain": text("destination_domain"),
    "process.name": text("process_name"),
    "network.protocol": text("application"),
    "connection.state": text("state"),
    "host.network.egress.bytes": { sql: "bytes_out" },
    "host.network.ingress.bytes": { sql: "bytes_in" },
    "process.pid": { sql: "pid" },
  },
};

export const controlTable: EventTable = {
  name: "control",
  id: "id",
  hasHost: true,
  from: "time",
  to: "time",
  texts: {
    like: (patterns) =>
      anyOf(`(action || char(31) || ifnull(user, '') || char(31) || message) LIKE ? ESCAPE '\\'`, patterns),
  },
  columns: {
    "@timestamp": { sql: "time", isAlwaysThere: true },
    "host.name": hostName,
    "event.action": { sql: "action", isAlwaysThere: true },
    "user.name": { sql: "user" },
    message: { sql: "message", isAlwaysThere: true },
  },
};

/** More than the rejects that are kept of one source, so that ids are in the order of sources and lines. */
export const REJECT_IDS_A_SOURCE = 100_000;

export const rejectTable: EventTable = {
  name: "reject",
  id: `(source_id * ${String(REJECT_IDS_A_SOURCE)} + ordinal)`,
  hasHost: false,
  from: "source_id",
  to: undefined,
  texts: {
    like: (patterns) =>
      anyOf(
        `(reason || char(31) || raw || char(31) || (SELECT path FROM source WHERE source.id = source_id)) LIKE ? ESCAPE '\\'`,
        patterns,
      ),
  },
  columns: {
    "source.path": {
      sql: "(SELECT path FROM source WHERE source.id = source_id)",
      likeSql: `source_id IN (SELECT id FROM source WHERE path LIKE ? ESCAPE '\\')`,
    },
    "reject.line": { sql: "line", isAlwaysThere: true },
    "reject.reason": { sql: "reason", isAlwaysThere: true },
    "reject.raw": { sql: "raw", isAlwaysThere: true },
  },
};
