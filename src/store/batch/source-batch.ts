/**
 * A piece of what one source gives, ready to be written: samples as finished chunks, events as rows. It is made of
 * arrays and texts only, so that a thread can make it and another one write it.
 *
 * Hosts, series, texts and process instances go by their numbers, which count up from 0 in the order in which they are first
 * named. Sections of a source may be made into batches side by side: each begins its numbers anew.
 */
import type { ControlEvent, Locator } from "../../model/events.ts";
import type { Justification } from "../../model/justification.ts";
import type { Reject } from "../../model/source.ts";

export interface SourceBatch {
  /** Whether numbers begin anew with this batch. */
  readonly isFirst: boolean;
  /** Names of hosts that no batch before has named. */
  readonly hosts: readonly string[];
  /** Series that no batch before has named. */
  readonly series: readonly NumberedSeries[];
  /** Texts of events that no batch before has given: rows go by their numbers. */
  readonly texts: NewTexts;
  /** Laid out by chunk-buffer.ts. */
  readonly chunks: Chunks;
  /** Samples that had the time of another one of their series and were dropped. */
  readonly repeats: number;
  /** Laid out by process-record.ts. An instance comes before its usage. */
  readonly processes: Rows;
  /** Laid out by usage-table.ts. */
  readonly usage: Rows;
  /** Laid out by connection-record.ts. */
  readonly connections: Rows;
  readonly controls: readonly NumberedControl[];
  readonly justifications: readonly LocatedJustification[];
  readonly rejects: readonly Reject[];
  /** Rough size in memory. */
  readonly bytes: number;
}

/** Texts and, for each, the field that it was found in: laid out by text-block.ts. */
export interface NewTexts {
  readonly count: number;
  readonly block: Uint8Array<ArrayBuffer>;
}

export interface NumberedSeries {
  readonly host: number;
  readonly metric: string;
  readonly instance: string;
}

/** Encoded chunks: a row of numbers each, and their blocks one after the other. */
export interface Chunks {
  readonly count: number;
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Samples of one series in order of time. `count` leaves gaps out, `rows` does not. */
export interface EncodedChunk {
  readonly series: number;
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly block: Uint8Array;
}

export interface NumberedControl {
  readonly host: number;
  readonly event: ControlEvent;
  readonly locator: Locator;
}

export interface LocatedJustification {
  readonly record: Justification;
  readonly locator: Locator;
}

/** Rows of the same number of numbers, one after the other; NaN is no number. */
export interface Rows {
  readonly count: number;
  readonly numbers: Float64Array<ArrayBuffer>;
}

/** The memory of a batch that can be given to another thread rather than copied. */
export function memoryOf({ texts, chunks, processes, usage, connections }: SourceBatch): ArrayBuffer[] {
  return [texts.block, chunks.numbers, chunks.bytes, processes.numbers, usage.numbers, connections.numbers]
    .map(({ buffer }) => buffer)
    .filter(({ byteLength }) => byteLength > 0);
}
