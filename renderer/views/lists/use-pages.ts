/** Rows of the engine, a page at a time: more are asked for as the end of those that are there comes into sight. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { ParamsOf } from "../../../src/api/contract.ts";
import type { EngineContract, PageOf } from "../../../src/api/engine-contract.ts";
import { useQueries, type Answer } from "../../state/queries.ts";

/** A question for a page of rows, as the engine's lists of events understand it. */
export type PageQuery = ParamsOf<EngineContract, "process.list">;
export type ReadPage<Row> = (query: PageQuery) => Promise<PageOf<Row>>;

const PAGE = 1_000;
/** The most rows that the engine gives at once. */
export const LARGEST_PAGE = 10_000;

interface Loaded<Row> {
  /** The question that these rows answer. */
  readonly key: string;
  readonly rows: readonly Row[];
  readonly next: string | undefined;
  readonly total: number;
}

export interface Pages<Row> {
  readonly rows: readonly Row[];
  /** All rows that the query admits; `undefined` before the first answer. */
  readonly total: number | undefined;
  readonly error: Error | undefined;
  readonly isLoading: boolean;
  readonly onEnd: () => void;
}

/** An answer that holds all rows at once, as pages that have no end to come to. */
export function wholeAnswer<Row>({ value, error, isLoading }: Answer<readonly Row[]>): Pages<Row> {
  return { rows: value ?? [], total: value?.length, error, isLoading, onEnd: () => undefined };
}

/** Shows what it has until the answer to a changed question, or to the same one of a changed workspace, is there. */
export function usePages<Row>(read: ReadPage<Row>, query: PageQuery, firstPage = PAGE): Pages<Row> {
  const generation = useQueries((state) => state.generation);
  const [loaded, setLoaded] = useState<Loaded<Row>>();
  const [error, setError] = useState<Error>();
  const [waiting, setWaiting] = useState(0);
  const key = JSON.stringify(query);
  const latest = useRef({ query, loaded });
  latest.current = { query, loaded };

  const ask = useCallback(
    async (more: { limit: number; after?: string }): Promise<PageOf<Row> | undefined> => {
      setWaiting((count) => count + 1);
      try {
        const page = await read({ ...latest.current.query, ...more });
        setError(undefined);
        return page;
      } catch (reason) {
        setError(reason instanceof Error ? reason : new Error(String(reason)));
        return undefined;
      } finally {
        setWaiting((count) => count - 1);
      }
    },
    [read],
  );

  useEffect(() => {
    let isGone = false;
    const before = latest.current.loaded;
    const kept = before?.key === key ? before.rows.length : 0;
    void ask({ limit: Math.min(LARGEST_PAGE, Math.max(firstPage, kept)) }).then((page) => {
      if (page !== undefined && !isGone) setLoaded({ key, rows: page.rows, next: page.next, total: page.total });
    });
    return () => {
      isGone = true;
    };
  }, [ask, key, generation, firstPage]);

  const isAsking = useRef(false);
  const onEnd = useCallback(() => {
    const { loaded: before } = latest.current;
    if (before?.next === undefined || before.key !== key || isAsking.current) return;
    isAsking.current = true;
    void ask({ limit: PAGE, after: before.next }).then((page) => {
      isAsking.current = false;
      if (page === undefined || latest.current.loaded !== before) return;
      setLoaded({ ...before, rows: [...before.rows, ...page.rows], next: page.next });
    });
  }, [ask, key]);

  return { rows: loaded?.rows ?? [], total: loaded?.total, error, isLoading: waiting > 0, onEnd };
}
