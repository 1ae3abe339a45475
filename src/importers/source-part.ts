/**
 * What reading a source gives, piece by piece: ready to be written, and made so that it can cross threads. Hosts go by
 * the names that the source gives them: whom the workspace knows by them is for the writer to find out.
 */
import type { Zone } from "../base/zone.ts";
import { zoneOf } from "../base/zone.ts";
import type { SourceBatch } from "../store/batch/source-batch.ts";
import type { SourceFacts } from "./importer.ts";
import type { ColumnMapping } from "./mapping.ts";
import type { FleetFacts } from "./source-sink.ts";
import type { SourceTally } from "./source-tally.ts";

/** What is known of a source before it is read, from the investigator and the manifest. */
export interface SourceStatement {
  /** Path in the source's record. */
  readonly path: string;
  /** Id of its format. */
  readonly format: string | undefined;
  readonly host: string | undefined;
  /** Name of the zone of times that name none. */
  readonly zone: string | undefined;
  readonly sha256: string | undefined;
  readonly mapping: ColumnMapping | undefined;
  readonly notes: readonly string[];
}

export type SourcePart =
  /** Bytes of the file that have been read so far. */
  | { readonly type: "progress"; readonly bytes: number }
  /** Comes before `end`. */
  | { readonly type: "hash"; readonly sha256: string; readonly size: number }
  /** The format's id; comes before the first batch. */
  | { readonly type: "format"; readonly id: string }
  | { readonly type: "batch"; readonly batch: SourceBatch }
  | {
      readonly type: "end";
      readonly tally: SourceTally;
      readonly facts: FleetFacts;
      /** Lines that were read, the one above included; of sections only. */
      readonly lines?: number;
    };

export type TakePart = (part: SourcePart) => void;

/** `SourceFacts` as they cross threads. */
export interface PlainFacts extends Omit<SourceFacts, "zone"> {
  readonly zone: string | undefined;
}

export function toPlainFacts(facts: SourceFacts): PlainFacts {
  return { ...facts, zone: facts.zone?.name };
}

export function fromPlainFacts(facts: PlainFacts): SourceFacts {
  return { ...facts, zone: zoneNamed(facts.zone) };
}

/** The zone of a name that was checked before. */
export function zoneNamed(name: string | undefined): Zone | undefined {
  return name === undefined ? undefined : zoneOf(name);
}
