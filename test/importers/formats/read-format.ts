/**
 * Runs one importer over bytes, in small pieces, through the real decoding, and records everything that it gives.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Timestamp } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import { decideEncoding } from "../../../src/importers/decode/encoding.ts";
import { fileText } from "../../../src/importers/decode/file-text.ts";
import type { FileHead, Importer, ImportSink } from "../../../src/importers/importer.ts";
import type { ConnectionRecord, ControlEvent, ProcessRecord, ProcessUsage } from "../../../src/model/events.ts";
import type { Host } from "../../../src/model/fleet.ts";
import type { Justification } from "../../../src/model/justification.ts";
import { findMetric } from "../../../src/model/metrics.ts";

type Located<T> = T & { readonly locator: number };

export interface Imported {
  readonly counts: { readonly stored: number; readonly skipped: number; readonly rejected: number };
  readonly rejects: readonly { readonly line: number; readonly reason: string; readonly raw: string }[];
  readonly skips: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
  /** By `host metric instance`: times in microseconds with values. */
  readonly samples: ReadonlyMap<string, readonly (readonly [number, number])[]>;
  readonly processes: readonly (Located<ProcessRecord> & { readonly seen: Timestamp })[];
  /** `process` is the index into `processes`. */
  readonly usages: readonly (ProcessUsage & { readonly process: number })[];
  readonly connections: readonly Located<ConnectionRecord>[];
  readonly controls: readonly Located<ControlEvent>[];
  readonly justifications: readonly Located<Justification>[];
  readonly hosts: readonly (Partial<Host> & { readonly name: string })[];
}

export interface ReadOptions {
  readonly fileName?: string;
  readonly host?: string;
  readonly zone?: Zone | undefined;
  /** Bytes of each piece of the stream: small ones put their edges everywhere. */
  readonly pieceBytes?: number;
  readonly longestLine?: number;
}

export async function readFormat(
  importer: Importer,
  content: string | Uint8Array,
  options: ReadOptions = {},
): Promise<Imported> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const { sink, imported } = recordingSink();
  const text = fileText(() => pieces(bytes, options.pieceBytes ?? 1_000), {
    encoding: decideEncoding(bytes),
    note: (note) => sink.note(note),
    onOverlong: (line, beginning) => sink.reject(line, "The line is too long.", beginning),
    ...(options.longestLine === undefined ? {} : { longestLine: options.longestLine }),
  });
  const facts = {
    host: options.host,
    zone: options.zone,
    fileName: options.fileName ?? "file.txt",
    mapping: undefined,
  };
  await importer.read(text, facts, sink, new AbortController().signal);
  if (imported.counts.stored === 0 && givesAnything(imported))
    throw new Error("Something was given and nothing stored.");
  return imported;
}

function givesAnything({ samples, processes, connections, controls, justifications, hosts }: Imported): boolean {
  return [processes, connections, controls, justifications, hosts].some(({ length }) => length > 0) || samples.size > 0;
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

export function recordingSink(): { sink: ImportSink; imported: Imported } {
  const counts = { stored: 0, skipped: 0, rejected: 0 };
  const rejects: Imported["rejects"][number][] = [];
  const skips: Record<string, number> = {};
  const notes: string[] = [];
  const samples = new Map<string, [number, number][]>();
  const processes: Imported["processes"][number][] = [];
  const usages: Imported["usages"][number][] = [];
  const connections: Imported["connections"][number][] = [];
  const controls: Imported["controls"][number][] = [];
  const justifications: Imported["justifications"][number][] = [];
  const hosts: Imported["hosts"][number][] = [];
  const sink: ImportSink = {
    samples(series, times, values, count) {
      if (findMetric(series.metric) === undefined) throw new Error(`"${series.metric}" is not in the registry.`);
      const key = `${series.host} ${series.metric} ${series.instance}`.trimEnd();
      const known = samples.get(key) ?? [];
      for (let index = 0; index < count; index++) known.push([times[index] ?? NaN, values[index] ?? NaN]);
      samples.set(key, known);
    },
    process: (record, seen, locator) => processes.push({ ...record, seen, locator }) - 1,
    processUsage: (process, usage) => void usages.push({ ...usage, process }),
    connection: (record, locator) => void connections.push({ ...record, locator }),
    control: (event, locator) => void controls.push({ ...event, locator }),
    justification: (record, locator) => void justifications.push({ ...record, locator }),
    content: () => undefined,
    host: (host) => void hosts.push(host),
    systemClass: () => undefined,
    subject: () => undefined,
    stored: (records = 1) => void (counts.stored += records),
    skip(kind, records = 1) {
      counts.skipped += records;
      skips[kind] = (skips[kind] ?? 0) + records;
    },
    reject(line, reason, raw) {
      counts.rejected++;
      rejects.push({ line, reason, raw });
    },
    note: (text) => void (notes.includes(text) || notes.push(text)),
    noteOnce: (text) => void (notes.includes(text) || notes.push(text)),
    hostName: (written) => written,
  };
  const imported = {
    counts,
    rejects,
    skips,
    notes,
    samples,
    processes,
    usages,
    connections,
    controls,
    justifications,
    hosts,
  };
  return { sink, imported };
}

export function headOf(content: string | Uint8Array, name = "file.txt"): FileHead {
  const text = (typeof content === "string" ? content : new TextDecoder().decode(content)).slice(0, 65_536);
  return { name, text, lines: text.split(/\r?\n/) };
}

const TEST_DATA = process.env["PLIMSOLL_TEST_DATA"];
export const hasTestData = TEST_DATA !== undefined && existsSync(TEST_DATA);
export const noTestData = "needs the real files that PLIMSOLL_TEST_DATA points to";

/** A real export below the folder of test data. */
export function realFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(TEST_DATA ?? "", path)));
}
