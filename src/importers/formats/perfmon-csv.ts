/**
 * Windows Performance Monitor logs as text (PDH-CSV and PDH-TSV 4.0): from perfmon, logman, relog and typeperf.
 *
 * The header row names the recorder's time zone and one counter a column; every further row is a time and as many
 * numbers. A blank is no zero: a rate has none in the first row, and a process that has ended none from then on.
 */
import { MINUTE, timestamp, type Timestamp } from "../../base/time.ts";
import { fixedZone, UTC, type Zone } from "../../base/zone.ts";
import type { FileHead, Importer, ImportSink, SectionPlan, SourceFacts } from "../importer.ts";
import { splitRow } from "../reading/csv-rows.ts";
import { endingInNewline, TIME, valueRows, type RowPlan } from "../reading/value-rows.ts";
import { isHeaderCell, parseZone, type LogZone } from "./perfmon/header.ts";
import { planColumns, type Plan } from "./perfmon/plan.ts";
import { processTracker } from "./perfmon/process-columns.ts";
import { cellClock, rowScanner } from "./perfmon/row-scanner.ts";
import { seriesBuffer } from "./perfmon/series-buffer.ts";

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const HEADER_START = "(PDH-";
/** Of a log that is read in sections: a longer header takes longer to read than is gained. */
const LONGEST_HEADER = 64 * 1024;

/** What typeperf prints below its last row, in the languages of counters.ts. */
const CLOSING = [
  "Exiting, please wait",
  "The command completed successfully",
  "Der Befehl wurde erfolgreich",
  "La commande s",
  "Esecuzione comando riuscita",
  "Команда выполнена успешно",
];

/** Kinds of counters that a note names; the rest is counted. */
const UNREAD_NAMED = 12;

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
        const newline = log?.scan(bytes, at, line) ?? -1;
        if (newline !== -1) {
          at = newline + 1;
          continue;
        }
        const next = bytes.indexOf(NEWLINE, at);
        const end = next > at && bytes[next - 1] === RETURN ? next - 1 : next;
        if (end > at) {
          if (beginsHeader(bytes, at)) {
            if (log !== undefined) {
              sink.skip("header repeated");
              log.end();
            }
            log = openLog(textOf(bytes, at, end), facts, sink);
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

interface OpenLog {
  /** Reads the row at a position and returns its newline; -1 for one that `row` is to be given. */
  scan(bytes: Uint8Array, from: number, line: number): number;
  row(bytes: Uint8Array, from: number, to: number, line: number): void;
  end(): void;
}

function openLog(header: string, facts: SourceFacts, sink: ImportSink): OpenLog {
  const delimiter = delimiterOf(header);
  const cells = splitRow(header, { delimiter }) ?? [];
  const hosts = new Map<string, string>();
  const plan = planColumns(cells, (written) => {
    const host = hosts.get(written) ?? hostOf(written, facts, sink);
    hosts.set(written, host);
    return host;
  });
  const scanner = rowScanner(plan, delimiter.charCodeAt(0));
  const rows = valueRows(rowPlan(plan, delimiter.charCodeAt(0)), cellClock(delimiter.charCodeAt(0)));
  const series = seriesBuffer(plan, sink);
  const processes = processTracker(plan, sink);
  const toInstant = zoneRule(parseZone(cells[0] ?? ""), facts, sink);
  noteUnread(plan, sink);
  let stored = 0;
  const keep = (time: Timestamp, values: Float64Array, line: number): void => {
    const hasSamples = series.add(time, values);
    const hasUsage = processes.add(time, values, line);
    if (hasSamples || hasUsage) stored++;
    else sink.skip("rows without a value that is kept");
  };
  return {
    scan(bytes, from, line) {
      const newline = rows.read(bytes, from);
      if (newline !== -1) keep(toInstant(rows.time), rows.values, line);
      return newline;
    },
    row(bytes, from, to, line) {
      const problem = scanner.scan(bytes, from, to);
      if (problem !== undefined) {
        const raw = textOf(bytes, from, to);
        if (raw.trim() === "") return;
        if (CLOSING.some((words) => raw.startsWith(words))) sink.skip("messages of the tool");
        else sink.reject(line, problem, raw);
        return;
      }
      keep(toInstant(scanner.clock), scanner.values, line);
    },
    end() {
      series.flush();
      if (stored > 0) {
        sink.stored(stored);
        processes.end();
      }
      for (let cell = 0; cell < scanner.unreadable; cell++) sink.note("A cell is neither blank nor a number.");
    },
  };
}

function rowPlan({ cells, slotOfCell, placesOfCell, slotCount }: Plan, delimiter: number): RowPlan {
  const roles = slotOfCell.slice(0, cells);
  roles[0] = TIME;
  const places = new Int32Array(slotCount);
  slotOfCell.forEach((slot, cell) => {
    if (slot >= 0) places[slot] = placesOfCell[cell] ?? 0;
  });
  return { delimiter, decimal: ".", trims: true, roles, places };
}

function delimiterOf(header: string): string {
  return /^"?\(PDH-TSV/i.test(header) ? "\t" : ",";
}

/** The header's bias holds for the whole log; a damaged or missing one needs a zone that somebody stated. */
function zoneRule(zone: LogZone, facts: SourceFacts, sink: ImportSink): (clock: number) => Timestamp {
  if (zone.biasMinutes !== undefined) {
    const { biasMinutes } = zone;
    const name = zone.name === undefined ? "" : ` ("${zone.name.slice(0, 80)}")`;
    sink.noteOnce(`The header puts its times ${fixedZone(-biasMinutes).name} from UTC${name}.`);
    return (clock) => timestamp(clock + biasMinutes * MINUTE);
  }
  const used: Zone = facts.zone ?? UTC;
  sink.noteOnce(
    facts.zone === undefined
      ? "The header's time zone is missing or damaged and nobody stated one: times were read as UTC."
      : `The header's time zone is missing or damaged: times were read in ${used.name}, as stated for this source.`,
  );
  return (clock) => used.instantAt(clock);
}

function hostOf(written: string, facts: SourceFacts, sink: ImportSink): string {
  if (written !== "") return sink.hostName(written);
  if (facts.host !== undefined) return sink.hostName(facts.host);
  const name = facts.fileName.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
  sink.noteOnce(`The counters name no host and nobody stated one: the file's name, "${name}", stands for it.`);
  return sink.hostName(name);
}

function noteUnread(plan: Plan, sink: ImportSink): void {
  const kinds = [...plan.unread];
  if (kinds.length === 0) return;
  const columns = kinds.reduce((sum, [, count]) => sum + count, 0);
  const named = kinds.slice(0, UNREAD_NAMED).map(([name, count]) => (count > 1 ? `${name} (${String(count)})` : name));
  const more = kinds.length > named.length ? ` and ${String(kinds.length - named.length)} more counters` : "";
  sink.noteOnce(`${String(columns)} columns are not kept: ${named.join(", ")}${more}.`);
}

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
