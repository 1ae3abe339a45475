/** Work that takes longer than a moment: shown in the status bar with its progress, and cancelled there. */
import { create } from "zustand";
import type { NoticeOf, ParamsOf, ResultOf } from "../../src/api/contract.ts";
import type { EngineContract, Progress } from "../../src/api/engine-contract.ts";
import { askEngine } from "./engine.ts";

export interface Job {
  readonly id: number;
  readonly title: string;
  readonly progress: Progress | undefined;
  cancel(): void;
}

interface Jobs {
  readonly running: readonly Job[];
}

/** The engine's methods that report progress. */
export type JobMethod = {
  [Name in keyof EngineContract & string]: Progress extends NoticeOf<EngineContract, Name> ? Name : never;
}[keyof EngineContract & string];

export const useJobs = create<Jobs>(() => ({ running: [] }));
let lastId = 0;

/** Runs a long method of the engine as a job; resolves with its result. */
export async function runJob<Name extends JobMethod>(
  title: string,
  name: Name,
  params: ParamsOf<EngineContract, Name>,
): Promise<ResultOf<EngineContract, Name>> {
  const id = ++lastId;
  const controller = new AbortController();
  const job: Job = { id, title, progress: undefined, cancel: () => controller.abort() };
  useJobs.setState(({ running }) => ({ running: [...running, job] }));
  const onNotice = (progress: Progress): void => {
    useJobs.setState(({ running }) => ({
      running: running.map((one) => (one.id === id ? { ...one, progress } : one)),
    }));
  };
  try {
    return await askEngine(name, params, { signal: controller.signal, onNotice } as never);
  } finally {
    useJobs.setState(({ running }) => ({ running: running.filter((one) => one.id !== id) }));
  }
}
