/**
 * Flows are one-way, and an exporter cuts a long one into pieces at its active timeout. A conversation joins what
 * belongs to one connection again: both directions of one pair of ends, and the pieces that follow each other.
 */
import { SECOND, type Timestamp } from "../../../base/time.ts";

export interface FlowEnd {
  readonly ip: string;
  /** `undefined` for protocols without ports. */
  readonly port: number | undefined;
}

export interface Flow {
  readonly start: Timestamp;
  readonly durationSeconds: number;
  readonly transport: string;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  /** Bytes from `from` to `to`; `undefined` where the export does not say. */
  readonly bytes: number | undefined;
  /** Bytes back, where one record holds both directions. */
  readonly bytesBack: number | undefined;
  readonly line: number;
}

export interface Conversation {
  readonly start: Timestamp;
  readonly end: number;
  readonly transport: string;
  readonly client: FlowEnd;
  readonly server: FlowEnd;
  readonly bytesFromClient: number | undefined;
  readonly bytesFromServer: number | undefined;
  readonly line: number;
}

/** The usual active timeout of exporters: pieces further apart are connections of their own. */
const LONGEST_PAUSE = 300 * SECOND;
/** Conversations held at once: beyond it the oldest is given as it is. */
const MOST_OPEN = 200_000;
/** Linux takes ports for clients from here upwards; Windows and IANA (RFC 6335) from 49152. */
const FIRST_CLIENT_PORT = 32_768;

interface Open {
  readonly line: number;
  readonly transport: string;
  /** The ends as the first flow of the file has them; `opener` is the end whose flow began first. */
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  opener: FlowEnd;
  start: Timestamp;
  end: number;
  bytes: number | undefined;
  bytesBack: number | undefined;
}

/** Takes flows in any order and gives each conversation once, at the latest at `end`. */
export function conversations(give: (conversation: Conversation) => void): { add(flow: Flow): void; end(): void } {
  const open = new Map<string, Open>();
  return { add, end };

  function add(flow: Flow): void {
    const key = keyOf(flow);
    const known = open.get(key);
    const end = flow.start + flow.durationSeconds * SECOND;
    if (known !== undefined && flow.start <= known.end + LONGEST_PAUSE && end >= known.start - LONGEST_PAUSE) {
      extend(known, flow, end);
      return;
    }
    if (known !== undefined) close(key, known);
    const oldest = open.size < MOST_OPEN ? undefined : open.entries().next().value;
    if (oldest !== undefined) close(...oldest);
    const { line, transport, from, to, start, bytes, bytesBack } = flow;
    open.set(key, { line, transport, from, to, opener: from, start, end, bytes, bytesBack });
  }

  function end(): void {
    for (const [key, conversation] of open) close(key, conversation);
  }

  function close(key: string, conversation: Open): void {
    open.delete(key);
    give(directed(conversation));
  }
}

function extend(known: Open, flow: Flow, end: number): void {
  const isForward = isSame(flow.from, known.from);
  if (flow.start < known.start) {
    known.start = flow.start;
    known.opener = flow.from;
  }
  known.end = Math.max(known.end, end);
  known.bytes = sum(known.bytes, isForward ? flow.bytes : flow.bytesBack);
  known.bytesBack = sum(known.bytesBack, isForward ? flow.bytesBack : flow.bytes);
}

/** The client is the end with a client's port where only one has it, else the end whose flow began first. */
function directed(open: Open): Conversation {
  const fromIsClient = isClientPort(open.from.port);
  const isForward = fromIsClient === isClientPort(open.to.port) ? isSame(open.opener, open.from) : fromIsClient;
  return {
    start: open.start,
    end: open.end,
    transport: open.transport,
    client: isForward ? open.from : open.to,
    server: isForward ? open.to : open.from,
    bytesFromClient: isForward ? open.bytes : open.bytesBack,
    bytesFromServer: isForward ? open.bytesBack : open.bytes,
    line: open.line,
  };
}

function isClientPort(port: number | undefined): boolean {
  return port !== undefined && port >= FIRST_CLIENT_PORT;
}

function isSame(one: FlowEnd, other: FlowEnd): boolean {
  return one.ip === other.ip && one.port === other.port;
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : one + (other ?? 0);
}

function keyOf({ transport, from, to }: Flow): string {
  const ends = [from, to].map(({ ip, port }) => `${ip} ${String(port)}`).sort();
  return `${transport} ${ends.join(" ")}`;
}
