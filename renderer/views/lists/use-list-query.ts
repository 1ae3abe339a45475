/** What every list of events asks: the selected host and span, a text, and as many rows as were scrolled to. */
import { useCallback, useEffect, useMemo, useState } from "react";
import type { TimeRange } from "../../../src/base/time.ts";
import { useSelection } from "../../state/selection.ts";

/** Rows that are asked for at a time; the list asks for more as its end comes into sight. */
const PAGE = 1_000;
const MOST = 10_000;
const TYPING_MS = 250;

export interface ListQuery {
  readonly hosts?: string[];
  readonly range?: TimeRange;
  readonly text?: string;
}

/** The selection as a query, without a limit: what would be pinned. */
export function useSelectionQuery(): ListQuery {
  const host = useSelection((selection) => selection.host);
  const range = useSelection((selection) => selection.range);
  return useMemo(
    () => ({ ...(host === undefined ? {} : { hosts: [host] }), ...(range === undefined ? {} : { range }) }),
    [host, range],
  );
}

export function useListQuery(): {
  readonly query: ListQuery & { readonly limit: number };
  readonly onEnd: () => void;
  readonly onFilter: (text: string) => void;
} {
  const selected = useSelectionQuery();
  const [limit, setLimit] = useState(PAGE);
  const [typed, setTyped] = useState("");
  const [text, setText] = useState("");
  useEffect(() => {
    const timer = window.setTimeout(() => setText(typed.trim()), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  const query = useMemo(() => ({ ...selected, ...(text === "" ? {} : { text }), limit }), [selected, text, limit]);
  const onEnd = useCallback(() => setLimit((before) => Math.min(MOST, before + PAGE)), []);
  return { query, onEnd, onFilter: setTyped };
}
