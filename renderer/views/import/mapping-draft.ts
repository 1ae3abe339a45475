/**
 * A table's mapping while a person corrects it: one meaning for each column. The engine writes the guess and checks
 * what comes back; this reads and writes the mapping file (docs: the generic table), tolerant of what it does not know.
 */
import { canonicalMetricId, metrics } from "../../../src/model/metrics.ts";

export const timeForms = ["iso", "epoch-s", "epoch-ms", "month-first", "day-first", "year-first"] as const;
export const tableKinds = ["metrics", "processes", "connections", "controls"] as const;
export type TimeForm = (typeof timeForms)[number];
export type TableKind = (typeof tableKinds)[number];

export interface ColumnDraft {
  readonly column: string;
  /** `time`, `host`, a metric id or a field; empty where the column is ignored. */
  readonly meaning: string;
  readonly scale: number | undefined;
  readonly counter: boolean;
  readonly instance: string | undefined;
}

export interface MappingDraft {
  readonly form: TimeForm;
  /** IANA name; empty where the times name their offset. */
  readonly zone: string;
  /** The host that the whole table speaks of; empty where a column names it, or the file's name does. */
  readonly host: string;
  readonly kind: TableKind;
  readonly decimal: "." | ",";
  readonly delimiter: string | undefined;
  readonly columns: readonly ColumnDraft[];
}

const fields: Readonly<Record<TableKind, readonly string[]>> = {
  metrics: [],
  processes: [
    "process.pid",
    "process.name",
    "process.executable",
    "process.command_line",
    "process.parent.pid",
    "user.name",
    "process.cpu.utilization",
  ],
  connections: [
    "process.pid",
    "process.name",
    "network.transport",
    "source.ip",
    "source.port",
    "destination.ip",
    "destination.port",
    "destination.domain",
    "event.duration",
    "source.bytes",
    "destination.bytes",
  ],
  controls: ["event.action", "user.name", "message"],
};

export interface Meaning {
  readonly id: string;
  readonly title: string;
}

/** What a column of a kind of table can mean. */
export function meaningsOf(kind: TableKind): readonly Meaning[] {
  const always = [
    { id: "", title: "ignored" },
    { id: "time", title: "Time" },
    { id: "host", title: "Host" },
  ];
  if (kind === "metrics") return [...always, ...metrics.map(({ id, title }) => ({ id, title: `${title} (${id})` }))];
  return [...always, ...fields[kind].map((id) => ({ id, title: id }))];
}

/** The engine's guess as a draft; without one, everything is ignored until somebody says what it is. */
export function readDraft(mapping: string | undefined, names: readonly string[]): MappingDraft {
  const guess = parse(mapping);
  const time = record(guess["time"]);
  const host = record(guess["host"]);
  const known = new Map(list(guess["columns"]).map((one) => [text(one["column"]), one]));
  return {
    form: timeForms.find((form) => form === time["form"]) ?? "iso",
    zone: text(time["zone"]),
    host: text(host["name"]),
    kind: tableKinds.find((kind) => kind === guess["kind"]) ?? "metrics",
    decimal: guess["decimal"] === "," ? "," : ".",
    delimiter: text(guess["delimiter"]) === "" ? undefined : text(guess["delimiter"]),
    columns: names.map((column): ColumnDraft => {
      const one = known.get(column) ?? {};
      const meaning =
        column === time["column"] ? "time" : column === host["column"] ? "host" : meaningOf(text(one["as"]));
      const scale = one["scale"];
      return {
        column,
        meaning,
        scale: typeof scale === "number" ? scale : undefined,
        counter: one["counter"] === true,
        instance: text(one["instance"]) === "" ? undefined : text(one["instance"]),
      };
    }),
  };
}

/** What is missing before a table can be read, as a sentence; `undefined` where nothing is. */
export function problemOf(draft: MappingDraft): string | undefined {
  const times = draft.columns.filter((one) => one.meaning === "time").length;
  if (times === 0) return "Say which column holds the time.";
  if (times > 1) return "Only one column can be the time.";
  if (draft.columns.filter((one) => one.meaning === "host").length > 1) return "Only one column can name the host.";
  if (!draft.columns.some((one) => isValue(one))) return "Say what at least one other column means.";
  return undefined;
}

/** The draft as the text of a mapping file. */
export function writeDraft(draft: MappingDraft): string {
  const columnOf = (meaning: string): string | undefined =>
    draft.columns.find((one) => one.meaning === meaning)?.column;
  const hostColumn = columnOf("host");
  const host = hostColumn !== undefined ? { column: hostColumn } : draft.host === "" ? undefined : { name: draft.host };
  return JSON.stringify({
    plimsollMapping: 1,
    time: { column: columnOf("time"), form: draft.form, ...(draft.zone === "" ? {} : { zone: draft.zone }) },
    ...(host === undefined ? {} : { host }),
    kind: draft.kind,
    decimal: draft.decimal,
    ...(draft.delimiter === undefined ? {} : { delimiter: draft.delimiter }),
    columns: draft.columns.filter(isValue).map(({ column, meaning, scale, counter, instance }) => ({
      column,
      as: meaning,
      ...(instance === undefined ? {} : { instance }),
      ...(scale === undefined ? {} : { scale }),
      ...(counter ? { counter } : {}),
    })),
  });
}

const isValue = ({ meaning }: ColumnDraft): boolean => !["", "time", "host"].includes(meaning);

function meaningOf(as: string): string {
  return canonicalMetricId(as) ?? as;
}

function parse(mapping: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(mapping ?? "{}"));
  } catch {
    return {};
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
