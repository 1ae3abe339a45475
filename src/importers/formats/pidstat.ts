/**
 * sysstat's pidstat: what each process of a Linux machine used, sample by sample, as text or as JSON.
 *
 * Text has times of day in the locale's manner and a date in its banner only, or Unix seconds with `-h`. A run without
 * an interval prints averages since boot, which are no usage at that time.
 */
import { timestamp, SECOND, type Timestamp } from "../../base/time.ts";
import type { FileText, Importer, ImportSink, SourceFacts } from "../importer.ts";
import { asObject, parseJson } from "../reading/json-records.ts";
import { parseCount } from "../reading/numbers.ts";
import { documentWalker } from "./sysstat/document-walker.ts";
import { sampleClock } from "./sysstat/sample-clock.ts";
import {
  hasCommandLines,
  numberIn,
  parseBanner,
  parseTableHeader,
  parseTaskRow,
  type Banner,
  type TaskRow,
  type TaskTable,
} from "./sysstat/task-table.ts";
import { taskUsage } from "./sysstat/task-usage.ts";
import { taskValues } from "./sysstat/task-values.ts";

const KEPT_COLUMNS = ["%CPU", "RSS", "kB_rd/s", "kB_wr/s"];
const JSON_MARK = /"(?:task-cpu-load|task-memory|child-cpu-load)"\s*:/;

