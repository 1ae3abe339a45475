/**
 * `sadf -j`: what sysstat's collector recorded on a Linux machine, as one JSON document that is read in a stream.
 *
 * All values are rates or gauges already. Times are UTC unless somebody asked sadf for local time, and the zone it then
 * prints is not dependable: 15:20 in summer is labelled CET by a machine at UTC+2.
 */
import type { Importer, ImportSink, SourceFacts } from "../importer.ts";
import { asObject, parseJson } from "../reading/json-records.ts";
import { sampleColumns } from "../reading/sample-columns.ts";
import { timeReader } from "../reading/times.ts";
import { UTC } from "../../base/zone.ts";
import { documentWalker, type WalkedEntry } from "./sysstat/document-walker.ts";
import { readStatistics, timeOf, unwrap } from "./sysstat/statistics-entry.ts";

const ARRAYS = new Set(["statistics", "restarts", "comments"]);

export const sadfJson: Importer = {
  id: "sadf-json",
  describes: "sysstat recordings as JSON (sadf -j)",
  example: [
    '{"sysstat": {"hosts": [{"nodename": "build-07", "number-of-cpus": 8, "statistics": [',
    '  {"timestamp": {"date": "2026-11-24", "time": "10:05:00", "utc": 1, "interval": 300},',
    '   "cpu-load": [{"cpu": "all", "user": 3.10, "nice": 0.00, "system": 1.20, "iowait": 0.10, "steal": 0.00, "idle": 95.60}]}',
    "]}]}}",
  ].join("\n"),

  sniff({ text }): number {
    if (!/^\s*\{\s*"sysstat"\s*:\s*\{\s*"hosts"/.test(text)) return 0;
    if (/"timestamp"\s*:\s*\{\s*"(?:date|time)"/.test(text)) return 1;
    return /"(?:file-date|file-utc-time|restarts)"\s*:/.test(text) ? 0.9 : 0;
  },

  async read(text, facts, sink, signal): Promise<void> {
    const reader = entryReader(facts, sink);
    const walker = documentWalker(ARRAYS, {
      field: reader.field,
      entry: reader.entry,
      broken: (line, reason, raw) => sink.reject(line, reason, raw),
    });
    for await (const bytes of text.bytes()) {
      signal.throwIfAborted();
      walker.write(bytes);
      if (walker.isBroken) break;
    }
    walker.end();
    reader.end();
  },
};

function entryReader(facts: SourceFacts, sink: ImportSink) {
  const columns = sampleColumns(sink);
  const read = {
    utc: timeReader("iso", UTC, () => undefined),
    epoch: timeReader("epoch-s", UTC, () => undefined),
    local: timeReader("iso", facts.zone, (note) => sink.note(note)),
  };
  let host = facts.host;
  let logicalCpus: number | undefined;
  let isKnown = false;

  const hostName = (): string => {
    if (host === undefined) sink.note("The recording names no host and nobody stated one: it is called unknown-host.");
    return sink.hostName(host ?? "unknown-host");
  };

  const statistics = (entry: Readonly<Record<string, unknown>>, line: number, raw: string): void => {
    const time = timeOf(asObject(entry["timestamp"]), read);
    if (typeof time === "string") {
      sink.reject(line, time, raw);
      return;
    }
    const name = hostName();
    const count = readStatistics(entry, (metric, instance, value) => columns.add(name, metric, instance, time, value));
    if (count > 0) keep();
    else sink.skip("entries without a metric that is kept");
  };

  const event = (array: string, entry: Readonly<Record<string, unknown>>, line: number, raw: string): void => {
    const isComment = array === "comments";
    const content = unwrap(entry, isComment ? "comment" : "boot");
    const time = timeOf(content, read);
    if (typeof time === "string") {
      sink.reject(line, time, raw);
      return;
    }
    const cpus = content["cpu_count"];
    if (typeof cpus === "number") logicalCpus = cpus;
    const written = content["com"];
    const message = isComment
      ? `sysstat comment: ${typeof written === "string" ? written : ""}`
      : `The system started${typeof cpus === "number" ? ` with ${String(cpus)} CPUs` : ""}.`;
    const action = isComment ? "comment" : "system-started";
    sink.control({ host: hostName(), time, action, user: undefined, message }, line);
    keep();
  };

  const keep = (): void => {
    sink.stored();
    isKnown = true;
  };

  /** A host is told of once something of it was stored. */
  const describeHost = (): void => {
    if (isKnown && host !== undefined && logicalCpus !== undefined)
      sink.host({ name: sink.hostName(host), logicalCpus });
    logicalCpus = undefined;
    isKnown = false;
  };

  return {
    field(key: string, value: string): void {
      if (key === "nodename") {
        describeHost();
        host = value;
      } else if (key === "number-of-cpus" && /^\d{1,5}$/.test(value)) {
        logicalCpus = Number(value);
      }
    },
    entry({ array, text, line }: WalkedEntry): void {
      const entry = asObject(parseJson(text));
      if (entry === undefined) sink.reject(line, "The entry is no JSON.", text);
      else if (array === "statistics") statistics(entry, line, text);
      else event(array, entry, line, text);
    },
    end(): void {
      columns.flush();
      describeHost();
    },
  };
}
