/** The rows below one header of a performance log. */
import { MINUTE, timestamp, type Timestamp } from "../../../base/time.ts";
import { fixedZone, UTC, type Zone } from "../../../base/zone.ts";
import { textOf } from "../../decode/file-text.ts";
import type { ImportSink, SourceFacts } from "../../importer.ts";
import { splitRow } from "../../reading/csv-rows.ts";
import { TIME, ValueRows, type RowPlan } from "../../reading/value-rows.ts";
import { delimiterOf, parseZone, type LogZone } from "./header.ts";
import { planColumns, type Plan } from "./plan.ts";
import { processTracker, type ProcessTracker } from "./process-columns.ts";
import { PrintedClock, rowScanner, type RowScanner } from "./row-scanner.ts";
import { SeriesBuffer } from "./series-buffer.ts";

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

export class OpenLog {
  /** Rows that the last scan read. */
  scanned = 0;
  readonly #sink: ImportSink;
  readonly #zone: ZoneRule;
  readonly #oddRows: RowScanner;
  readonly #rows: ValueRows;
  readonly #series: SeriesBuffer;
  readonly #processes: ProcessTracker;
  readonly #hasProcesses: boolean;
  #stored = 0;

  constructor(header: string, facts: SourceFacts, sink: ImportSink) {
    const delimiter = delimiterOf(header);
    const cells = splitRow(header, { delimiter }) ?? [];
    const hosts = new Map<string, string>();
    const plan = planColumns(cells, (written) => {
      const host = hosts.get(written) ?? hostOf(written, facts, sink);
      hosts.set(written, host);
      return host;
    });
    const byte = delimiter.charCodeAt(0);
    this.#sink = sink;
    this.#zone = zoneRule(parseZone(cells[0] ?? ""), facts, sink);
    this.#oddRows = rowScanner(plan, byte);
    this.#rows = new ValueRows(rowPlan(plan, byte), new PrintedClock(byte));
    this.#series = new SeriesBuffer(plan, sink);
    this.#processes = processTracker(plan, sink);
    this.#hasProcesses = plan.processes.length > 0 || plan.processTotals.length > 0;
    noteUnread(plan, sink);
  }

  /** Reads rows from `from` on, which is on `line`; returns where one begins that `row` is to be given, or the end. */
  scan(bytes: Uint8Array, from: number, line: number): number {
    const rows = this.#rows;
    let at = from;
    this.scanned = 0;
    while (at < bytes.length) {
      const newline = rows.read(bytes, at);
      if (newline === -1) break;
      this.#keep(instantOf(rows.time, this.#zone), rows.values, line + this.scanned);
      at = newline + 1;
      this.scanned += 1;
    }
    return at;
  }

  /** Reads a row that is out of the ordinary. */
  row(bytes: Uint8Array, from: number, to: number, line: number): void {
    const problem = this.#oddRows.scan(bytes, from, to);
    if (problem === undefined) {
      this.#keep(instantOf(this.#oddRows.clock, this.#zone), this.#oddRows.values, line);
      return;
    }
    const raw = textOf(bytes.subarray(from, to));
    if (raw.trim() === "") return;
    if (CLOSING.some((words) => raw.startsWith(words))) this.#sink.skip("messages of the tool");
    else this.#sink.reject(line, problem, raw);
  }

  end(): void {
    this.#series.flush();
    if (this.#stored > 0) {
      this.#sink.stored(this.#stored);
      this.#processes.end();
    }
    const { unreadable } = this.#oddRows;
    for (let cell = 0; cell < unreadable; cell += 1) this.#sink.note("A cell is neither blank nor a number.");
  }

  #keep(time: Timestamp, values: Float64Array, line: number): void {
    const hasSamples = this.#series.add(time, values);
    const hasUsage = this.#hasProcesses && this.#processes.add(time, values, line);
    if (hasSamples || hasUsage) this.#stored += 1;
    else this.#sink.skip("rows without a value that is kept");
  }
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

/** Microseconds that make UTC of a printed clock, or the zone that it shows. */
type ZoneRule = { readonly bias: number } | { readonly zone: Zone };

/** The header's bias holds for the whole log; a damaged or missing one needs a zone that somebody stated. */
function zoneRule(zone: LogZone, facts: SourceFacts, sink: ImportSink): ZoneRule {
  if (zone.biasMinutes !== undefined) {
    const { biasMinutes } = zone;
    const name = zone.name === undefined ? "" : ` ("${zone.name.slice(0, 80)}")`;
    sink.noteOnce(`The header puts its times ${fixedZone(-biasMinutes).name} from UTC${name}.`);
    return { bias: biasMinutes * MINUTE };
  }
  const used: Zone = facts.zone ?? UTC;
  sink.noteOnce(
    facts.zone === undefined
      ? "The header's time zone is missing or damaged and nobody stated one: times were read as UTC."
      : `The header's time zone is missing or damaged: times were read in ${used.name}, as stated for this source.`,
  );
  return { zone: used };
}

function instantOf(clock: number, rule: ZoneRule): Timestamp {
  return "bias" in rule ? timestamp(clock + rule.bias) : rule.zone.instantAt(clock);
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
