/**
 * Reads one large source in sections: this thread reads the file, hashes it and cuts it at line ends; whoever reads the
 * sections parses and encodes them, several at a time. Where the cuts lie does not depend on how many there are.
 */
import { createHash, type Hash } from "node:crypto";
import { contentKind, KIND_HEAD } from "./bundle/content-kind.ts";
import { headOf } from "./bundle/head-of.ts";
import { cutSections } from "./decode/cut-sections.ts";
import type { ByteStream } from "./decode/to-utf8.ts";
import type { SectionPlan, Sections } from "./importer.ts";
import type { SectionJob } from "./read-section.ts";
import {
  factsOf,
  metered,
  pickFormat,
  requireHash,
  sinkOf,
  type ReadableFile,
  type ReadingContext,
} from "./read-source.ts";
import { sourceContent } from "./source-content.ts";
import { toPlainFacts, type SourcePart, type SourceStatement, type TakePart } from "./source-part.ts";
import { togetherOf } from "./source-sink.ts";
import { sumOf } from "./source-tally.ts";
import { SourceEncoder } from "../store/batch/source-encoder.ts";

/** A reading that was begun. */
export interface Reading {
  /** Gives its parts to `take`, as they come. Rejects where it fails or `take` throws. */
  run(take: TakePart): Promise<void>;
  /** Ends it early. */
  stop(): void;
}

/** Whoever reads sections. */
export interface SectionReaders {
  /** How many are read at a time. */
  readonly size: number;
  begin(job: SectionJob): Reading;
}

/** What pays as `sectionBytes`: of a hundred hosts' metrics at five minutes, some hundred rows for each series. */
export const SECTION_BYTES = 8 * 1024 * 1024;
/** Files with fewer bytes of text than that many sections are read in one go. */
const FEWEST_SECTIONS = 2;
/** With fewer bytes than that many sections a file of many is read in one go too, while others are. */
const MOST_IN_ONE_GO = 8;
/** Of how many such files at least. */
const MANY = 4;
/** How much smaller tables mostly are when they are compressed. */
const PACKED_RATIO = 8;

export interface SectionedSource {
  read(readers: SectionReaders, take: TakePart): Promise<void>;
}

/**
 * `undefined` where the source is to be read as a whole. Rejects with a `UserError` where it cannot be read at all.
 * `inAll` is how many bytes there are to be read besides, these among them.
 */
export async function sectionedSource(
  file: ReadableFile,
  statement: SourceStatement,
  context: ReadingContext,
  inAll: number,
): Promise<SectionedSource | undefined> {
  const worth = FEWEST_SECTIONS * context.sectionBytes;
  if (file.size < worth / PACKED_RATIO) return undefined;
  const isPacked = contentKind(await headOf(file.open(), KIND_HEAD)) === "gzip";
  const textBytes = isPacked ? file.size * PACKED_RATIO : file.size;
  if (textBytes < worth) return undefined;
  if (textBytes < MOST_IN_ONE_GO * context.sectionBytes && file.size * MANY <= inAll) return undefined;
  let hash: Hash | undefined;
  let size = 0;
  const open = (): ByteStream => (hash === undefined ? file.open() : hashed(file.open(), hash, (now) => (size = now)));
  const content = await sourceContent(open, file.path, context.limits);
  const { format, notes } = pickFormat(content.head, statement);
  if (format.sections === undefined) return undefined;

  const sink = sinkOf(new SourceEncoder(() => undefined));
  [...notes, ...statement.notes].forEach(sink.noteOnce);
  const text = content.text(sink, context.longestLine);
  const plan = await format.sections.plan(text, content.head, factsOf(statement, content.fileName), sink);
  if (plan === undefined) return undefined;

  const { sections } = format;
  return {
    async read(readers, take) {
      take({ type: "format", id: format.id });
      hash = createHash("sha256");
      const stream = metered(text.bytes(), context, () => take({ type: "progress", bytes: size }));
      const ends = await readSections(stream, { format: format.id, sections, plan, readers, context, take });
      const sha256 = hash.digest("hex");
      requireHash(sha256, statement);
      take({ type: "hash", sha256, size });
      const tally = sumOf([sink.tally(), ...ends.map((end) => end.tally)]);
      take({ type: "end", tally, facts: togetherOf(ends.map((end) => end.facts)) });
    },
  };
}

interface SectionWork {
  readonly format: string;
  readonly sections: Sections;
  readonly plan: SectionPlan;
  readonly readers: SectionReaders;
  readonly context: ReadingContext;
  readonly take: TakePart;
}

type SectionEnd = Extract<SourcePart, { type: "end" }>;

interface BegunSection {
  readonly reading: Reading;
  readonly hasLineAbove: boolean;
}

/** Reads the sections of a text, as many ahead of the one that is being written as there are readers. */
async function readSections(text: ByteStream, work: SectionWork): Promise<SectionEnd[]> {
  const { format, sections, plan, readers, context, take } = work;
  const facts = toPlainFacts(plan.facts);
  const begun: BegunSection[] = [];
  const ends: SectionEnd[] = [];
  let linesBefore = 0;

  const settleFirst = async (): Promise<void> => {
    const [first] = begun;
    if (first === undefined) return;
    const shift = linesBefore - (first.hasLineAbove ? 1 : 0);
    let lines = 0;
    await first.reading.run((part) => {
      if (part.type === "batch") {
        const rejects = part.batch.rejects.map((reject) => ({ ...reject, line: reject.line + shift }));
        take({ type: "batch", batch: { ...part.batch, rejects } });
      } else if (part.type === "end") {
        ends.push(part);
        lines = part.lines ?? 0;
      }
    });
    linesBefore = shift + lines;
    begun.shift();
  };

  let above = "";
  try {
    for await (const pieces of cutSections(text, context.sectionBytes, context.longestLine)) {
      const next = sections.above?.(pieces, above === "" ? plan.above : above) ?? plan.above;
      const job = { format, facts, above: above === "" ? "" : `${above}\n`, pieces, longestLine: context.longestLine };
      begun.push({ reading: readers.begin(job), hasLineAbove: above !== "" });
      above = next;
      while (begun.length > readers.size) await settleFirst();
    }
    while (begun.length > 0) await settleFirst();
  } finally {
    for (const { reading } of begun) reading.stop();
  }
  return ends;
}

async function* hashed(stream: ByteStream, hash: Hash, onBytes: (read: number) => void): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const bytes of stream) {
    hash.update(bytes);
    read += bytes.length;
    onBytes(read);
    yield bytes;
  }
}
