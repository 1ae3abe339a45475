/**
 * Rows of the tidy tables of processes, connections and control events. Columns are found by name, which a mapping of a
 * foreign table may give as well as a tidy header.
 */
import type { Timestamp } from "../../../base/time.ts";
import type { ImportSink } from "../../importer.ts";
import type { ColumnReaders } from "./column-readers.ts";

export interface RowReader<Row = readonly string[]> {
  /** Stores one row, or returns why it must be rejected. */
  read(row: Row, line: number): string | undefined;
}

export const PROCESS_COLUMNS = [
  "process.pid",
  "process.name",
  "process.executable",
  "process.command_line",
  "process.parent.pid",
  "process.parent.name",
  "process.parent.executable",
  "process.entity_id",
  "process.start",
  "process.end",
  "process.hash.sha256",
  "process.pe.original_file_name",
  "process.code_signature.trusted",
  "container.name",
  "user.name",
  "process.cpu.utilization",
  "process.memory.usage",
  "process.disk.io{disk.io.direction=read}",
  "process.disk.io{disk.io.direction=write}",
];

export const CONNECTION_COLUMNS = [
  "process.pid",
  "process.name",
  "process.entity_id",
  "network.transport",
  "network.direction",
  "network.protocol",
  "source.ip",
  "source.port",
  "source.bytes",
  "destination.ip",
  "destination.port",
  "destination.domain",
  "destination.bytes",
  "event.duration",
  "connection.state",
];

export const CONTROL_COLUMNS = ["event.action", "user.name", "message"];

interface RowStart {
  readonly time: Timestamp;
  readonly host: string;
}

/** Time and host, which every row has. */
function startOf<Row>({ when, host }: ColumnReaders<Row>, row: Row): RowStart | string {
  const time = when.of(row);
  if (typeof time === "string") return time;
  const name = host.of(row);
  return name === undefined ? "The row names no host." : { time, host: name };
}

function processCells<Row>(columns: ColumnReaders<Row>) {
  return {
    pid: columns.count("process.pid"),
    name: columns.text("process.name"),
    executable: columns.text("process.executable"),
    commandLine: columns.text("process.command_line"),
    parentPid: columns.count("process.parent.pid"),
    parentName: columns.text("process.parent.name"),
    parentExecutable: columns.text("process.parent.executable"),
    entityId: columns.text("process.entity_id"),
    started: columns.time("process.start"),
    ended: columns.time("process.end"),
    hash: columns.text("process.hash.sha256"),
    originalFileName: columns.text("process.pe.original_file_name"),
    trusted: columns.word("process.code_signature.trusted", truth),
    container: columns.text("container.name"),
    user: columns.text("user.name"),
    cpu: columns.number("process.cpu.utilization"),
    memory: columns.number("process.memory.usage"),
    readBytes: columns.number("process.disk.io{disk.io.direction=read}"),
    writeBytes: columns.number("process.disk.io{disk.io.direction=write}"),
  };
}

class ProcessRows<Row> implements RowReader<Row> {
  readonly #sink: ImportSink;
  readonly #columns: ColumnReaders<Row>;
  readonly #cells: ReturnType<typeof processCells<Row>>;

  constructor(sink: ImportSink, columns: ColumnReaders<Row>) {
    this.#sink = sink;
    this.#columns = columns;
    this.#cells = processCells(columns);
  }

  read(cells: Row, line: number): string | undefined {
    const row = startOf(this.#columns, cells);
    if (typeof row === "string") return row;
    const id = this.#cells.pid.of(cells);
    if (id === undefined) return "The row has no process id.";
    const path = this.#cells.executable.of(cells);
    const called = this.#cells.name.of(cells) ?? fileNameOf(path);
    if (called === undefined) return "The row names no process.";
    const stored = this.#sink.process(
      {
        host: row.host,
        pid: id,
        entityId: this.#cells.entityId.of(cells),
        name: called,
        executable: path,
        commandLine: this.#cells.commandLine.of(cells),
        parentPid: this.#cells.parentPid.of(cells),
        parentName: this.#cells.parentName.of(cells),
        parentExecutable: this.#cells.parentExecutable.of(cells),
        user: this.#cells.user.of(cells),
        start: this.#cells.started.of(cells),
        end: this.#cells.ended.of(cells),
        hash: this.#cells.hash.of(cells),
        originalFileName: this.#cells.originalFileName.of(cells),
        signed: this.#cells.trusted.of(cells),
        container: this.#cells.container.of(cells),
      },
      row.time,
      line,
    );
    const usage = {
      time: row.time,
      cpu: this.#cells.cpu.of(cells),
      memory: this.#cells.memory.of(cells),
      readBytes: this.#cells.readBytes.of(cells),
      writeBytes: this.#cells.writeBytes.of(cells),
    };
    const isMeasured = usage.cpu ?? usage.memory ?? usage.readBytes ?? usage.writeBytes;
    if (isMeasured !== undefined) this.#sink.processUsage(stored, usage);
    return undefined;
  }
}

