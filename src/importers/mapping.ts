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
