/** Guesses how a table is to be read, from a sample of its rows, and says why. */
import { wordsOf, HOST_NAMES } from "./name-rules.ts";
import type { ColumnMapping } from "../../mapping.ts";
import { decideDecimal } from "../../reading/numbers.ts";
import { guessEventColumns } from "./event-names.ts";
import { guessMetricColumns } from "./guess-columns.ts";
import { guessTime } from "./guess-time.ts";
import type { TableShape } from "./table-rows.ts";

export interface MappingGuess {
  /** `undefined` where the columns could not be understood. */
  readonly mapping: ColumnMapping | undefined;
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
  if (time === undefined) {
    return { mapping: undefined, decisions: [...decisions, "No column holds times."], isOrderOpen: false };
  }
  decisions.push(...time.decisions);

  const hostAt = names.findIndex((name, position) => position !== time.position && HOST_NAMES.test(wordsOf(name)));
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
  if (guess.columns.length === 0) {
    return {
      mapping: undefined,
      decisions: [...decisions, "No column is known as a metric or as a part of an event."],
      isOrderOpen: false,
    };
  }
  return {
    mapping: {
      plimsollMapping: 1,
      time: time.time,
      ...(host === undefined ? {} : { host: { column: host } }),
      ...(events === undefined ? {} : { kind: events.kind }),
      ...(decimal === "," ? { decimal } : {}),
      ...(shape.kind === "csv" ? { delimiter: shape.delimiter } : {}),
      columns: guess.columns,
    },
    decisions,
    isOrderOpen: time.isOrderOpen,
  };
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
