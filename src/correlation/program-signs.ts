/** What programs show by themselves: a miner by its name or what it was told to do, a system program that is none. */
import type { StoredProcess } from "../model/events.ts";
import type { Knowledge } from "../model/knowledge.ts";
import { DISGUISE, type Indication } from "./indication.ts";
import { masqueradeSigns } from "./masquerade.ts";
import { minerSigns } from "./miner-signs.ts";
import type { ProcessJudgement } from "./process-suspicion.ts";
import { suspicionOf, type Ground } from "./suspicion.ts";

/** A disguise that alone is plain: the wrong place, a name made to be misread. */
const PLAIN_DISGUISE = 0.6;
/** Together with what else there is, a disguise is told from this suspicion on. */
const DISGUISED_FROM = 0.8;

/** Whether a program's name and file alone, as the stock of a host has them, are worth a look at its processes. */
export function mayBeDisguised(program: Pick<StoredProcess, "name" | "executable">, knowledge: Knowledge): boolean {
  const subject = {
    ...program,
    commandLine: undefined,
    parentName: undefined,
    parentExecutable: undefined,
    user: undefined,
    originalFileName: undefined,
  };
  const signs = [...masqueradeSigns(subject, knowledge), ...minerSigns(subject, knowledge)];
  return signs.some(({ weight }) => weight >= PLAIN_DISGUISE);
}

export function programIndications(process: StoredProcess, judgement: ProcessJudgement): Indication[] {
  const { grounds } = judgement;
  const miner = grounds.filter(({ kind }) => kind === "miner");
  const disguise = grounds.filter(({ kind }) => kind === "masquerade");
  const where = process.executable ?? process.name;
  const about = (profile: string, of: readonly Ground[], weight: number): Indication => ({
    profile,
    first: process.start ?? process.first,
    last: process.last,
    text: `${where} (pid ${process.pid}${process.user === undefined ? "" : `, run by ${process.user}`}) ${listed(of)}.`,
    weight,
    isPassing: false,
    destination: undefined,
    program: process.name,
  });
  const indications: Indication[] = [];
  if (miner.length > 0) indications.push(about("mining", miner, suspicionOf(miner)));
  const isPlain = disguise.some(({ weight }) => weight >= PLAIN_DISGUISE);
  if (isPlain && judgement.suspicion >= DISGUISED_FROM) {
    indications.push(about(DISGUISE, grounds, judgement.suspicion));
  }
  return indications;
}

function listed(grounds: readonly Ground[]): string {
  const texts = [...grounds].sort((a, b) => b.weight - a.weight).map(({ text }) => text);
  return texts.length < 2 ? (texts[0] ?? "") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1) ?? ""}`;
}
