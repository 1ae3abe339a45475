import { z } from "zod";
import { UserError } from "../base/errors.ts";
import { zoneOf } from "../base/zone.ts";
import { firstFault } from "./first-fault.ts";

/** How the columns of a table that nobody standardised are to be read: guessed from the data, shown, corrected. */
export interface ColumnMapping {
  readonly plimsollMapping: 1;
  /** Column that holds the time, and how it is written. */
  readonly time: {
    readonly column: string;
    readonly form: "iso" | "epoch-s" | "epoch-ms" | "month-first" | "day-first" | "year-first";
    /** IANA name, for times without an offset. */
    readonly zone?: string;
  };
  readonly host?: { readonly column: string } | { readonly name: string };
  /** Which table this is; `metrics` unless told. */
  readonly kind?: "metrics" | "processes" | "connections" | "controls";
  readonly decimal?: "." | ",";
  readonly delimiter?: string;
  /** What each other column is; columns that are not named are ignored and noted. */
  readonly columns: readonly {
    readonly column: string;
    /** A metric id, or a field of the tidy tables (`process.name`, `destination.ip`, …). */
    readonly as: string;
    readonly instance?: string;
    /** Multiplies the number to get the registry's unit: 0.01 for percent, 1024 for KiB/s. */
    readonly scale?: number;
    /** A cumulative count that must be turned into a rate. */
    readonly counter?: boolean;
  }[];
}

/** How a table that nobody standardised is laid out. */
export interface TableShape {
  readonly kind: "csv" | "json";
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** Whether records hold further objects, whose keys then stand behind dots in the columns' names. */
  readonly isNested: boolean;
  /** Whether lines are records, as far as was looked: no quotes in separated text, an object a line in JSON. */
  readonly hasPlainLines: boolean;
}

const column = z.string().min(1);
const optional = <T extends z.ZodType>(schema: T): z.ZodExactOptional<T> => schema.exactOptional();

const schema: z.ZodType<ColumnMapping> = z.strictObject({
  plimsollMapping: z.literal(1),
  time: z.strictObject({
    column,
    form: z.enum(["iso", "epoch-s", "epoch-ms", "month-first", "day-first", "year-first"]),
    zone: optional(z.string().refine((name) => zoneOf(name) !== undefined, "is no time zone: give an IANA name")),
  }),
  host: optional(z.union([z.strictObject({ column }), z.strictObject({ name: z.string().min(1) })])),
  kind: optional(z.enum(["metrics", "processes", "connections", "controls"])),
  decimal: optional(z.enum([".", ","])),
  delimiter: optional(z.string().length(1)),
  columns: z
    .array(
      z.strictObject({
        column,
        as: z.string().min(1),
        instance: optional(z.string()),
        scale: optional(z.number()),
        counter: optional(z.boolean()),
      }),
    )
    .min(1),
});

/** A mapping from the text of a mapping file; a `UserError` that names the first fault. */
export function parseMapping(text: string): ColumnMapping {
  const next = "Correct the mapping file, or let a preview of the table write one.";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError("wrong-usage", "The mapping is no valid JSON.", { next, cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError("wrong-usage", `The mapping is not right: ${firstFault(parsed.error)}.`, { next });
}
