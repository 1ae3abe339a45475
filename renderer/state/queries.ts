/**
 * Answers of the engine, kept by question. A view asks with `useEngine`; it keeps what it has on screen until the
 * fresh answer is there, so that nothing blinks or moves while an import runs. A new revision of the workspace makes
 * every answer old: those on screen are asked for again, the others are dropped.
 *
 * While a job runs that is twice a second for everything on screen, most of it unchanged. So an answer that is as it was
 * stays the same value, and those that are not wait for the next frame: a view is rendered and drawn once for all of them.
 */
import { useEffect, useMemo, useRef } from "react";
import { create } from "zustand";
import type { ParamsOf, ResultOf } from "../../src/api/contract.ts";
import type { EngineContract } from "../../src/api/engine-contract.ts";
import { askEngine, type EngineMethod } from "./engine.ts";
import { keepEqual } from "./keep-equal.ts";
import { nextFrame } from "./next-frame.ts";

export interface Answer<T> {
  readonly value: T | undefined;
  readonly error: Error | undefined;
  readonly isLoading: boolean;
}

interface Entry extends Answer<unknown> {
  /** The generation of the workspace that was asked. */
  readonly generation: number;
}

interface Queries {
  /** Grows with every revision of the workspace and with every workspace that is opened. */
  readonly generation: number;
  readonly entries: Readonly<Record<string, Entry>>;
}

/** Answers that nobody looks at are kept up to this number, oldest dropped first. */
const IDLE_KEPT = 40;

export const useQueries = create<Queries>(() => ({ generation: 0, entries: {} }));
const viewers = new Map<string, number>();
/** How many workspaces there have been: an answer out of a former one is nobody's. */
let workspaces = 0;

/** The engine's answer to a question; `undefined` parameters ask nothing. */
export function useEngine<Name extends EngineMethod>(
  name: Name,
  params: ParamsOf<EngineContract, Name> | undefined,
): Answer<ResultOf<EngineContract, Name>> {
  const key = params === undefined ? undefined : keyOf(name, params);
  const generation = useQueries((state) => state.generation);
  const entry = useQueries((state) => (key === undefined ? undefined : state.entries[key]));
  const latest = useRef(params);
  latest.current = params;

  useEffect(() => {
    if (key === undefined) return;
    viewers.set(key, (viewers.get(key) ?? 0) + 1);
    return () => {
      const left = (viewers.get(key) ?? 1) - 1;
      if (left > 0) viewers.set(key, left);
      else viewers.delete(key);
      dropIdle();
    };
  }, [key]);

  useEffect(() => {
    if (key !== undefined && latest.current !== undefined) void ask(key, name, latest.current, generation);
  }, [key, name, generation]);

  return useMemo(
    () => ({
      value: entry?.value as ResultOf<EngineContract, Name> | undefined,
      error: entry?.error,
      isLoading: key !== undefined && (entry?.isLoading ?? true),
    }),
    [entry, key],
  );
}

/** As `useEngine`, but shows the previous answer of this workspace while a changed question is on its way. */
export function useSteadyEngine<Name extends EngineMethod>(
  name: Name,
  params: ParamsOf<EngineContract, Name> | undefined,
): Answer<ResultOf<EngineContract, Name>> {
  const answer = useEngine(name, params);
  const last = useRef({ value: answer.value, of: workspaces });
  if (answer.value !== undefined) last.current = { value: answer.value, of: workspaces };
  const isWaiting = params !== undefined && answer.value === undefined && answer.error === undefined;
  return isWaiting && last.current.of === workspaces ? { ...answer, value: last.current.value } : answer;
}

/** Makes every answer old. With `forget`, nothing of the former workspace stays on screen. */
export function refreshQueries(forget: boolean): void {
  if (forget) workspaces++;
  useQueries.setState((state) => ({
    generation: state.generation + 1,
    entries: forget ? {} : state.entries,
  }));
}

function keyOf(name: string, params: unknown): string {
  return `${name} ${JSON.stringify(params)}`;
}

/** Questions whose answer is on its way, and the workspace that they were put to. */
const underWay = new Map<string, number>();

/**
 * One question is under way once. Where the workspace changes meanwhile, its answer is shown all the same, and asked for
 * again: under a stream of changes a view would otherwise wait for their end.
 */
export async function ask<Name extends EngineMethod>(
  key: string,
  name: Name,
  params: ParamsOf<EngineContract, Name>,
  generation: number,
): Promise<void> {
  const known = useQueries.getState().entries[key];
  if (known?.generation === generation) return;
  put(key, { value: known?.value, error: undefined, isLoading: true, generation });
  const asked = workspaces;
  if (underWay.get(key) === asked) return;
  underWay.set(key, asked);
  for (let isFresh = false; !isFresh;) {
    const before = useQueries.getState().entries[key]?.generation;
    const { value, error } = await answerOf(name, params);
    // A first answer is waited for by a person, and shown at once.
    if (useQueries.getState().entries[key]?.value !== undefined) await nextFrame();
    const entry = useQueries.getState().entries[key];
    if (asked !== workspaces) return;
    isFresh = entry === undefined || entry.generation === before;
    if (entry === undefined) continue;
    const { generation: asOf } = entry;
    put(key, { value: keepEqual(entry.value, value), error, isLoading: !isFresh, generation: asOf });
  }
  underWay.delete(key);
}

async function answerOf<Name extends EngineMethod>(name: Name, params: ParamsOf<EngineContract, Name>) {
  try {
    return { value: await askEngine(name, params), error: undefined };
  } catch (error) {
    return { value: undefined, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function put(key: string, entry: Entry): void {
  useQueries.setState((state) => ({ entries: { ...state.entries, [key]: entry } }));
}

function dropIdle(): void {
  const { entries } = useQueries.getState();
  const idle = Object.keys(entries).filter((key) => !viewers.has(key));
  if (idle.length <= IDLE_KEPT) return;
  const dropped = new Set(idle.slice(0, idle.length - IDLE_KEPT));
  useQueries.setState({
    entries: Object.fromEntries(Object.entries(entries).filter(([key]) => !dropped.has(key))),
  });
}
