/**
 * Takes what a format gives for one source, counts it by itself, and passes it on to the workspace.
 *
 * The counts are the product's promise that nothing is lost unseen: `read = stored + skipped + rejected`. A format that
 * breaks it has a bug, and `finish` throws.
 */
import type { Host, Subject, SystemClass } from "../model/fleet.ts";
import { REJECT_RAW_LIMIT, REJECTS_KEPT, type SourceCounts } from "../model/source.ts";
import type { SourceRecords } from "../store/workspace.ts";
import type { ImportSink } from "./importer.ts";

/** What a source says about the fleet: merged into the workspace once the source is in. */
export interface FleetFacts {
  readonly hosts: readonly (Partial<Host> & { readonly name: string })[];
  readonly classes: readonly SystemClass[];
  readonly subjects: readonly Subject[];
}

export interface SourceSink extends ImportSink {
  readonly facts: FleetFacts;
  /** The counts and notes of the source, once the format has read it; throws where they cannot be right. */
  finish(): SourceCounts & { readonly notes: readonly string[] };
}

/** Different notes of one source; further ones are only counted. */
const MOST_NOTES = 500;

export function sourceSink(writer: SourceRecords, hostName: (written: string) => string): SourceSink {
  const hosts: (Partial<Host> & { readonly name: string })[] = [];
  const classes: SystemClass[] = [];
  const subjects: Subject[] = [];
  const notes = new Map<string, number>();
  const skips = new Map<string, number>();
  /** Processes so far: the writer numbers them from 1. */
  let processes = 0;
  let samples = 0;
  let events = 0;
  let read = 0;
  let stored = 0;
  let skipped = 0;
  let rejected = 0;
  /** Samples, events and facts given. */
  let given = 0;

  const end = (records: number): void => {
    if (!Number.isInteger(records) || records < 0) throw new Error(`a format counted ${records} records`);
    read += records;
  };

  return {
    facts: { hosts, classes, subjects },
    samples(series, times, values, count) {
      samples += count;
      given += count;
      writer.samples(series, times, values, count);
    },
    process(record, seen, locator) {
      const id = writer.process(record, seen, locator);
      given += 1;
      if (id > processes) {
        processes = id;
        events += 1;
      }
      return id;
    },
    processUsage(processId, usage) {
      samples += 1;
      given += 1;
      writer.processUsage(processId, usage);
    },
    connection(record, locator) {
      events += 1;
      given += 1;
      writer.connection(record, locator);
    },
    control(event, locator) {
      events += 1;
      given += 1;
      writer.control(event, locator);
    },
    justification(record, locator) {
      events += 1;
      given += 1;
      writer.justification(record, locator);
    },
    host(host) {
      given += 1;
      hosts.push(host);
    },
    systemClass(value) {
      given += 1;
      classes.push(value);
    },
    subject(value) {
      given += 1;
      subjects.push(value);
    },
    stored(records = 1) {
      end(records);
      stored += records;
    },
    skip(kind, records = 1) {
      end(records);
      skipped += records;
      skips.set(kind, (skips.get(kind) ?? 0) + records);
    },
    reject(line, reason, raw) {
      end(1);
      rejected += 1;
      if (rejected <= REJECTS_KEPT) writer.reject({ line, reason, raw: raw.slice(0, REJECT_RAW_LIMIT) });
    },
    note(text) {
      if (notes.has(text) || notes.size < MOST_NOTES) notes.set(text, (notes.get(text) ?? 0) + 1);
    },
    hostName,
    finish() {
      // Several records may make one sample, and one may make many: but nothing comes of nothing.
      if (read !== stored + skipped + rejected || given > 0 !== stored > 0) {
        throw new Error(
          `the counts of a format cannot be right: read ${read}, stored ${stored}, skipped ${skipped}, ` +
            `rejected ${rejected}, but ${given} samples, events and facts were given`,
        );
      }
      const sentences = [...notes].map(([text, times]) => (times === 1 ? text : `${text} (${times} times)`));
      for (const [kind, records] of skips) sentences.push(`Skipped: ${records} × ${kind}.`);
      if (rejected > REJECTS_KEPT) {
        sentences.push(`Only the first ${REJECTS_KEPT} of ${rejected} rejected records were kept.`);
      }
      if (read === 0) sentences.push("The file holds no records.");
      return { read, stored, skipped, rejected, samples, events, notes: sentences };
    },
  };
}
