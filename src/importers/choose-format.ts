/** Which format a file is in: the one that is surest of it, by its content. */
import { UserError } from "../base/errors.ts";
import { formats } from "./formats/index.ts";
import type { FileHead, Importer } from "./importer.ts";

export interface FormatChoice {
  readonly format: Importer;
  /** What was doubtful about it, as sentences for the source's record. */
  readonly notes: readonly string[];
}

export function findFormat(id: string): Importer {
  const format = formats.find((candidate) => candidate.id === id);
  if (format !== undefined) return format;
  throw new UserError("wrong-usage", `There is no format "${id}".`, {
    next: `Formats are: ${formats.map((candidate) => candidate.id).join(", ")}.`,
  });
}

/** `undefined` where no format recognises the file. */
export function chooseFormat(head: FileHead): FormatChoice | undefined {
  const claims = formats
    .map((format) => ({ format, sureness: format.sniff(head) }))
    .filter((claim) => claim.sureness > 0)
    .sort((a, b) => b.sureness - a.sureness);
  const [best, second] = claims;
  if (best === undefined) return undefined;
  if (second?.sureness !== best.sureness) return { format: best.format, notes: [] };
  const note =
    `The formats ${best.format.id} and ${second.format.id} recognise this file equally well: ` +
    `it was read as ${best.format.id}.`;
  return { format: best.format, notes: [note] };
}
