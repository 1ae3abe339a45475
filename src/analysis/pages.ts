/** All rows of a query, page by page, with a pause between pages. */
import type { EventQuery, Page } from "../store/workspace.ts";
import type { Pause } from "./pause.ts";

const PAGE_ROWS = 10_000;

export async function* pages<Row>(
  read: (query: EventQuery) => Page<Row>,
  query: EventQuery,
  pause: Pause,
): AsyncGenerator<readonly Row[]> {
  let after: string | undefined;
  do {
    const page = read({ ...query, limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) });
    yield page.rows;
    after = page.next;
    await pause();
  } while (after !== undefined);
}
