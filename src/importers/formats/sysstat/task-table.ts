/**
 * pidstat's text: a banner, then tables whose header names the columns, whose rows begin with a time, and whose last
 * column is the rest of the line. With `-h` all columns stand in one table with times in Unix seconds.
 */
import { parseNumber } from "../../reading/numbers.ts";

export interface Banner {
  readonly host: string;
  readonly date: string;
  readonly logicalCpus: number;
}

export interface TaskTable {
  readonly columns: readonly string[];
  /** What stands where the header has its time: `#`, a time of day, or the word for "average". */
  readonly time: "epoch" | "clock" | "average";
  /** The header's own time of day: the start of the interval, or the rows' own time where they count since boot. */
  readonly clock: string;
}

const BANNER = /^Linux \S+ \((.*)\)\s+(\S+)\s+_\S+_\s+\((\d+) CPU\)\s*$/;
/** Characters of the longest banner or header: anything longer is neither, and is not looked at. */
const LONGEST_HEADER = 2_000;
const CLOCK = /^(\d{1,2}:\d\d:\d\d(?: [AP]M)?)\s+/i;

export function parseBanner(line: string): Banner | undefined {
  const match = line.length > LONGEST_HEADER ? null : BANNER.exec(line);
  if (match === null) return undefined;
  const [, host = "", date = "", cpus] = match;
  return { host, date, logicalCpus: Number(cpus) };
}

/** The table that a header row begins; `undefined` for other lines. */
export function parseTableHeader(line: string): TaskTable | undefined {
  if (line.length > LONGEST_HEADER || !/\s(?:UID|USER)\s.*\sCommand\s*$/.test(line)) return undefined;
  const names = line.trim().split(/\s+/);
  const first = names.findIndex((name) => name === "UID" || name === "USER");
  const clock = CLOCK.exec(line)?.[1];
  const time = line.startsWith("#") ? "epoch" : clock === undefined ? "average" : "clock";
  return { columns: names.slice(first), time, clock: clock ?? "" };
}

export interface TaskRow {
  /** Unix seconds or a time of day, as the table has it. */
  readonly time: string;
  cell(column: string): string | undefined;
  readonly command: string;
}

/** A row of a table; a reason where it does not fit. */
export function parseTaskRow(table: TaskTable, line: string): TaskRow | string {
  const time = table.time === "epoch" ? /^\s*(\d{9,11})\s+/.exec(line) : CLOCK.exec(line);
  if (time === null) return "The row does not begin with a time.";
  const cells: string[] = [];
  let at = time[0].length;
  for (let column = 0; column < table.columns.length - 1; column++) {
    const cell = /\S+/g;
    cell.lastIndex = at;
    const found = cell.exec(line);
    if (found === null) return `The row has ${String(cells.length)} of ${String(table.columns.length)} cells.`;
    cells.push(found[0]);
    at = cell.lastIndex;
  }
  const command = line.slice(at).trim();
  if (command === "") return `The row has ${String(cells.length)} of ${String(table.columns.length)} cells.`;
  return { time: time[1] ?? "", command, cell: (column) => cells[table.columns.indexOf(column)] };
}

/** pidstat never groups digits, so a comma is the decimal mark of its locale. */
export function numberIn(row: TaskRow, column: string): number | undefined {
  const cell = row.cell(column);
  const number = cell === undefined ? undefined : parseNumber(cell, cell.includes(",") ? "," : ".");
  return number === undefined || Number.isNaN(number) ? undefined : number;
}

/**
 * Whether commands are whole command lines (`-l`): the kernel's names of processes have at most 15 characters and are
 * no paths.
 */
export function hasCommandLines(lines: readonly string[]): boolean {
  let table: TaskTable | undefined;
  for (const line of lines) {
    const header = parseTableHeader(line);
    if (header !== undefined) table = header;
    else if (table !== undefined && table.time !== "average") {
      const row = parseTaskRow(table, line);
      if (typeof row !== "string" && !row.command.startsWith("|__") && /^\/|^.{16}/.test(row.command)) return true;
    }
  }
  return false;
}
