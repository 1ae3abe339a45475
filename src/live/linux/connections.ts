/** Open connections of a Linux machine with the processes that hold them, from /proc/net and the processes' open files. */
import { readdirSync } from "node:fs";
import type { ConnectionReading, ProcessReading } from "../machine-reading.ts";
import { linkOf, textOf } from "./processes.ts";

export interface Socket {
  readonly transport: string;
  readonly localIp: string;
  readonly localPort: number;
  readonly remoteIp: string;
  readonly remotePort: number;
  readonly state: "established" | "listen" | "other";
  readonly inode: string;
}

const ESTABLISHED = "01";
const LISTEN = "0A";
const FILES = [
  ["tcp", "tcp"],
  ["tcp", "tcp6"],
  ["udp", "udp"],
  ["udp", "udp6"],
] as const;

export function readConnections(processes: readonly ProcessReading[], root = "/proc"): ConnectionReading[] {
  const sockets = FILES.flatMap(([transport, file]) => parseSockets(transport, textOf(`${root}/net/${file}`) ?? ""));
  const listening = new Set(
    sockets
      .filter(({ state }) => state === "listen")
      .map(({ transport, localPort }) => `${transport} ${String(localPort)}`),
  );
  const open = sockets.filter(({ state, remoteIp }) => state === "established" && !isLoopback(remoteIp));
  const owners = open.length === 0 ? new Map<string, ProcessReading>() : ownersOf(open, processes, root);
  return open.map((socket) => {
    const isInbound = listening.has(`${socket.transport} ${String(socket.localPort)}`);
    const local = { ip: socket.localIp, port: socket.localPort };
    const remote = { ip: socket.remoteIp, port: socket.remotePort };
    const [source, destination] = isInbound ? [remote, local] : [local, remote];
    const owner = owners.get(socket.inode);
    return {
      transport: socket.transport,
      direction: isInbound ? "inbound" : "outbound",
      sourceIp: source.ip,
      sourcePort: source.port,
      destinationIp: destination.ip,
      destinationPort: destination.port,
      pid: owner?.record.pid,
      processName: owner?.record.name,
      state: "ESTABLISHED",
    };
  });
}

/** Rows of /proc/net/tcp and its like: addresses in hexadecimal, each group of four bytes in the machine's own order. */
export function parseSockets(transport: string, table: string): Socket[] {
  return table
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      const [, local = "", remote = "", code] = fields;
      const inode = fields[9];
      if (inode === undefined) return [];
      const [localIp, localPort] = parseEndPoint(local);
      const [remoteIp, remotePort] = parseEndPoint(remote);
      const isConnected = code === ESTABLISHED && remotePort !== 0;
      const state = isConnected ? "established" : code === LISTEN ? "listen" : "other";
      return [{ transport, localIp, localPort, remoteIp, remotePort, state, inode } as const];
    });
}

function parseEndPoint(text: string): [ip: string, port: number] {
  const [address = "", port = "0"] = text.split(":");
  const groups = (address.match(/.{8}/g) ?? []).map((group) => (group.match(/../g) ?? []).reverse());
  const bytes = groups.flat().map((byte) => Number.parseInt(byte, 16));
  return [addressOf(bytes), Number.parseInt(port, 16)];
}

function addressOf(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (isMapped) return bytes.slice(12).join(".");
  const words: string[] = [];
  for (let index = 0; index < bytes.length; index += 2) {
    words.push(((bytes[index] ?? 0) * 256 + (bytes[index + 1] ?? 0)).toString(16));
  }
  // The longest run of zero words is written as "::" (RFC 5952).
  const runs = [...words.join(":").matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length);
  const run = runs[0];
  if (run === undefined) return words.join(":");
  const text = words.join(":");
  const before = text.slice(0, run.index);
  const after = text.slice(run.index + run[0].length).replace(/^:/, "");
  return `${before}::${after}`;
}

function isLoopback(ip: string): boolean {
  return ip.startsWith("127.") || ip === "::1";
}

/** Which process has which socket open; those of other users may not be seen. */
function ownersOf(
  sockets: readonly Socket[],
  processes: readonly ProcessReading[],
  root: string,
): ReadonlyMap<string, ProcessReading> {
  const wanted = new Set(sockets.map(({ inode }) => inode));
  const owners = new Map<string, ProcessReading>();
  for (const process of processes) {
    const folder = `${root}/${String(process.record.pid)}/fd`;
    for (const file of filesIn(folder)) {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`${folder}/${file}`) ?? "")?.[1];
      if (inode !== undefined && wanted.has(inode)) owners.set(inode, process);
    }
    if (owners.size === wanted.size) break;
  }
  return owners;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
