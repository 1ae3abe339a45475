import { UserError } from "../../base/errors.ts";
import type { Importer } from "../importer.ts";
import { planTable } from "./generic/plan-table.ts";
import { readMapped } from "./generic/read-mapped.ts";
import { looksLikeTable } from "./generic/table-rows.ts";

/** Any table with a time in it, by a mapping of its columns: the investigator's, else one that is guessed and stated. */
export const genericTable: Importer = {
  id: "generic-table",
  describes: "Any CSV, TSV or JSON table with a time column; its columns are guessed, or given in a mapping",
  example: ["Time;Server;CPU usage [%];Disk read [KB/s]", "31.10.2026 14:05:00;RND-07;12,5;300"].join("\n"),
  sniff: (head) => (looksLikeTable(head) ? 0.2 : 0),
  async read(text, facts, sink, signal) {
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
    if (facts.mapping === undefined) plan.guess.decisions.forEach(sink.note);
    await readMapped(text, plan.shape, mapping, facts, sink, signal);
  },
};
