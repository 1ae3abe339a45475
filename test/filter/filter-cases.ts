/** Filters made at random, as a person could type them, each with what it means told in another way. */
import fc from "fast-check";
import type { ConnectionRecord } from "../../src/model/events.ts";
import { quoted } from "../../src/filter/complete-filter.ts";

export interface FilterCase {
  readonly text: string;
  readonly isMeant: (row: ConnectionRecord) => boolean;
}

/** Few values, so that conditions meet rows; with signs that LIKE, regular expressions and the language know. */
export const names = ["svchost.exe", "SVCHOST.EXE", "xmrig", "a%b", "a_b", "a\\b", 'say "hi"', "(x86)", "ü", ""];
export const ports = [0, 80, 443, 3333, 14433, 65535];

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const isThere = (name: string | undefined): name is string => name !== undefined && name !== "";

const condition: fc.Arbitrary<FilterCase> = fc.oneof(
  fc.constantFrom(...names.filter(isThere)).map((name) => ({
    text: `process.name:${quoted(name)}`,
    isMeant: ({ processName }: ConnectionRecord) => isThere(processName) && lower(processName) === lower(name),
  })),
  fc.constantFrom("svc", "a", "A\\", "%", "_", "ü").map((start) => ({
    text: `process.name:${start}*`,
    isMeant: ({ processName }: ConnectionRecord) => isThere(processName) && lower(processName).startsWith(lower(start)),
  })),
  fc.constantFrom("exe", "86", "b").map((part) => ({
    text: `process.name:*${part}?`,
    isMeant: ({ processName }: ConnectionRecord) =>
      isThere(processName) && lower(processName).slice(0, -1).endsWith(part) && processName.length > part.length,
  })),
  fc.constant({ text: "process.name:*", isMeant: ({ processName }: ConnectionRecord) => isThere(processName) }),
  fc.constantFrom("xmrig", "pool", "host-1", "HOST").map((word) => ({
    text: word,
    isMeant: (row: ConnectionRecord) =>
      [row.host, row.processName, row.destinationDomain].some((text) => lower(text ?? "").includes(lower(word))),
  })),
  fc.tuple(fc.constantFrom(...ports), fc.constantFrom(">", ">=", "<", "<=", ":", "!=")).map(([port, sign]) => ({
    text: `destination.port ${sign} ${String(port)}`,
    isMeant: ({ destinationPort }: ConnectionRecord) => isCompared(destinationPort, sign, port),
  })),
  fc.constantFrom(100, 5000).map((bytes) => ({
    text: `not host.network.egress.bytes < ${String(bytes)}`,
    isMeant: ({ bytesOut }: ConnectionRecord) => !(bytesOut !== undefined && bytesOut < bytes),
  })),
  fc.constantFrom("host-1", "host-2").map((host) => ({
    text: `host.name:${host.toUpperCase()}`,
    isMeant: (row: ConnectionRecord) => row.host === host,
  })),
);

function isCompared(value: number | undefined, sign: string, other: number): boolean {
  if (value === undefined) return sign === "!=";
  switch (sign) {
    case ">":
      return value > other;
    case ">=":
      return value >= other;
    case "<":
      return value < other;
    case "<=":
      return value <= other;
    case ":":
      return value === other;
    default:
      return value !== other;
  }
}

export const filterCase: fc.Arbitrary<FilterCase> = fc.letrec<{ filter: FilterCase }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    condition,
    tie("filter").map(({ text, isMeant }) => ({
      text: `not (${text})`,
      isMeant: (row: ConnectionRecord) => !isMeant(row),
    })),
    fc.tuple(tie("filter"), tie("filter"), fc.constantFrom(" and ", " ")).map(([a, b, word]) => ({
      text: `(${a.text})${word}(${b.text})`,
      isMeant: (row: ConnectionRecord) => a.isMeant(row) && b.isMeant(row),
    })),
    fc.tuple(tie("filter"), tie("filter")).map(([a, b]) => ({
      text: `(${a.text}) or (${b.text})`,
      isMeant: (row: ConnectionRecord) => a.isMeant(row) || b.isMeant(row),
    })),
  ),
})).filter;
