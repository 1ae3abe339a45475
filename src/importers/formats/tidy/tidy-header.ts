/** The header of a tidy table: it says which of the five tables this is, and what they all have in common. */
import { UserError } from "../../../base/errors.ts";
import type { LineBlock } from "../../decode/line-blocks.ts";
import type { FileText, ImportSink, SourceFacts } from "../../importer.ts";
import { splitRow } from "../../reading/csv-rows.ts";
import { columnPositions } from "../../reading/csv-table.ts";
import { isMissing } from "../../reading/missing.ts";
import { timeReader, type TimeReading } from "../../reading/times.ts";
import { metricColumn } from "./metric-column.ts";

const NEWLINE = 10;

export type TidyKind = "samples" | "processes" | "connections" | "controls" | "justifications";

export interface TidyHeader {
  readonly kind: TidyKind;
  /** 1-based number of its line. */
  readonly line: number;
  readonly raw: string;
  readonly cells: readonly string[];
  /** Positions of the columns by lower-case name. */
  readonly positions: ReadonlyMap<string, number>;
  /** Positions; -1 where there is no such column. */
  readonly time: number;
  readonly host: number;
}

/** The header that a line is; `undefined` where it is none of a tidy table. */
export function tidyHeader(raw: string, line: number): TidyHeader | undefined {
  const cells = splitRow(raw, { delimiter: ",", trim: true });
  if (cells === undefined) return undefined;
  const positions = columnPositions(cells);
  const kind = kindOf(cells, positions);
  if (kind === undefined) return undefined;
  const time = positions.get("timestamp") ?? -1;
  return { kind, line, raw, cells, positions, time, host: positions.get("host.name") ?? -1 };
}

function kindOf(cells: readonly string[], positions: ReadonlyMap<string, number>): TidyKind | undefined {
  const has = (name: string): boolean => positions.has(name);
  if (!has("timestamp")) {
    const isClaim = has("id") && has("kind") && (has("start") || has("recurrence"));
    return isClaim ? "justifications" : undefined;
  }
  if (has("destination.ip") || has("destination.domain") || has("destination.port")) return "connections";
  if (has("event.action")) return "controls";
  if (has("process.pid") || has("process.name")) return "processes";
  return cells.some((cell) => metricColumn(cell) !== undefined) ? "samples" : undefined;
}

/** The header of a file, which is its first line that is not blank. */
export async function findTidyHeader(text: FileText): Promise<TidyHeader> {
  for await (const { first, lines } of text.lines()) {
    const index = lines.findIndex((line) => line.trim() !== "");
    if (index === -1) continue;
    const header = tidyHeader(lines[index] ?? "", first + index);
    if (header !== undefined) return header;
    break;
  }
  throw new UserError("bad-input", "The file does not begin with the header of a tidy table.", {
    next: "Name its columns as the tidy tables do, or describe them in a mapping and import it as generic-table.",
  });
}

/** Times of a tidy table: ISO 8601, or an epoch number in any unit. */
export function tidyTime(facts: SourceFacts, sink: Pick<ImportSink, "noteOnce">): (text: string) => TimeReading {
  const iso = timeReader("iso", facts.zone, sink.noteOnce);
  const epoch = timeReader("epoch", facts.zone, sink.noteOnce);
  return (text) => (text[4] !== "-" && /^\s*\d+(\.\d+)?\s*$/.test(text) ? epoch(text) : iso(text));
}

/** Words that name a table rather than a host. */
const TABLE_NAMES = /^(samples?|metrics?|process(es)?|connections?|controls?|events?|tasks?|changes?|data|export)\b/i;

/**
 * The workspace's name of a row's host: the one that the row names, else the source's own, else the file's name.
 * `undefined` where a row leaves its host column empty and nobody stated a host.
 */
export function tidyHost(
  facts: SourceFacts,
  sink: Pick<ImportSink, "hostName" | "noteOnce">,
): (written: string | undefined) => string | undefined {
  const ofFile = (): string => {
    const name = facts.fileName.replace(/\.(csv|tsv|txt)$/i, "");
    if (name === "" || TABLE_NAMES.test(name)) {
      throw new UserError("bad-input", "The table names no host.", {
        next: "Give the host of this file, or add a column host.name.",
      });
    }
    sink.noteOnce(`The rows name no host: ${name} was taken from the file's name.`);
    return sink.hostName(name);
  };
  let fallback = facts.host;
  return (written) => {
    if (written !== undefined && !isMissing(written)) return sink.hostName(written);
    if (written !== undefined) return fallback;
    fallback ??= ofFile();
    return fallback;
  };
}

/** A block without its lines up to the one of the given number. */
export function linesBelow(line: number, block: LineBlock): LineBlock {
  let { first } = block;
  let start = 0;
  for (; first <= line && start < block.bytes.length; first += 1) {
    const newline = block.bytes.indexOf(NEWLINE, start);
    start = newline === -1 ? block.bytes.length : newline + 1;
  }
  return { first, bytes: block.bytes.subarray(start) };
}
