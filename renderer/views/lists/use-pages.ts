/** Rows of the engine, a page at a time: those are asked for that come into sight, wherever in the list they are. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ParamsOf } from "../../../src/api/contract.ts";
import type { EngineContract, PageOf } from "../../../src/api/engine-contract.ts";
import { allHere, type RowSource } from "../../components/row-source.ts";
import { useQueries, type Answer } from "../../state/queries.ts";
import { awaitedPages, nearestPages, pagedRows } from "./paged-rows.ts";

/** A question for a page of rows, as the engine's lists of events understand it. */
export type PageQuery = ParamsOf<EngineContract, "process.list">;
export type ReadPage<Row> = (query: PageQuery) => Promise<PageOf<Row>>;

const PAGE = 1_000;
/** The most rows that the engine gives at once. */
export const LARGEST_PAGE = 10_000;
/** Rows that are kept, those nearest to what is in sight. */
const MOST_KEPT = 30_000;

export interface Pages<Row> {
  readonly rows: RowSource<Row>;
  readonly error: Error | undefined;
  readonly isLoading: boolean;
  /** To be told which rows are in sight, first and last. */
  readonly onSight?: (first: number, last: number) => void;
}

/** An answer that holds all rows at once. */
export function wholeAnswer<Row>({ value, error, isLoading }: Answer<readonly Row[]>): Pages<Row> {
  return { rows: allHere(value ?? []), error, isLoading };
}

interface Loaded<Row> {
  /** The question that these rows answer, and the generation of the workspace that was asked. */
  readonly key: string;
  readonly generation: number;
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly Row[]>;
  /** Pages of this generation; the others are shown until they are asked for again. */
  readonly fresh: ReadonlySet<number>;
}

interface Asking<Row> {
  readonly key: string;
  readonly generation: number;
  readonly query: PageQuery;
  readonly loaded: Loaded<Row> | undefined;
  /** Rows in sight, first and last. */
  readonly sight: readonly [number, number];
  readonly isUnderWay: boolean;
}

/** Shows what it has until the answer to a changed question, or to the same one of a changed workspace, is there. */
export function usePages<Row>(read: ReadPage<Row>, query: PageQuery, size = PAGE): Pages<Row> {
  const generation = useQueries((state) => state.generation);
  const key = JSON.stringify(query);
  const [loaded, setLoaded] = useState<Loaded<Row>>();
  const [error, setError] = useState<Error>();
  const [isLoading, setIsLoading] = useState(true);
  const latest = useRef<Asking<Row>>({ key, generation, query, loaded, sight: [0, 0], isUnderWay: false });
  latest.current = { ...latest.current, key, generation, query };

  /** One page is under way at a time, so that a quick scroll asks for where it ends and not for all that it passes. */
  const proceed = useCallback(async () => {
    if (latest.current.isUnderWay) return;
    latest.current = { ...latest.current, isUnderWay: true };
    try {
      for (let page = nextPage(latest.current, size); page !== undefined; page = nextPage(latest.current, size)) {
        setIsLoading(true);
        const asked = latest.current;
        const total = isCurrent(asked) ? { total: asked.loaded.total } : {};
        const answer = await read({ ...asked.query, ...total, skip: page * size, limit: size });
        const next = withPage(asked, page, answer, size);
        latest.current = { ...latest.current, loaded: next };
        setLoaded(next);
        setError(undefined);
      }
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      latest.current = { ...latest.current, isUnderWay: false };
      setIsLoading(false);
    }
  }, [read, size]);

  useEffect(() => void proceed(), [proceed, key, generation]);
  const onSight = useCallback(
    (first: number, last: number) => {
      latest.current = { ...latest.current, sight: [first, last] };
      void proceed();
    },
    [proceed],
  );
  const rows = useMemo(
    () => pagedRows(loaded?.pages ?? new Map<number, readonly Row[]>(), size, loaded?.total ?? 0),
    [loaded, size],
  );
  return { rows, error, isLoading, onSight };
}

function isCurrent<Row>(asking: Asking<Row>): asking is Asking<Row> & { readonly loaded: Loaded<Row> } {
  const { key, generation, loaded } = asking;
  return loaded?.key === key && loaded.generation === generation;
}

function nextPage<Row>(asking: Asking<Row>, size: number): number | undefined {
  const { key, loaded, sight } = asking;
  if (isCurrent(asking)) return awaitedPages(asking.loaded.total, asking.loaded.fresh, size, sight)[0];
  return loaded?.key === key ? Math.floor(sight[0] / size) : 0;
}

function withPage<Row>(asked: Asking<Row>, page: number, answer: PageOf<Row>, size: number): Loaded<Row> {
  const { key, generation, loaded } = asked;
  const known = loaded?.key === key ? loaded.pages : new Map<number, readonly Row[]>();
  const pages = nearestPages(new Map(known).set(page, answer.rows), page, MOST_KEPT / size);
  const fresh = [page, ...(isCurrent(asked) ? asked.loaded.fresh : [])].filter((one) => pages.has(one));
  return { key, generation, total: answer.total, pages, fresh: new Set(fresh) };
}
