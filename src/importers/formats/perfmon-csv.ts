/**
 * Windows Performance Monitor logs as text (PDH-CSV and PDH-TSV 4.0): from perfmon, logman, relog and typeperf.
 *
 * The header row names the recorder's time zone and one counter a column; every further row is a time and as many
 * numbers. A blank is no zero: a rate has none in the first row, and a process that has ended none from then on.
 */
import type { FileHead, Importer, SectionPlan } from "../importer.ts";
import { splitRow } from "../reading/csv-rows.ts";
import { endingInNewline } from "../reading/value-rows.ts";
import { delimiterOf, isHeaderCell } from "./perfmon/header.ts";
import { OpenLog } from "./perfmon/open-log.ts";
import { planColumns } from "./perfmon/plan.ts";

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const HEADER_START = "(PDH-";
/** Of a log that is read in sections: a longer header takes longer to read than is gained. */
const LONGEST_HEADER = 64 * 1024;

export const perfmonCsv: Importer = {
  id: "perfmon-csv",
  describes: "Windows Performance Monitor log as CSV or TSV (perfmon, logman, relog, typeperf)",
  example: [
    '"(PDH-CSV 4.0) (W. Europe Standard Time)(-60)","\\\\SRV-01\\Processor(_Total)\\% Processor Time"',
    '"11/24/2026 10:00:00.123","3.5217"',
  ].join("\n"),

  sniff(head: FileHead): number {
    const first = head.lines.find((line) => line.trim() !== "") ?? "";
    return isHeaderCell(first.replace(/^"/, "")) ? 1 : 0;
  },

  async read(text, facts, sink, signal): Promise<void> {
    let log: OpenLog | undefined;
    let hasRejectedHeadless = false;
    for await (const { first, bytes: block } of text.blocks()) {
      signal.throwIfAborted();
      const bytes = endingInNewline(block);
      let line = first;
      for (let at = 0; at < bytes.length; line++) {
        if (log !== undefined) {
          at = log.scan(bytes, at, line);
          line += log.scanned;
          if (at === bytes.length) break;
        }
        const next = bytes.indexOf(NEWLINE, at);
        const end = next > at && bytes[next - 1] === RETURN ? next - 1 : next;
        if (end > at) {
          if (beginsHeader(bytes, at)) {
            if (log !== undefined) {
              sink.skip("header repeated");
              log.end();
            }
            log = new OpenLog(textOf(bytes, at, end), facts, sink);
          } else if (log === undefined) {
            if (hasRejectedHeadless) sink.skip("rows above the header");
            else sink.reject(line, "There is no header row above this row.", textOf(bytes, at, end));
            hasRejectedHeadless = true;
          } else {
            log.row(bytes, at, end, line);
          }
        }
        at = next + 1;
      }
    }
    log?.end();
  },

  sections: {
    plan(_text, head, facts): Promise<SectionPlan | undefined> {
      const above = head.lines.find((line) => line.trim() !== "") ?? "";
      const delimiter = delimiterOf(above);
      const cells = above.length > LONGEST_HEADER ? undefined : splitRow(above, { delimiter });
      // Processes are told apart over the whole log.
      const isOfSeries = cells !== undefined && planColumns(cells, (host) => host).processes.length === 0;
      return Promise.resolve(isOfSeries ? { above, facts } : undefined);
    },
    above(section, before) {
      const bytes = together(section);
      let at = bytes.lastIndexOf(HEADER_START);
      while (at >= 0) {
        const start = bytes[at - 1] === QUOTE ? at - 1 : at;
        if ((start === 0 || bytes[start - 1] === NEWLINE) && beginsHeader(bytes, start)) {
          const newline = bytes.indexOf(NEWLINE, start);
          return textOf(bytes, start, newline < 0 ? bytes.length : newline).replace(/\r$/, "");
        }
        at = at === 0 ? -1 : bytes.lastIndexOf(HEADER_START, at - 1);
      }
      return before;
    },
  },
};

/** Used again for every section: fresh memory takes longer to come by than to fill. */
let scratch = Buffer.alloc(0);

/** The pieces of a section one after the other, until the next call. */
function together(pieces: readonly Uint8Array[]): Buffer {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (scratch.length < size) scratch = Buffer.alloc(size);
  let at = 0;
  for (const piece of pieces) {
    scratch.set(piece, at);
    at += piece.length;
  }
  return scratch.subarray(0, size);
}

function beginsHeader(bytes: Uint8Array, at: number): boolean {
  const open = bytes[at] === 34 ? at + 1 : at;
  return bytes[open] === 40 && bytes[open + 1] === 80 && isHeaderCell(textOf(bytes, open, open + 13));
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, Math.min(to, bytes.length) - from)).toString(
    "utf8",
  );
}
