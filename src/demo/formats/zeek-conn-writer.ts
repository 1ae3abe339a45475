/** Zeek's conn.log in its own tab-separated form. A connection is logged when it closes, so rows come in order of ends. */
import { SECOND, toIso, type Timestamp } from "../../base/time.ts";
import type { Random } from "../../statistics/random.ts";
import type { Flow } from "../plan.ts";
import type { ByteWriter } from "./byte-writer.ts";

const FIELDS: readonly (readonly [name: string, type: string])[] = [
  ["ts", "time"],
  ["uid", "string"],
  ["id.orig_h", "addr"],
  ["id.orig_p", "port"],
  ["id.resp_h", "addr"],
  ["id.resp_p", "port"],
  ["proto", "enum"],
  ["service", "string"],
  ["duration", "interval"],
  ["orig_bytes", "count"],
  ["resp_bytes", "count"],
  ["conn_state", "string"],
  ["local_orig", "bool"],
  ["local_resp", "bool"],
  ["missed_bytes", "count"],
  ["history", "string"],
  ["orig_pkts", "count"],
  ["orig_ip_bytes", "count"],
  ["resp_pkts", "count"],
  ["resp_ip_bytes", "count"],
  ["tunnel_parents", "set[string]"],
];

const UID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HISTORY = { SF: "ShADadFf", RSTO: "ShADadR", RSTR: "ShADadr" } as const;

/** Bytes of IP and TCP headers a packet, and what a small packet carries. */
const HEADER_BYTES = 40;
const PACKET_BYTES = 620;

export function writeZeekHeader(writer: ByteWriter, opened: Timestamp): void {
  const column = (index: 0 | 1): string => FIELDS.map((field) => field[index]).join("\t");
  writer.text(
    `#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#open\t${logTime(opened)}\n`,
  );
  writer.text(`#fields\t${column(0)}\n#types\t${column(1)}\n`);
}

export function writeZeekConnection(writer: ByteWriter, flow: Flow, random: Random): void {
  let uid = "C";
  for (let letter = 0; letter < 17; letter += 1) uid += UID_LETTERS[Math.floor(62 * random.next())] ?? "A";
  const packetsOut = Math.ceil(flow.bytesOut / PACKET_BYTES) + 2;
  const packetsIn = Math.ceil(flow.bytesIn / PACKET_BYTES) + 2;
  writer.fixed(flow.start / SECOND, 6);
  writer.text(
    `\t${uid}\t${flow.host.ip}\t${flow.sourcePort}\t${flow.destinationIp}\t${flow.destinationPort}\t${flow.transport}\t${flow.application}\t`,
  );
  writer.fixed(flow.seconds, 6);
  const history = flow.transport === "udp" ? "Dd" : HISTORY[flow.state];
  const isLocal = flow.destinationIp.startsWith("10.") ? "T" : "F";
  writer.text(
    `\t${flow.bytesOut}\t${flow.bytesIn}\t${flow.state}\tT\t${isLocal}\t0\t${history}\t${packetsOut}\t${flow.bytesOut + HEADER_BYTES * packetsOut}\t${packetsIn}\t${flow.bytesIn + HEADER_BYTES * packetsIn}\t-\n`,
  );
}

export function writeZeekEnd(writer: ByteWriter, closed: Timestamp): void {
  writer.text(`#close\t${logTime(closed)}\n`);
}

function logTime(time: Timestamp): string {
  return toIso(time).slice(0, 19).replaceAll(/[T:]/g, "-");
}
