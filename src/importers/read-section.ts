/** Reads one section of a source by itself, in whatever thread. */
import { Buffer } from "node:buffer";
import { SourceEncoder } from "../store/batch/source-encoder.ts";
import { inOrder } from "./bundle/spool.ts";
import { findFormat } from "./choose-format.ts";
import type { OwnPieces } from "./decode/cut-sections.ts";
import { fileText } from "./decode/file-text.ts";
import { sinkOf } from "./read-source.ts";
import { overlong } from "./source-content.ts";
import { fromPlainFacts, type PlainFacts, type TakePart } from "./source-part.ts";

export interface SectionJob {
  readonly format: string;
  readonly facts: PlainFacts;
  /** The line that is to be read above the section, with its end; empty where the section has its own. */
  readonly above: string;
  /** Whole lines of UTF-8. */
  readonly pieces: OwnPieces;
  readonly longestLine: number;
}

/** Gives the batches of the section to `take`, and the end. Lines are counted from the one above. */
export async function readSection(job: SectionJob, signal: AbortSignal, take: TakePart): Promise<void> {
  const encoder = new SourceEncoder((batch) => take({ type: "batch", batch }));
  const sink = sinkOf(encoder);
  let lines = 0;
  const above = Buffer.from(job.above, "utf8");
  const text = fileText(() => inOrder(above.length === 0 ? job.pieces : [above, ...job.pieces]), {
    encoding: { encoding: "utf-8", markLength: 0 },
    longestLine: job.longestLine,
    note: sink.note,
    onEnd: (read) => (lines = read),
    onOverlong: (line, beginning) => sink.reject(line, overlong(job.longestLine), beginning),
  });
  await findFormat(job.format).read(text, fromPlainFacts(job.facts), sink, signal);
  signal.throwIfAborted();
  encoder.finish();
  take({ type: "end", tally: sink.tally(), facts: sink.facts, lines });
}
