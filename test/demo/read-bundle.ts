/** Reads what the demo writes with the plainest means there are, independent of the importers and of the writers. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Paths of all files below a folder, relative to it, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

export function sha256Of(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

export function hashesIn(folder: string): string[] {
  return filesIn(folder).map((file) => `${file} ${sha256Of(path.join(folder, file))}`);
}

/** Rows of comma-separated text without line breaks in cells. */
export function csvRows(text: string): string[][] {
  const rows = text.split(/\r?\n/).filter((line) => line !== "");
  return rows.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)];
    return cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
  });
}

/** A performance log: column names, and rows of milliseconds UTC with values; a blank cell is NaN. */
export function perfmonRows(text: string): { header: string[]; rows: { time: number; values: number[] }[] } {
  const [header = [], ...rows] = csvRows(text);
  const bias = Number(/\((-?\d+)\)$/.exec(header[0] ?? "")?.[1]);
  return {
    header,
    rows: rows.map(([stamp = "", ...cells]) => {
      const match = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d)\.(\d{3})$/.exec(stamp);
      if (match === null) throw new Error(`not a time: ${stamp}`);
      const [month = 0, day, year = 0, hour, minute, second, millisecond] = match.slice(1).map(Number);
      const local = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
      return {
        time: local + bias * 60_000,
        values: cells.map((cell) => (cell.trim() === "" ? Number.NaN : Number(cell))),
      };
    }),
  };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