export const pidstat: Importer = {
  id: "pidstat",
  describes: "sysstat's pidstat: processes with CPU, memory and I/O (text or JSON)",
  example: [
    "Linux 6.1.0 (build-07)  11/24/2026  _x86_64_  (8 CPU)",
    "",
    "# Time        UID       PID    %usr %system  %guest   %wait    %CPU   CPU     RSS   kB_rd/s   kB_wr/s  Command",
    "1795514400      0      4711   95.00    1.00    0.00    0.10   96.00     2   30420      0.00      1.20  kworkerd",
  ].join("\n"),

  sniff({ text, lines }): number {
    if (/^\s*\{\s*"sysstat"/.test(text)) return JSON_MARK.test(text) ? 1 : 0;
    const isTable = lines.slice(0, 50).some((line) => parseTableHeader(line) !== undefined);
    if (!isTable) return 0;
    return lines.slice(0, 50).some((line) => parseBanner(line) !== undefined) ? 1 : 0.8;
  },

  async read(text, facts, sink, signal): Promise<void> {
    let isJson = false;
    let hasLines = false;
    for await (const { lines } of text.lines()) {
      isJson = /^\s*\{/.test(lines.find((line) => line.trim() !== "") ?? "");
      hasLines = hasCommandLines(lines);
      break;
    }
    if (isJson) await readDocument(text, facts, sink, signal);
    else await readTables(text, facts, sink, signal, hasLines);
  },
};

async function readTables(
  text: FileText,
  facts: SourceFacts,
  sink: ImportSink,
  signal: AbortSignal,
  hasLines: boolean,
): Promise<void> {
  const usage = taskUsage(sink, hasLines);
  const clock = sampleClock(facts.zone, (note) => sink.note(note));
  let banner: Banner | undefined;
  let table: TaskTable | undefined;
  let host: string | undefined;
  let hasStored = false;

  const describeHost = (): void => {
    if (hasStored && banner !== undefined && host !== undefined) {
      sink.host({ name: host, logicalCpus: banner.logicalCpus });
    }
  };

  const timeOf = (printed: string): Timestamp | string =>
    table?.time === "epoch" ? timestamp(Number(printed) * SECOND) : clock.timeOf(printed);

  const readRow = (line: string, number: number): string | undefined => {
    if (table === undefined) return "There is no table header above this row.";
    if (table.time === "average" || /^[^\s:]+:\s/.test(line)) {
      sink.skip("averages over the run");
      return undefined;
    }
    const row = parseTaskRow(table, line);
    if (typeof row === "string") return row;
    const kind = skippedKind(table, row);
    if (kind !== undefined) {
      sink.skip(kind);
      return undefined;
    }
    const pid = parseCount(row.cell("PID") ?? row.cell("TGID"));
    if (pid === undefined) return "The row has no process id.";
    const time = timeOf(row.time);
    if (typeof time === "string") return time;
    host ??= hostOf(banner?.host, facts, sink);
    const isSinceBoot = table.time === "clock" && table.clock === row.time;
    const values = taskValues(printedIn(row, isSinceBoot), banner?.logicalCpus);
    if (isSinceBoot) sink.note("Averages since boot were not taken as usage: only what was there is kept of them.");
    if (values.cpu === undefined && !isSinceBoot && table.columns.includes("%CPU")) {
      sink.note("A CPU share that is no number, or that no machine can have, was left out.");
    }
    usage.add(host, time, { pid, command: row.command, user: userOf(row), line: number, ...values });
    sink.stored();
    hasStored = true;
    return undefined;
  };

  for await (const { first, lines } of text.lines()) {
    signal.throwIfAborted();
    for (const [index, line] of lines.entries()) {
      if (line.trim() === "") continue;
      const newBanner = parseBanner(line);
      if (newBanner !== undefined) {
        usage.flush();
        describeHost();
        hasStored = false;
        host = undefined;
        banner = newBanner;
        const problem = clock.startDay(banner.date);
        if (problem !== undefined) sink.note(`${problem} Times of day below it cannot be read.`);
        continue;
      }
      const header = parseTableHeader(line);
      if (header !== undefined) {
        table = header;
        continue;
      }
      const problem = readRow(line, first + index);
      if (problem !== undefined) sink.reject(first + index, problem, line);
    }
  }
  usage.flush();
  describeHost();
}

function skippedKind(table: TaskTable, row: TaskRow): string | undefined {
  if (row.cell("TGID") === "-") return "threads (their process is kept)";
  if (!KEPT_COLUMNS.some((column) => table.columns.includes(column))) return "tables without CPU, memory and I/O";
  return undefined;
}

function printedIn(row: TaskRow, isSinceBoot: boolean): Parameters<typeof taskValues>[0] {
  const value = (column: string): number => numberIn(row, column) ?? Number.NaN;
  const memory = { rss: value("RSS") };
  return isSinceBoot ? memory : { ...memory, cpu: value("%CPU"), read: value("kB_rd/s"), write: value("kB_wr/s") };
}

function userOf(row: TaskRow): string | undefined {
  return nameOfUser(row.cell("USER") ?? row.cell("UID"));
}

/** Zero is root everywhere; other numbers are known to that machine alone. */
function nameOfUser(written: string | undefined): string | undefined {
  return written === "0" ? "root" : written;
}

function hostOf(written: string | undefined, facts: SourceFacts, sink: ImportSink): string {
  const name = written ?? facts.host;
  if (name !== undefined) return sink.hostName(name);
  sink.note("The text names no host and nobody stated one: it is called unknown-host.");
  return sink.hostName("unknown-host");
}

/** `statistics` entries with lists by kind of table; a time of day each, and the date once. */
async function readDocument(text: FileText, facts: SourceFacts, sink: ImportSink, signal: AbortSignal): Promise<void> {
  const usage = taskUsage(sink, false);
  const clock = sampleClock(facts.zone, (note) => sink.note(note));
  let nodeName: string | undefined;
  let logicalCpus: number | undefined;
  let hasStored = false;

  const entry = (raw: string, line: number): string | undefined => {
    const content = asObject(parseJson(raw));
    if (content === undefined) return "The entry is no JSON.";
    const time = clock.timeOf(String(content["timestamp"]));
    if (typeof time === "string") return time;
    const host = hostOf(nodeName, facts, sink);
    let count = 0;
    for (const task of ["task-cpu-load", "task-memory", "io"].flatMap((list) => tasksOf(content[list]))) {
      const pid = parseCount(String(task["TGID"] ?? task["PID"]));
      if (pid === undefined || typeof task["cmd"] !== "string") continue;
      const values = taskValues(
        {
          cpu: numberOf(task["cpu"]),
          rss: numberOf(task["RSS"]),
          read: numberOf(task["kB_rd/s"]),
          write: numberOf(task["kB_wr/s"]),
        },
        logicalCpus,
      );
      const user = nameOfUser(String(task["USER"] ?? task["UID"] ?? "") || undefined);
      usage.add(host, time, { pid, command: task["cmd"], user, line, ...values });
      count++;
    }
    if (count > 0) sink.stored();
    else sink.skip("entries without a process");
    hasStored ||= count > 0;
    return undefined;
  };

  const walker = documentWalker(new Set(["statistics"]), {
    field(key, value) {
      if (key === "nodename") nodeName = value;
      else if (key === "number-of-cpus") logicalCpus = parseCount(value);
      else if (key === "date") clock.startDay(value);
    },
    entry({ text: raw, line }) {
      const problem = entry(raw, line);
      if (problem !== undefined) sink.reject(line, problem, raw);
    },
    broken: (line, reason, raw) => sink.reject(line, reason, raw),
  });
  for await (const bytes of text.bytes()) {
    signal.throwIfAborted();
    walker.write(bytes);
  }
  walker.end();
  usage.flush();
  if (hasStored && nodeName !== undefined && logicalCpus !== undefined) {
    sink.host({ name: sink.hostName(nodeName), logicalCpus });
  }
}

/** Processes of a list: threads carry a thread id, and their process has a row of its own. */
function tasksOf(list: unknown): Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(list)) return [];
  return list
    .map(asObject)
    .filter((task) => task !== undefined)
    .filter((task) => task["TID"] === undefined || task["TID"] === "");
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : Number.NaN;
}