function connectionCells<Row>(columns: ColumnReaders<Row>) {
  return {
    pid: columns.count("process.pid"),
    processName: columns.text("process.name"),
    entityId: columns.text("process.entity_id"),
    transport: columns.word("network.transport", (name) => name.toLowerCase()),
    direction: columns.word("network.direction", directionOf),
    application: columns.text("network.protocol"),
    sourceIp: columns.ip("source.ip"),
    sourcePort: columns.count("source.port", 65_535),
    sourceBytes: columns.number("source.bytes"),
    destinationIp: columns.ip("destination.ip"),
    destinationPort: columns.count("destination.port", 65_535),
    destinationDomain: columns.text("destination.domain"),
    destinationBytes: columns.number("destination.bytes"),
    duration: columns.number("event.duration"),
    state: columns.text("connection.state"),
  };
}

class ConnectionRows<Row> implements RowReader<Row> {
  readonly #sink: ImportSink;
  readonly #columns: ColumnReaders<Row>;
  readonly #cells: ReturnType<typeof connectionCells<Row>>;

  constructor(sink: ImportSink, columns: ColumnReaders<Row>) {
    this.#sink = sink;
    this.#columns = columns;
    this.#cells = connectionCells(columns);
  }

  read(cells: Row, line: number): string | undefined {
    const row = startOf(this.#columns, cells);
    if (typeof row === "string") return row;
    const remote = { ip: this.#cells.destinationIp.of(cells), domain: this.#cells.destinationDomain.of(cells) };
    const local = this.#cells.sourceIp.of(cells);
    if (remote.ip === undefined && remote.domain === undefined && local === undefined) {
      return "The row names neither end of the connection.";
    }
    const seconds = this.#cells.duration.of(cells);
    if (seconds !== undefined && seconds < 0) return "The connection's duration is negative.";
    const seen = this.#cells.direction.of(cells);
    const sent = { source: this.#cells.sourceBytes.of(cells), destination: this.#cells.destinationBytes.of(cells) };
    this.#sink.connection(
      {
        host: row.host,
        start: row.time,
        durationSeconds: seconds,
        transport: this.#cells.transport.of(cells),
        direction: seen,
        sourceIp: local,
        sourcePort: this.#cells.sourcePort.of(cells),
        destinationIp: remote.ip,
        destinationPort: this.#cells.destinationPort.of(cells),
        destinationDomain: remote.domain,
        bytesOut: seen === "inbound" ? sent.destination : sent.source,
        bytesIn: seen === "inbound" ? sent.source : sent.destination,
        pid: this.#cells.pid.of(cells),
        processName: this.#cells.processName.of(cells),
        entityId: this.#cells.entityId.of(cells),
        application: this.#cells.application.of(cells),
        state: this.#cells.state.of(cells),
      },
      line,
    );
    return undefined;
  }
}

function controlCells<Row>(columns: ColumnReaders<Row>) {
  return {
    action: columns.text("event.action"),
    user: columns.text("user.name"),
    message: columns.text("message"),
  };
}

class ControlRows<Row> implements RowReader<Row> {
  readonly #sink: ImportSink;
  readonly #columns: ColumnReaders<Row>;
  readonly #cells: ReturnType<typeof controlCells<Row>>;

  constructor(sink: ImportSink, columns: ColumnReaders<Row>) {
    this.#sink = sink;
    this.#columns = columns;
    this.#cells = controlCells(columns);
  }

  read(cells: Row, line: number): string | undefined {
    const row = startOf(this.#columns, cells);
    if (typeof row === "string") return row;
    const what = this.#cells.action.of(cells);
    if (what === undefined) return "The row names no action.";
    this.#sink.control(
      { ...row, action: what, user: this.#cells.user.of(cells), message: this.#cells.message.of(cells) ?? "" },
      line,
    );
    return undefined;
  }
}

function fileNameOf(path: string | undefined): string | undefined {
  const name = path?.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return name === "" ? undefined : name;
}

function truth(text: string): boolean | undefined {
  if (/^(true|yes|1|valid|signed)$/i.test(text)) return true;
  return /^(false|no|0|invalid|unsigned)$/i.test(text) ? false : undefined;
}

function directionOf(text: string): "outbound" | "inbound" | undefined {
  if (/^(outbound|egress|outgoing|out)$/i.test(text)) return "outbound";
  return /^(inbound|ingress|incoming|in)$/i.test(text) ? "inbound" : undefined;
}

/** A reader of the rows of a table of that kind. */
export function eventRows<Row>(
  kind: "processes" | "connections" | "controls",
  sink: ImportSink,
  columns: ColumnReaders<Row>,
): RowReader<Row> {
  switch (kind) {
    case "processes":
      return new ProcessRows(sink, columns);
    case "connections":
      return new ConnectionRows(sink, columns);
    case "controls":
      return new ControlRows(sink, columns);
  }
}
