/**
 * Flows as nfdump writes them with `-o csv`: the wide columns up to 1.7.4 and the short ones since. Times are in the
 * zone of the machine that wrote the file. Up to 1.7.4 the file ends with a summary, which is no flow.
 */
import type { ConnectionRecord } from "../../model/events.ts";
import { SECOND } from "../../base/time.ts";
import type { Importer, SourceFacts, ImportSink } from "../importer.ts";
import type { CsvRow } from "../reading/csv-rows.ts";
import { columnPositions, csvTable } from "../reading/csv-table.ts";
import { normaliseIp } from "../reading/ip-address.ts";
import { parseCount, parseNumber } from "../reading/numbers.ts";
import { timeReader, type TimeReading } from "../reading/times.ts";
import { conversations, type Conversation, type Flow } from "./nfdump/conversations.ts";
import { ownEnd, unknownAddressesNote } from "../reading/own-end.ts";

/** The names of one column in both sets. */
const COLUMNS = {
  start: ["ts", "firstseen"],
  duration: ["td", "duration"],
  transport: ["pr", "proto"],
  fromIp: ["sa", "srcaddr"],
  fromPort: ["sp", "srcport"],
  toIp: ["da", "dstaddr"],
  toPort: ["dp", "dstport"],
  bytes: ["ibyt", "bytes"],
  bytesBack: ["obyt"],
} as const;
type Column = keyof typeof COLUMNS;

const NEEDED: readonly Column[] = ["start", "duration", "transport", "fromIp", "toIp", "fromPort", "toPort"];

export const nfdumpCsv: Importer = {
  id: "nfdump-csv",
  describes: "nfdump flows, nfdump -o csv",
  example: [
    "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows",
    "2026-03-02 09:14:05.120,299.870,TCP,10.0.4.7,50312,203.0.113.9,14444,61,9344,1",
  ].join("\n"),

  sniff({ lines }): number {
    return isHeader((lines[0] ?? "").split(",")) ? 1 : 0;
  },

  async read(text, facts, sink, signal): Promise<void> {
    const table = await csvTable(text, { delimiter: "," }, sink, isHeader);
    if (table === undefined) return;
    const position = positionsOf(table.header);
    const readTime = timeReader("year-first", facts.zone, (note) => {
      sink.note(note);
    });
    const store = connectionStore(facts, sink);
    const joined = conversations(store.give);
    let isBelowSummary = false;
    for await (const rows of table.rows) {
      signal.throwIfAborted();
      for (const row of rows) {
        isBelowSummary ||= row.cells.length === 1 && row.cells[0]?.trim() === "Summary";
        if (isBelowSummary) {
          sink.skip("lines of the summary");
          continue;
        }
        const flow = flowOf(row, table.header.length, position, readTime);
        if (typeof flow === "string") {
          sink.reject(row.line, flow, row.raw);
          continue;
        }
        joined.add(flow);
        sink.stored();
      }
    }
    joined.end();
    store.end();
  },
};

function isHeader(header: readonly string[]): boolean {
  const position = positionsOf(header);
  return NEEDED.every((column) => position(column) !== undefined);
}

function positionsOf(header: readonly string[]): (column: Column) => number | undefined {
  const positions = columnPositions(header);
  return (column) => {
    const name = COLUMNS[column].find((candidate) => positions.has(candidate));
    return name === undefined ? undefined : positions.get(name);
  };
}

function flowOf(
  row: CsvRow,
  width: number,
  position: (column: Column) => number | undefined,
  readTime: (text: string) => TimeReading,
): Flow | string {
  if (row.cells.length !== width) return `The row has ${String(row.cells.length)} of ${String(width)} fields.`;
  const cell = (column: Column): string => row.cells[position(column) ?? -1]?.trim() ?? "";
  const start = readTime(cell("start"));
  if (typeof start === "string") return start;
  const fromIp = normaliseIp(cell("fromIp"));
  const toIp = normaliseIp(cell("toIp"));
  if (fromIp === undefined || toIp === undefined) return "The row does not name both addresses.";
  const duration = parseNumber(cell("duration"));
  if (duration === undefined || !(duration >= 0)) return `"${cell("duration").slice(0, 40)}" is not a duration.`;
  const transport = cell("transport").toLowerCase();
  const hasPorts = !transport.startsWith("icmp");
  return {
    start,
    durationSeconds: duration,
    transport,
    from: { ip: fromIp, port: hasPorts ? parseCount(cell("fromPort")) : undefined },
    to: { ip: toIp, port: hasPorts ? parseCount(cell("toPort")) : undefined },
    bytes: parseCount(cell("bytes")),
    bytesBack: parseCount(cell("bytesBack")),
    line: row.line,
  };
}

function connectionStore(facts: SourceFacts, sink: ImportSink) {
  const unknown = new Set<string>();
  return {
    give(conversation: Conversation): void {
      const own = ownEnd(conversation.client.ip, conversation.server.ip, facts, sink);
      if (!own.isKnown) unknown.add(own.host);
      sink.connection(connectionOf(conversation, own.host, own.isClient), conversation.line);
    },
    end(): void {
      if (unknown.size > 0) sink.note(unknownAddressesNote(unknown.size));
    },
  };
}

function connectionOf(conversation: Conversation, host: string, isClient: boolean): ConnectionRecord {
  const { start, end, transport, client, server, bytesFromClient, bytesFromServer } = conversation;
  return {
    host,
    start,
    durationSeconds: (end - start) / SECOND,
    transport,
    direction: isClient ? "outbound" : "inbound",
    sourceIp: client.ip,
    sourcePort: client.port,
    destinationIp: server.ip,
    destinationPort: server.port,
    destinationDomain: undefined,
    bytesOut: isClient ? bytesFromClient : bytesFromServer,
    bytesIn: isClient ? bytesFromServer : bytesFromClient,
    pid: undefined,
    processName: undefined,
    entityId: undefined,
    application: undefined,
    state: undefined,
  };
}
