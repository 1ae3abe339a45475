import { UserError } from "../../base/errors.ts";
import type { FileText, Importer, ImportSink, SectionPlan, SourceFacts } from "../importer.ts";
import type { ColumnMapping, TableShape } from "../mapping.ts";
import { planTable } from "./generic/plan-table.ts";
import { readMapped, zoneFor } from "./generic/read-mapped.ts";
import { headerLine, looksLikeTable } from "./generic/table-rows.ts";

/** Any table with a time in it, by a mapping of its columns: the investigator's, else one that is guessed and stated. */
export const genericTable: Importer = {
  id: "generic-table",
  describes: "Any CSV, TSV or JSON table with a time column; its columns are guessed, or given in a mapping",
  example: ["Time;Server;CPU usage [%];Disk read [KB/s]", "31.10.2026 14:05:00;RND-07;12,5;300"].join("\n"),
  sniff: (head) => (looksLikeTable(head) ? 0.2 : 0),
  async read(text, facts, sink, signal) {
    const { table, mapping } = await settle(text, facts, sink);
    await readMapped(text, table, mapping, facts, sink, signal);
  },
  sections: {
    async plan(text, head, facts, sink): Promise<SectionPlan | undefined> {
      const { table, mapping } = await settle(text, facts, sink);
      const isEachRowByItself =
        (mapping.kind ?? "metrics") === "metrics" && !mapping.columns.some(({ counter }) => counter === true);
      // Whether a line break is one between rows can be told of plain lines only.
      if (!isEachRowByItself || !table.hasPlainLines) return undefined;
      const zone = zoneFor(mapping, facts);
      const time = { ...mapping.time, ...(zone === undefined ? {} : { zone: zone.name }) };
      return {
        above: table.hasHeader ? headerLine(head) : "",
        facts: { ...facts, mapping: { ...mapping, time }, table },
      };
    },
  },
};

/** The table's shape and mapping, as they are known or as they are found. */
async function settle(
  text: FileText,
  facts: SourceFacts,
  sink: ImportSink,
): Promise<{ readonly table: TableShape; readonly mapping: ColumnMapping }> {
  if (facts.table !== undefined && facts.mapping !== undefined) return { table: facts.table, mapping: facts.mapping };
  const plan = await planTable(text, facts.fileName, facts.mapping?.delimiter);
  if (plan === undefined) {
    throw new UserError("bad-input", "The file is no table: its lines have different numbers of cells.", {
      next: "Give its delimiter in a mapping.",
    });
  }
  const mapping = facts.mapping ?? plan.guess.mapping;
  if (mapping === undefined) {
    const reason = plan.guess.decisions.at(-1) ?? "";
    throw new UserError("bad-input", `The table's columns could not be understood. ${reason}`, {
      next: "Give a mapping that says which column is what; a preview of the table is a start.",
    });
  }
  if (facts.mapping === undefined) plan.guess.decisions.forEach(sink.noteOnce);
  return { table: plan.shape, mapping };
}
