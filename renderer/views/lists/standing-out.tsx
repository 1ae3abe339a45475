import type { Suspected } from "../../../src/model/suspicion.ts";
import type { RecordColumn } from "./list-definition.ts";

/** The order in which the suspicious rows come first and all others follow in time. */
export const STANDS_OUT = "suspicion";

/** What the analysis said about a row. */
export function standsOut<Row extends Suspected<unknown>>(): RecordColumn<Row> {
  const words = ({ standsOut: found }: Row): string => found?.reasons.join("; ") ?? "";
  return {
    id: STANDS_OUT,
    title: "Stands out",
    width: 200,
    text: words,
    cell: (row) => <span className="alarm">{words(row)}</span>,
  };
}
