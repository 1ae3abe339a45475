/** Why a process deserves a look, whatever load it carries: each ground a clause, and how much they weigh together. */
import { DAY, HOUR, toIso, type Timestamp } from "../base/time.ts";
import type { ProcessRecord } from "../model/events.ts";
import type { Knowledge } from "../model/knowledge.ts";
import { allowedProgram, withAllowance } from "./allowed.ts";
import { masqueradeSigns } from "./masquerade.ts";
import { minerSigns } from "./miner-signs.ts";
import { normalPath, programName } from "./program.ts";
import { ruleGrounds, rulesMatching, type FoundRule } from "./rule-grounds.ts";
import { processSubject } from "./rule-subjects.ts";
import { suspicionOf, type Ground } from "./suspicion.ts";

/** What is known of a program beside the process itself. */
export interface ProgramHistory {
  /** When the program was first seen on the host; `undefined` where the host's records begin too late to tell. */
  readonly newSince: Timestamp | undefined;
  /** Other hosts of the class that have process records, and on how many of them the program was seen. */
  readonly peers: { readonly hosts: number; readonly seenOn: number; readonly className: string } | undefined;
}

export interface ProcessJudgement {
  readonly grounds: readonly Ground[];
  readonly rules: readonly FoundRule[];
  readonly suspicion: number;
  readonly isNewOnHost: boolean;
  readonly isRareInClass: boolean;
  /** Whether most of the class's other hosts have it as well. */
  readonly isCommonInClass: boolean;
  readonly isMiner: boolean;
  readonly isMasquerading: boolean;
  readonly role: string | undefined;
}

/** A program that appears this long before or after the onset may have to do with it. */
const NEAR_ONSET = 2 * DAY;
/** With fewer peers "rare" means nothing. */
const LEAST_PEERS = 3;
/** A program on at most this share of the class's other hosts is rare. */
const RARE_SHARE = 0.05;
/** A program on at least this share of them is what the class runs. */
const COMMON_SHARE = 0.6;
/** Shipped with the system: neither new nor rare ones are worth a word by that alone. */
const EVERYDAY_ROLES: ReadonlySet<string> = new Set(["system", "patching", "security", "indexing"]);

export function judgeProcess(
  process: ProcessRecord,
  history: ProgramHistory,
  onset: Timestamp,
  knowledge: Knowledge,
): ProcessJudgement {
  const role = knowledge.roles.get(programName(process.executable ?? process.name));
  const miner = minerSigns(process, knowledge);
  const masquerade = masqueradeSigns(process, knowledge);
  const place = placeSigns(process, knowledge);
  const container = containerSigns(process, knowledge);
  // The name of a system program in a wrong place earns it no trust.
  const isEveryday = role !== undefined && EVERYDAY_ROLES.has(role) && masquerade.length === 0 && place.length === 0;
  const novelty = isEveryday ? [] : noveltySigns(history, onset);
  const rarity = isEveryday ? [] : raritySigns(history);
  const unsigned: Ground[] =
    process.signed === false ? [{ kind: "unsigned", text: "is not signed", weight: 0.15 }] : [];
  const rules = rulesMatching(processSubject(process), knowledge.rules);
  const allowance = allowedProgram(process, knowledge);
  const grounds = withAllowance(
    [...miner, ...container, ...masquerade, ...place, ...novelty, ...rarity, ...unsigned, ...ruleGrounds(rules)],
    allowance,
  );
  return {
    grounds,
    rules,
    suspicion: suspicionOf(grounds),
    isNewOnHost: allowance === undefined && novelty.some(({ kind }) => kind === "new"),
    isRareInClass: allowance === undefined && rarity.length > 0,
    isCommonInClass: isCommon(history),
    isMiner: [...miner, ...container].some(({ kind }) => kind === "miner"),
    isMasquerading: masquerade.length > 0,
    role: masquerade.length > 0 ? undefined : role,
  };
}

/** The judgement with more grounds, found where more than the process itself is known. */
export function withGrounds(judgement: ProcessJudgement, more: readonly Ground[]): ProcessJudgement {
  if (more.length === 0) return judgement;
  const grounds = [...judgement.grounds, ...more];
  return { ...judgement, grounds, suspicion: suspicionOf(grounds) };
}

/** Load in a container is nobody's on the host, and its image can say what it is. */
function containerSigns({ container }: ProcessRecord, { miners }: Knowledge): Ground[] {
  if (container === undefined || container.trim() === "") return [];
  const words = container.toLowerCase().split(/[^a-z0-9.-]+/);
  const miner = words.find((word) => miners.names.has(word));
  return miner === undefined
    ? [{ kind: "container", text: `runs in the container ${container.slice(0, 80)}`, weight: 0.05 }]
    : [
        {
          kind: "miner",
          text: `runs in the container ${container.slice(0, 80)}, which has the name of a miner`,
          weight: 0.8,
        },
      ];
}

function placeSigns(process: ProcessRecord, { folders }: Knowledge): Ground[] {
  if (process.executable === undefined) return [];
  const path = normalPath(process.executable);
  const [heaviest] = folders.patterns
    .filter(({ expression }) => expression.test(path))
    .sort((a, b) => b.weight - a.weight);
  const grounds: Ground[] = [];
  if (heaviest !== undefined) {
    const text = `runs from ${heaviest.says} (${process.executable})`;
    grounds.push({ kind: "place", text, weight: heaviest.weight });
  }
  if (folders.deleted.test(path)) {
    grounds.push({ kind: "place", text: "runs from a file that has been deleted", weight: 0.5 });
  }
  return grounds;
}

function noveltySigns({ newSince }: ProgramHistory, onset: Timestamp): Ground[] {
  if (newSince === undefined) return [];
  const distance = newSince - onset;
  const day = toIso(newSince).slice(0, 16).replace("T", " ");
  if (Math.abs(distance) > NEAR_ONSET) {
    return distance < 0
      ? []
      : [{ kind: "later", text: `was first seen on this host while the load lasted, ${day} UTC`, weight: 0.1 }];
  }
  const hours = Math.round(Math.abs(distance) / HOUR);
  const when = hours === 0 ? "at the onset" : `${hours} h ${distance < 0 ? "before" : "after"} the onset`;
  return [{ kind: "new", text: `was first seen on this host ${when}, ${day} UTC`, weight: 0.3 }];
}

function isCommon({ peers }: ProgramHistory): boolean {
  return peers !== undefined && peers.hosts >= LEAST_PEERS && peers.seenOn >= peers.hosts * COMMON_SHARE;
}

function raritySigns({ peers }: ProgramHistory): Ground[] {
  if (peers === undefined || peers.hosts < LEAST_PEERS || peers.seenOn > peers.hosts * RARE_SHARE) return [];
  const where = peers.seenOn === 0 ? `on none of the ${peers.hosts}` : `on only ${peers.seenOn} of the ${peers.hosts}`;
  return [{ kind: "rare", text: `was seen ${where} other hosts of class ${peers.className}`, weight: 0.25 }];
}
