/** Which column of a table holds the time, and how it is written: by its values, with its name as a hint. */
import { DAY, isPlausible, parseIso, SECOND } from "../../../base/time.ts";
import type { ColumnMapping } from "../../mapping.ts";
import { isMissing } from "../../reading/missing.ts";
import { decideDateOrder, epochUnit, parseCalendar, type DateOrder } from "../../reading/times.ts";
import { OTHER_TIMES, TIME_NAMES, wordsOf } from "./name-rules.ts";

export interface TimeGuess {
  readonly time: ColumnMapping["time"];
  readonly position: number;
  readonly decisions: readonly string[];
  /** Whether dates such as 03/04/2026 could be read either way by the sample. */
  readonly isOrderOpen: boolean;
}

type TimeForm = ColumnMapping["time"]["form"];

/** Share of a column's values that must be times. */
const ENOUGH = 0.9;

/** `columns` holds the sample's cells by column. */
export function guessTime(
  names: readonly string[],
  columns: readonly (readonly string[])[],
  isContinental: boolean,
): TimeGuess | undefined {
  const order = names
    .map((name, position) => ({ name, position, isNamed: TIME_NAMES.test(wordsOf(name)) }))
    .filter(({ name, isNamed }) => isNamed || !OTHER_TIMES.test(wordsOf(name)))
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || a.position - b.position);
  for (const { name, position, isNamed } of order) {
    const cells = (columns[position] ?? []).filter((cell) => !isMissing(cell));
    const form = cells.length === 0 ? undefined : formOf(cells, isNamed, isContinental);
    if (form !== undefined) return withZone(name, position, form);
  }
  return undefined;
}

interface FormGuess {
  readonly form: TimeForm;
  readonly decision: string;
  readonly isOrderOpen?: boolean;
}

function withZone(column: string, position: number, guess: FormGuess): TimeGuess {
  const isUtc = /\b(utc|gmt)\b/i.test(column);
  return {
    time: { column, form: guess.form, ...(isUtc ? { zone: "UTC" } : {}) },
    position,
    decisions: [
      `The time is in column "${column}": ${guess.decision}.`,
      ...(isUtc ? [`Its name says that it is UTC.`] : []),
      ...unitContradiction(column, guess.form),
    ],
    isOrderOpen: guess.isOrderOpen === true,
  };
}

function unitContradiction(column: string, form: TimeForm): string[] {
  const saysMilliseconds = /\bms\b|millis/.test(wordsOf(column));
  const saysSeconds = /\b(s|sec|seconds)\b/.test(wordsOf(column));
  if (form === "epoch-s" && saysMilliseconds)
    return ["Its name says milliseconds, but its values can only be seconds."];
  if (form === "epoch-ms" && saysSeconds) return ["Its name says seconds, but its values can only be milliseconds."];
  return [];
}

function formOf(cells: readonly string[], isNamed: boolean, isContinental: boolean): FormGuess | undefined {
  const share = (test: (cell: string) => boolean): number => cells.filter(test).length / cells.length;
  if (share((cell) => parseIso(cell) !== undefined) >= ENOUGH) {
    return { form: "iso", decision: "dates in ISO order" };
  }
  for (const [form, unit] of [
    ["epoch-s", SECOND],
    ["epoch-ms", SECOND / 1_000],
  ] as const) {
    if (share((cell) => isEpoch(cell, unit)) >= ENOUGH && (isNamed || rises(cells))) {
      return { form, decision: form === "epoch-s" ? "seconds since 1970" : "milliseconds since 1970" };
    }
  }
  const reads = (order: DateOrder): boolean => share((cell) => parseCalendar(cell, order) !== undefined) >= ENOUGH;
  if (reads("year-first")) return { form: "year-first", decision: "the year first" };
  const isDayFirst = reads("day-first");
  const isMonthFirst = reads("month-first");
  if (isDayFirst || isMonthFirst) return dateOrder(cells, isDayFirst, isMonthFirst, isContinental);
  return undefined;
}

function isEpoch(cell: string, unit: number): boolean {
  if (!/^\d{9,13}(\.\d+)?$/.test(cell)) return false;
  const value = Number(cell);
  return epochUnit(value) === unit && isPlausible(value * unit);
}

/** Whether numbers mostly go up, as a clock's do. */
function rises(cells: readonly string[]): boolean {
  let up = 0;
  for (let index = 1; index < cells.length; index += 1) if (Number(cells[index]) >= Number(cells[index - 1])) up += 1;
  return cells.length > 1 && up >= ENOUGH * (cells.length - 1);
}

function dateOrder(
  cells: readonly string[],
  isDayFirst: boolean,
  isMonthFirst: boolean,
  isContinental: boolean,
): FormGuess {
  const decided = decideDateOrder(cells);
  if (decided === "day-first" || (isDayFirst && !isMonthFirst)) {
    return { form: "day-first", decision: "the day first, since a first number is over 12" };
  }
  if (decided === "month-first" || (isMonthFirst && !isDayFirst)) {
    return { form: "month-first", decision: "the month first, since a second number is over 12" };
  }
  if (cells.some((cell) => /[a-z]{3}/i.test(cell.replace(/\b(am|pm|utc|gmt)\b/gi, "")))) {
    return { form: "day-first", decision: "months by name" };
  }
  const steps = { "day-first": longestStep(cells, "day-first"), "month-first": longestStep(cells, "month-first") };
  if (steps["day-first"] <= 3 * DAY && steps["month-first"] > 20 * DAY) {
    return { form: "day-first", decision: "the day first, since the rows then follow each other without a hole" };
  }
  if (steps["month-first"] <= 3 * DAY && steps["day-first"] > 20 * DAY) {
    return { form: "month-first", decision: "the month first, since the rows then follow each other without a hole" };
  }
  const isAmerican = cells.some((cell) => /\d\s*[ap]\.?m\.?\b/i.test(cell));
  const form =
    !isAmerican && (isContinental || cells.some((cell) => /^\d+\./.test(cell))) ? "day-first" : "month-first";
  const words = form === "day-first" ? "the day" : "the month";
  return { form, decision: `${words} first, which is only assumed: no date in the sample tells`, isOrderOpen: true };
}

function longestStep(cells: readonly string[], order: DateOrder): number {
  let longest = 0;
  let last: number | undefined;
  for (const cell of cells) {
    const clock = parseCalendar(cell, order)?.clock;
    if (clock === undefined) continue;
    if (last !== undefined) longest = Math.max(longest, Math.abs(clock - last));
    last = clock;
  }
  return longest;
}
