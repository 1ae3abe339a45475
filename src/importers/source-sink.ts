/** Takes what a format gives for one source, counts it by itself, and passes it on to the workspace. */
import type { Host, Subject, SystemClass } from "../model/fleet.ts";
import { REJECT_RAW_LIMIT, REJECTS_KEPT } from "../model/source.ts";
import type { SourceRecords } from "../store/workspace.ts";
import type { ImportSink } from "./importer.ts";
import { MOST_NOTES, type SourceTally } from "./source-tally.ts";

/** What a source says about the fleet: merged into the workspace once the source is in. */
export interface FleetFacts {
  readonly hosts: readonly (Partial<Host> & { readonly name: string })[];
  readonly classes: readonly SystemClass[];
  readonly subjects: readonly Subject[];
  readonly content: readonly string[];
}

export function togetherOf(facts: readonly FleetFacts[]): FleetFacts {
  return {
    hosts: facts.flatMap(({ hosts }) => hosts),
    classes: facts.flatMap(({ classes }) => classes),
    subjects: facts.flatMap(({ subjects }) => subjects),
    content: facts.flatMap(({ content }) => content),
  };
}

export interface SourceSink extends ImportSink {
  readonly facts: FleetFacts;
  tally(): SourceTally;
}

export function sourceSink(writer: SourceRecords, hostName: (written: string) => string): SourceSink {
  const hosts: (Partial<Host> & { readonly name: string })[] = [];
  const classes: SystemClass[] = [];
  const subjects: Subject[] = [];
  const content: string[] = [];
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

  const note = (text: string, times: number): void => {
    if (notes.has(text) || notes.size < MOST_NOTES) notes.set(text, (notes.get(text) ?? 0) + times);
  };

  const end = (records: number): void => {
    if (!Number.isInteger(records) || records < 0) throw new Error(`a format counted ${records} records`);
    read += records;
  };

  return {
    facts: { hosts, classes, subjects, content },
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
    content(text) {
      given += 1;
      content.push(text);
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
    note: (text) => note(text, 1),
    noteOnce: (text) => note(text, 0),
    hostName,
    tally: () => ({
      counts: { read, stored, skipped, rejected, samples, events },
      given,
      notes: [...notes],
      skips: [...skips],
    }),
  };
}
