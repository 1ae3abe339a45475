/**
 * What a format is: it recognises its files by content and turns them into records. It sees text and a sink: no path,
 * no database, no clock, and no time zone that nobody stated.
 */
import type { Timestamp } from "../base/time.ts";
import type { Zone } from "../base/zone.ts";
import type { ConnectionRecord, ControlEvent, Locator, ProcessRecord, ProcessUsage } from "../model/events.ts";
import type { Host, Subject, SystemClass } from "../model/fleet.ts";
import type { Justification } from "../model/justification.ts";
import type { SeriesKey } from "../model/series.ts";
import type { LineBlock } from "./decode/line-blocks.ts";
import type { ColumnMapping, TableShape } from "./mapping.ts";

/** The start of a file, decoded, for sniffing. */
export interface FileHead {
  /** The file's own name, for formats that cannot be told by content alone. */
  readonly name: string;
  /** Up to 64 KiB of text. */
  readonly text: string;
  /** The head's lines without their ends; the last one may be cut. */
  readonly lines: readonly string[];
}

/**
 * The decoded content, in a stream: lines, or raw blocks for formats with a scanner of their own. Each call reads the
 * content from its start, so that a format may look over a file before it decides how to read it.
 */
export interface FileText {
  /**
   * Batches of whole lines without their ends, each with the 1-based number of its first line. A line longer than
   * `LONGEST_LINE` characters comes as an empty line and is reported through `overlong`.
   */
  lines(): AsyncIterable<{ readonly first: number; readonly lines: readonly string[] }>;
  /** Blocks of UTF-8 bytes that end at line ends. */
  blocks(): AsyncIterable<LineBlock>;
  /** UTF-8 bytes cut anywhere between characters, for documents whose lines mean nothing. */
  bytes(): AsyncIterable<Uint8Array>;
  /** The whole text, for formats that are one document; a `UserError` beyond `LARGEST_DOCUMENT` bytes. */
  whole(): Promise<string>;
}

export const LONGEST_LINE = 8 * 1024 * 1024;
export const LARGEST_DOCUMENT = 256 * 1024 * 1024;

/** What the investigator or the manifest said about a source. */
export interface SourceFacts {
  /** Host to use where records name none. */
  readonly host: string | undefined;
  /** Zone to use where times name none; `undefined` where nobody said. */
  readonly zone: Zone | undefined;
  /** The file's name, for hosts and dates that are only there. */
  readonly fileName: string;
  readonly mapping: ColumnMapping | undefined;
  /** The shape of the table, where it was found before. */
  readonly table?: TableShape;
}

/**
 * Takes records from a format. Each record that is read must end in exactly one of `stored`, `skip` or `reject`; what
 * it gives (samples, events) goes through the other calls before that.
 */
export interface ImportSink {
  samples(series: SeriesKey, times: Float64Array, values: Float64Array, count: number): void;
  process(record: ProcessRecord, seen: Timestamp, locator: Locator): number;
  processUsage(processId: number, usage: ProcessUsage): void;
  connection(record: ConnectionRecord, locator: Locator): void;
  control(event: ControlEvent, locator: Locator): void;
  justification(record: Justification, locator: Locator): void;
  host(host: Partial<Host> & { readonly name: string }): void;
  systemClass(value: SystemClass): void;
  subject(value: Subject): void;
  /** Detection content that the file is, as its text: kept with the workspace, used by its analyses. */
  content(text: string): void;
  /** Counts `records` as stored: one unless told. */
  stored(records?: number): void;
  /** Counts records of a kind that is recognised and not kept, such as "registry events". */
  skip(kind: string, records?: number): void;
  reject(line: number, reason: string, raw: string): void;
  /** A decision or doubt that belongs in the source's record; the same text is noted once, with how often. */
  note(text: string): void;
  /** One that holds for the source as a whole, however often it comes up. */
  noteOnce(text: string): void;
  /** The workspace's name of a host as a source writes it (alias, FQDN, case). */
  hostName(written: string): string;
}

/** How a large file is read in sections of whole lines, each by itself, as if the line above were its first. */
export interface SectionPlan {
  /** The line, without its end; a section that begins with the file's own head has none. */
  readonly above: string;
  /** What is known of each section. */
  readonly facts: SourceFacts;
}

/** For formats whose lines, below a head, mean the same wherever they stand. */
export interface Sections {
  /** Looks over a file; `undefined` where it must be read as a whole. */
  plan(text: FileText, head: FileHead, facts: SourceFacts, sink: ImportSink): Promise<SectionPlan | undefined>;
  /** The line that stands above what follows a section, whose bytes come in pieces. */
  above?(section: readonly Uint8Array[], before: string): string;
}

export interface Importer {
  readonly id: string;
  /** One line: what tool writes this. */
  readonly describes: string;
  /** A few lines that a user would recognise. */
  readonly example: string;
  /** 0 = not mine, 1 = certain. By content, never by name alone. */
  sniff(head: FileHead): number;
  read(text: FileText, facts: SourceFacts, sink: ImportSink, signal: AbortSignal): Promise<void>;
  readonly sections?: Sections;
}
