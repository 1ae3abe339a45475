/** A sink that keeps what a format gives, and texts to feed a format with, for tests without a workspace. */
import { timestamp, type Timestamp } from "../../src/base/time.ts";
import { decideEncoding } from "../../src/importers/decode/encoding.ts";
import { fileText } from "../../src/importers/decode/file-text.ts";
import type { FileText, ImportSink, SourceFacts } from "../../src/importers/importer.ts";
import type { ConnectionRecord, ControlEvent, ProcessRecord, ProcessUsage } from "../../src/model/events.ts";
import type { Host, Subject, SystemClass } from "../../src/model/fleet.ts";
import type { Justification } from "../../src/model/justification.ts";

export interface MemorySink extends ImportSink {
  /** `host metric instance` → [time, value] in the order they came. */
  readonly series: Map<string, [Timestamp, number][]>;
  readonly processes: ProcessRecord[];
  readonly usages: { processId: number; usage: ProcessUsage }[];
  readonly connections: ConnectionRecord[];
  readonly controls: ControlEvent[];
  readonly justifications: Justification[];
  readonly hosts: (Partial<Host> & { readonly name: string })[];
  readonly classes: SystemClass[];
  readonly subjects: Subject[];
  readonly contents: string[];
  readonly skips: Map<string, number>;
  readonly rejects: { line: number; reason: string; raw: string }[];
  readonly notes: Map<string, number>;
  readonly storedCount: () => number;
}

const count = (map: Map<string, number>, key: string, by = 1): void => void map.set(key, (map.get(key) ?? 0) + by);

/** `aliases` maps what a source writes to the workspace's name. */
export function memorySink(aliases: Readonly<Record<string, string>> = {}): MemorySink {
  let stored = 0;
  const sink: MemorySink = {
    series: new Map(),
    processes: [],
    usages: [],
    connections: [],
    controls: [],
    justifications: [],
    hosts: [],
    classes: [],
    subjects: [],
    contents: [],
    skips: new Map(),
    rejects: [],
    notes: new Map(),
    storedCount: () => stored,
    samples(key, times, values, size) {
      const name = `${key.host} ${key.metric}${key.instance === "" ? "" : ` ${key.instance}`}`;
      const list = sink.series.get(name) ?? [];
      for (let index = 0; index < size; index += 1) {
        list.push([timestamp(times[index] ?? Number.NaN), values[index] ?? Number.NaN]);
      }
      sink.series.set(name, list);
    },
    process(record) {
      sink.processes.push(record);
      return sink.processes.length;
    },
    processUsage: (processId, usage) => void sink.usages.push({ processId, usage }),
    connection: (record) => void sink.connections.push(record),
    control: (event) => void sink.controls.push(event),
    justification: (record) => void sink.justifications.push(record),
    host: (host) => void sink.hosts.push(host),
    systemClass: (value) => void sink.classes.push(value),
    subject: (value) => void sink.subjects.push(value),
    content: (text) => void sink.contents.push(text),
    stored: (records = 1) => void (stored += records),
    skip: (kind, records = 1) => count(sink.skips, kind, records),
    reject: (line, reason, raw) => void sink.rejects.push({ line, reason, raw }),
    note: (text) => count(sink.notes, text),
    noteOnce: (text) => void sink.notes.set(text, 1),
    hostName: (written) => aliases[written] ?? written,
  };
  return sink;
}

/** Text or bytes as a format gets it, cut into pieces of `pieceSize` bytes. */
export function textFrom(
  content: string | Uint8Array,
  sink: Pick<ImportSink, "note" | "reject"> = memorySink(),
  pieceSize = 64 * 1024,
): FileText {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return fileText(() => pieces(bytes, pieceSize), {
    encoding: decideEncoding(bytes),
    note: sink.note,
    onOverlong: (line, beginning) => sink.reject(line, "The line is too long.", beginning),
  });
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

export const noFacts: SourceFacts = { host: undefined, zone: undefined, fileName: "file.txt", mapping: undefined };

/** All that an asynchronous list of batches gives. */
export async function flatten<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}
