/** Looks a table over before it is read: its shape, a sample of its rows, and the mapping that they suggest. */
import type { FileText } from "../../importer.ts";
import type { TableShape } from "../../mapping.ts";
import { decideDateOrder } from "../../reading/times.ts";
import { guessMapping, type MappingGuess } from "./guess-mapping.ts";
import { tableRows, tableShape, uncutRows } from "./table-rows.ts";

export interface TablePlan {
  readonly shape: TableShape;
  readonly sample: readonly (readonly string[])[];
  readonly guess: MappingGuess;
}

/** Rows of the sample: more than two weeks of five-minute values, which show the days over 12. */
const SAMPLE_ROWS = 5_000;
const SAMPLE_CELLS = 500_000;
/** Beyond the first rows, which show what stands beside what, every seventh one shows what values there are. */
const FIRST_ROWS = 500;
const STRIDE = 7;

/** `undefined` where the text is no table. */
export async function planTable(
  text: FileText,
  fileName: string,
  delimiter: string | undefined,
): Promise<TablePlan | undefined> {
  const shape = await tableShape(text, delimiter);
  if (shape === undefined) return undefined;
  const most = Math.max(100, Math.min(SAMPLE_ROWS, Math.floor(SAMPLE_CELLS / shape.columns.length)));
  const sample: (readonly string[])[] = [];
  let seen = 0;
  for await (const rows of uncutRows(text, shape)) {
    for (const cut of rows.slice(0, most - seen)) {
      const cells = seen < FIRST_ROWS || seen % STRIDE === 0 ? cut() : undefined;
      if (cells !== undefined) sample.push(cells);
      seen += 1;
    }
    if (seen >= most) break;
  }
  const guess = guessMapping(shape, sample, fileName);
  return { shape, sample, guess: guess.isOrderOpen ? await settleOrder(text, shape, guess) : guess };
}

/** Reads on until a date tells the day from the month, for a table whose sample does not. */
async function settleOrder(text: FileText, shape: TableShape, guess: MappingGuess): Promise<MappingGuess> {
  const { mapping } = guess;
  if (mapping === undefined) return guess;
  const position = shape.columns.indexOf(mapping.time.column);
  for await (const rows of tableRows(text, shape, { reject: () => undefined })) {
    const form = decideDateOrder(rows.map((row) => row.cells[position] ?? ""));
    if (form === undefined || form === "conflict") continue;
    const decisions = [
      ...guess.decisions,
      `A later date tells that ${form === "day-first" ? "the day" : "the month"} comes first.`,
    ];
    return { mapping: { ...mapping, time: { ...mapping.time, form } }, decisions, isOrderOpen: false };
  }
  return guess;
}
