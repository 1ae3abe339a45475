/**
 * Rows of the tidy tables of processes, connections and control events. Columns are found by name, which a mapping of a
 * foreign table may give as well as a tidy header.
 */
import type { Timestamp } from "../../../base/time.ts";
import type { ImportSink } from "../../importer.ts";
import type { ColumnReaders } from "./column-readers.ts";

/** Stores one row, or returns why it must be rejected. */
export type RowReader<Row = readonly string[]> = (row: Row, line: number) => string | undefined;

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
function rowStart<Row>({ when, host }: ColumnReaders<Row>): (row: Row) => RowStart | string {
  return (row) => {
    const time = when(row);
    if (typeof time === "string") return time;
    const name = host(row);
    return name === undefined ? "The row names no host." : { time, host: name };
  };
}

function processRows<Row>(sink: ImportSink, columns: ColumnReaders<Row>): RowReader<Row> {
  const start = rowStart(columns);
  const { text, word, number, count, time } = columns;
  const pid = count("process.pid");
  const name = text("process.name");
  const executable = text("process.executable");
  const commandLine = text("process.command_line");
  const parentPid = count("process.parent.pid");
  const parentName = text("process.parent.name");
  const parentExecutable = text("process.parent.executable");
  const entityId = text("process.entity_id");
  const started = time("process.start");
  const ended = time("process.end");
  const hash = text("process.hash.sha256");
  const originalFileName = text("process.pe.original_file_name");
  const trusted = word("process.code_signature.trusted", truth);
  const container = text("container.name");
  const user = text("user.name");
  const cpu = number("process.cpu.utilization");
  const memory = number("process.memory.usage");
  const readBytes = number("process.disk.io{disk.io.direction=read}");
  const writeBytes = number("process.disk.io{disk.io.direction=write}");

  return (cells, line) => {
    const row = start(cells);
    if (typeof row === "string") return row;
    const id = pid(cells);
    if (id === undefined) return "The row has no process id.";
    const path = executable(cells);
    const called = name(cells) ?? fileNameOf(path);
    if (called === undefined) return "The row names no process.";
    const stored = sink.process(
      {
        host: row.host,
        pid: id,
        entityId: entityId(cells),
        name: called,
        executable: path,
        commandLine: commandLine(cells),
        parentPid: parentPid(cells),
        parentName: parentName(cells),
        parentExecutable: parentExecutable(cells),
        user: user(cells),
        start: started(cells),
        end: ended(cells),
        hash: hash(cells),
        originalFileName: originalFileName(cells),
        signed: trusted(cells),
        container: container(cells),
      },
      row.time,
      line,
    );
    const usage = {
      time: row.time,
      cpu: cpu(cells),
      memory: memory(cells),
      readBytes: readBytes(cells),
      writeBytes: writeBytes(cells),
    };
    const isMeasured = usage.cpu ?? usage.memory ?? usage.readBytes ?? usage.writeBytes;
    if (isMeasured !== undefined) sink.processUsage(stored, usage);
    return undefined;
  };
}

function connectionRows<Row>(sink: ImportSink, columns: ColumnReaders<Row>): RowReader<Row> {
  const start = rowStart(columns);
  const { text, word, number, count, ip } = columns;
  const pid = count("process.pid");
  const processName = text("process.name");
  const entityId = text("process.entity_id");
  const transport = word("network.transport", (name) => name.toLowerCase());
  const direction = word("network.direction", directionOf);
  const application = text("network.protocol");
  const sourceIp = ip("source.ip");
  const sourcePort = count("source.port", 65_535);
  const sourceBytes = number("source.bytes");
  const destinationIp = ip("destination.ip");
  const destinationPort = count("destination.port", 65_535);
  const destinationDomain = text("destination.domain");
  const destinationBytes = number("destination.bytes");
  const duration = number("event.duration");
  const state = text("connection.state");

  return (cells, line) => {
    const row = start(cells);
    if (typeof row === "string") return row;
    const remote = { ip: destinationIp(cells), domain: destinationDomain(cells) };
    const local = sourceIp(cells);
    if (remote.ip === undefined && remote.domain === undefined && local === undefined) {
      return "The row names neither end of the connection.";
    }
    const seconds = duration(cells);
    if (seconds !== undefined && seconds < 0) return "The connection's duration is negative.";
    const seen = direction(cells);
    const sent = { source: sourceBytes(cells), destination: destinationBytes(cells) };
    sink.connection(
      {
        host: row.host,
        start: row.time,
        durationSeconds: seconds,
        transport: transport(cells),
        direction: seen,
        sourceIp: local,
        sourcePort: sourcePort(cells),
        destinationIp: remote.ip,
        destinationPort: destinationPort(cells),
        destinationDomain: remote.domain,
        bytesOut: seen === "inbound" ? sent.destination : sent.source,
        bytesIn: seen === "inbound" ? sent.source : sent.destination,
        pid: pid(cells),
        processName: processName(cells),
        entityId: entityId(cells),
        application: application(cells),
        state: state(cells),
      },
      line,
    );
    return undefined;
  };
}

function controlRows<Row>(sink: ImportSink, columns: ColumnReaders<Row>): RowReader<Row> {
  const start = rowStart(columns);
  const { text } = columns;
  const action = text("event.action");
  const user = text("user.name");
  const message = text("message");
  return (cells, line) => {
    const row = start(cells);
    if (typeof row === "string") return row;
    const what = action(cells);
    if (what === undefined) return "The row names no action.";
    sink.control({ ...row, action: what, user: user(cells), message: message(cells) ?? "" }, line);
    return undefined;
  };
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

/** Readers of rows by the kind of their table. */
export const eventRows = { processes: processRows, connections: connectionRows, controls: controlRows };
