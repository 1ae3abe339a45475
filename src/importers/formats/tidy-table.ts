import type { FileHead, Importer } from "../importer.ts";
import { readRows } from "./tidy/read-rows.ts";
import { readSamples } from "./tidy/read-samples.ts";
import { findTidyHeader, tidyHeader } from "./tidy/tidy-header.ts";

/** Five plain tables that any script can write: samples, processes, connections, control events, justifications. */
export const tidyTable: Importer = {
  id: "tidy-table",
  describes: "Plimsoll's own CSV tables of samples, processes, connections, control events and justifications",
  example: [
    "timestamp,host.name,system.cpu.utilization,system.disk.io{disk.io.direction=read}",
    "2026-03-01T00:00:00Z,RND-07,0.042,1310720",
    "2026-03-01T00:05:00Z,RND-07,0.95,",
  ].join("\n"),
  sniff,
  async read(text, facts, sink, signal) {
    const header = await findTidyHeader(text);
    if (header.kind === "samples") await readSamples(header, text, facts, sink, signal);
    else await readRows(header.kind, header, text, facts, sink, signal);
  },
  sections: {
    async plan(text, _head, facts) {
      const { kind, raw } = await findTidyHeader(text);
      return kind === "samples" ? { above: raw, facts } : undefined;
    },
  },
};

function sniff(head: FileHead): number {
  const first = head.lines.find((line) => line.trim() !== "");
  return first !== undefined && tidyHeader(first, 1) !== undefined ? 0.95 : 0;
}
