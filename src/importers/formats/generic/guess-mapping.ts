/** Guesses how a table is to be read, from a sample of its rows, and says why. */
import { wordsOf, HOST_NAMES } from "./name-rules.ts";
import type { ColumnMapping, TableShape } from "../../mapping.ts";
import { normaliseIp } from "../../reading/ip-address.ts";
import { isMissing } from "../../reading/missing.ts";
import { decideDecimal, parseNumber } from "../../reading/numbers.ts";
import { guessEventColumns } from "./event-names.ts";
import { guessMetricColumns } from "./guess-columns.ts";
import { guessTime } from "./guess-time.ts";

export interface MappingGuess {
  /** `undefined` where the columns could not be understood. */
  readonly mapping: ColumnMapping | undefined;
  /** What is known of a table that cannot be read without help: something for a person to go on from. */
  readonly partial?: ColumnMapping;
  /** One sentence a decision; where there is no mapping, the last says what is missing. */
  readonly decisions: readonly string[];
  readonly isOrderOpen: boolean;
}

export function guessMapping(shape: TableShape, rows: readonly (readonly string[])[], fileName: string): MappingGuess {
  const names = shape.columns;
  const columns = names.map((_, position) => rows.map((row) => row[position] ?? ""));
  const { decimal, isCertain } = decideDecimal(columns.flat());
  const isContinental = shape.delimiter === ";" || decimal === ",";
  const decisions: string[] = [];
  if (decimal === ",") decisions.push(`Numbers have a decimal comma${isCertain ? "" : ", as most of them show"}.`);

  const time = guessTime(names, columns, isContinental);
  const none = (reason: string): MappingGuess => ({
    mapping: undefined,
    decisions: [...decisions, reason],
    isOrderOpen: false,
  });
  if (time === undefined) return none("No column holds times.");
  if (shape.isNested)
    return none("Its records hold further objects: which of their fields is meant cannot be guessed.");
  decisions.push(...time.decisions);

  const hostAt = names.findIndex(
    (name, position) =>
      position !== time.position && HOST_NAMES.test(wordsOf(name)) && !isNumbers(columns[position] ?? []),
  );
  const host = names[hostAt];
  decisions.push(host === undefined ? "No column names the host." : `The host is in column "${host}".`);

  const rest = names
    .map((name, position) => ({ name, position, cells: columns[position] ?? [] }))
    .filter(({ position }) => position !== time.position && position !== hostAt);
  const events = guessEventColumns(rest.map(({ name }) => name));
  const order = hostAt === -1 ? undefined : rowsByHost(columns[hostAt] ?? []);
  const guess =
    events ??
    guessMetricColumns(
      rest.map(({ name, cells }) => ({ name, cells, groups: order === undefined ? cells : grouped(cells, order) })),
      decimal,
      fileName,
    );
  decisions.push(...guess.decisions);
  const mapping: ColumnMapping = {
    plimsollMapping: 1,
    time: time.time,
    ...(host === undefined ? {} : { host: { column: host } }),
    ...(events === undefined ? {} : { kind: events.kind }),
    ...(decimal === "," ? { decimal } : {}),
    ...(shape.kind === "csv" ? { delimiter: shape.delimiter } : {}),
    columns: guess.columns,
  };
  const part = (reason: string): MappingGuess => ({ ...none(reason), partial: mapping });
  if (guess.columns.length === 0) return part("No column is known as a metric or as a part of an event.");
  if (events === undefined) {
    if (columns.some(areAddresses))
      return part("It lists addresses, as a log of events does, and is no table of metrics.");
    if (areRepeated(columns[time.position] ?? [], columns[hostAt])) {
      return part(
        "Several rows have the same time and host: they belong to parts of it that must be told apart first.",
      );
    }
  }
  return {
    mapping,
    decisions,
    isOrderOpen: time.isOrderOpen,
  };
}

/** Share of rows that may repeat the time of another before the table is taken for one row a device. */
const REPEATED = 0.2;

function isNumbers(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "" || parseNumber(cell) !== undefined);
}

function areAddresses(cells: readonly string[]): boolean {
  let present = 0;
  for (const cell of cells) {
    if (isMissing(cell)) continue;
    if (normaliseIp(cell) === undefined) return false;
    present += 1;
    if (present === 100) break;
  }
  return present > 0;
}

function areRepeated(times: readonly string[], hosts: readonly string[] | undefined): boolean {
  const keys = new Set(hosts === undefined ? times : times.map((time, row) => `${time} ${hosts[row] ?? ""}`));
  return times.length - keys.size > REPEATED * times.length;
}

/** Row numbers host by host, with -1 where another host begins. */
function rowsByHost(hosts: readonly string[]): number[] {
  const byHost = new Map<string, number[]>();
  hosts.forEach((host, row) => {
    const rows = byHost.get(host);
    if (rows === undefined) byHost.set(host, [row]);
    else rows.push(row);
  });
  return [...byHost.values()].flatMap((rows) => [-1, ...rows]);
}

function grouped(cells: readonly string[], order: readonly number[]): string[] {
  return order.map((row) => cells[row] ?? "");
}
