/** Programs of a host as correlation judges them, processes that look the same only once. */
import type { TimeRange } from "../base/time.ts";
import { judgeProcess, type ProcessJudgement } from "../correlation/process-suspicion.ts";
import { programIdentity } from "../correlation/program.ts";
import type { StoredProcess } from "../model/events.ts";
import type { Knowledge } from "../model/knowledge.ts";
import type { FleetInventory } from "./fleet-inventory.ts";

export interface Program {
  readonly identity: string;
  readonly process: StoredProcess;
  readonly judgement: ProcessJudgement;
}

/** Processes that differ in nothing that is judged are judged once. */
export function judgeOnce(
  inventory: FleetInventory,
  host: string,
  episode: TimeRange,
  knowledge: Knowledge,
): (process: StoredProcess) => Program {
  const known = new Map<string, ProcessJudgement>();
  return (process) => {
    const identity = programIdentity(process);
    const {
      commandLine,
      parentName,
      parentExecutable,
      user,
      originalFileName,
      signed,
      executable,
      name,
      hash,
      container,
    } = process;
    const key = JSON.stringify([
      name,
      executable,
      commandLine,
      parentName,
      parentExecutable,
      user,
      originalFileName,
      signed,
      hash,
      container,
    ]);
    let judgement = known.get(key);
    if (judgement === undefined) {
      judgement = judgeProcess(process, inventory.historyOf(host, identity), episode.start, knowledge);
      known.set(key, judgement);
    }
    return { identity, process, judgement };
  };
}
