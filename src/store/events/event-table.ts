/** How each kind of event is kept, and where the fields of a filter lie in it. */
import { PACKED_FIELD } from "../file/packed-texts.ts";

/** A field as SQL over a row of the table, absent where it is NULL. */
export interface EventColumn {
  readonly sql: string;
  /** A condition with one `?` for the pattern, where that is quicker than to compare `sql`. */
  readonly likeSql?: string;
  /** Whether what is shown of it is one of the texts in `textsSql`. */
  readonly isPacked?: boolean;
  /** Whether every row has it: then an index can answer. */
  readonly isAlwaysThere?: boolean;
}

export interface EventTable {
  readonly name: string;
  /** The number that a row is found again by. */
  readonly id: string;
  readonly hasHost: boolean;
  /** Where a row begins and ends in time; rows without time are in the order of their ids. */
  readonly from: string;
  readonly to: string | undefined;
  /** A condition with a `?` for each pattern (one, unless said): whether one of them occurs in any text field. */
  readonly textsSql: (patterns?: number) => string;
  readonly columns: Readonly<Record<string, EventColumn>>;
}

const anyOf = (condition: string, patterns = 1): string =>
  `(${new Array<string>(patterns).fill(condition).join(" OR ")})`;

const hostName: EventColumn = {
  sql: "(SELECT host.name FROM host WHERE host.id = host_id)",
  likeSql: `host_id IN (SELECT id FROM host WHERE name LIKE ? ESCAPE '\\')`,
};

/** What the first source that tells it says of a process. */
const told = (sql: string): string =>
  `(SELECT ${sql} FROM process_record WHERE process_id = process.id AND ${sql} IS NOT NULL ORDER BY source_id LIMIT 1)`;
const toldText = (field: number): EventColumn => ({
  sql: told(`${PACKED_FIELD}(texts, ${String(field)})`),
  isPacked: true,
});
const packed = (field: number): EventColumn => ({ sql: `${PACKED_FIELD}(texts, ${String(field)})`, isPacked: true });
const packedNumber = (field: number): EventColumn => ({
  sql: `CAST(${PACKED_FIELD}(texts, ${String(field)}) AS INTEGER)`,
  isPacked: true,
});

export const processTable: EventTable = {
  name: "process",
  id: "id",
  hasHost: true,
  from: "opens",
  to: "closes",
  textsSql: (patterns) =>
    `EXISTS (SELECT 1 FROM process_record WHERE process_id = process.id AND ${anyOf(`texts LIKE ? ESCAPE '\\'`, patterns)})`,
  // Numbers are places in `packProcessTexts`.
  columns: {
    "host.name": hostName,
    "process.name": { sql: "name", isAlwaysThere: true },
    "process.pid": { sql: "pid", isAlwaysThere: true },
    "process.executable": toldText(2),
    "process.command_line": toldText(3),
    "process.parent.name": toldText(4),
    "process.parent.pid": { sql: told("parent_pid") },
    "process.parent.executable": toldText(5),
    "user.name": toldText(6),
    "process.hash": toldText(7),
    "process.pe.original_file_name": toldText(8),
    "process.code_signature.trusted": { sql: told("CASE signed WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END") },
    "container.id": toldText(9),
    "process.start": { sql: told("start") },
    "event.start": { sql: "opens", isAlwaysThere: true },
    "event.end": { sql: "closes", isAlwaysThere: true },
    "event.count": { sql: "(SELECT sum(samples) FROM process_record WHERE process_id = process.id)" },
  },
};

export const connectionTable: EventTable = {
  name: "connection",
  id: "id",
  hasHost: true,
  from: "start",
  to: "until",
  textsSql: (patterns) => anyOf(`texts LIKE ? ESCAPE '\\'`, patterns),
  // Numbers are places in `putConnection`.
  columns: {
    "host.name": hostName,
    "event.start": { sql: "start", isAlwaysThere: true },
    "event.duration": { sql: "duration" },
    "network.transport": packed(0),
    "network.direction": packed(1),
    "source.ip": packed(2),
    "source.port": packedNumber(3),
    "destination.ip": packed(4),
    "destination.port": packedNumber(5),
    "destination.domain": packed(6),
    "process.name": packed(7),
    "network.protocol": packed(9),
    "connection.state": packed(10),
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
  textsSql: (patterns) =>
    anyOf(`(action || char(31) || ifnull(user, '') || char(31) || message) LIKE ? ESCAPE '\\'`, patterns),
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
  textsSql: (patterns) =>
    anyOf(
      `(reason || char(31) || raw || char(31) || (SELECT path FROM source WHERE source.id = source_id)) LIKE ? ESCAPE '\\'`,
      patterns,
    ),
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
