/** Signs that a process is a miner by its name or by what it was told to do. */
import type { ProcessRecord } from "../model/events.ts";
import type { Knowledge, MinerKnowledge } from "../model/knowledge.ts";
import { programName } from "./program.ts";
import type { Ground } from "./suspicion.ts";

/** A command line is looked at this far; what miners need stands near its start. */
const LOOKED_AT = 8_192;
/** Two medium patterns together say what a strong one says. */
const MEDIUM_NEEDED = 2;
/** Base64 shorter than this holds no phrase. */
const ENCODED = /[A-Za-z0-9+/]{16,}/;

export type MinerSubject = Pick<ProcessRecord, "name" | "executable" | "commandLine" | "originalFileName">;

/** Grounds of the kinds `miner` (enough by itself) and `miner-hint`. */
export function minerSigns(process: MinerSubject, knowledge: Knowledge): Ground[] {
  return [...nameSigns(process, knowledge.miners), ...commandLineSigns(process.commandLine, knowledge.miners)];
}

function nameSigns(process: MinerSubject, miners: MinerKnowledge): Ground[] {
  const names = new Set(
    [process.name, process.executable, process.originalFileName].filter((name) => name !== undefined).map(programName),
  );
  const grounds: Ground[] = [];
  for (const name of names) {
    if (miners.names.has(name)) grounds.push({ kind: "miner", text: `has the name of a miner, ${name}`, weight: 0.85 });
    else if (miners.weakNames.has(name)) {
      grounds.push({ kind: "miner-hint", text: `has a name that miners have used, ${name}`, weight: 0.3 });
    }
  }
  return grounds;
}

function commandLineSigns(commandLine: string | undefined, miners: MinerKnowledge): Ground[] {
  if (commandLine === undefined) return [];
  const line = commandLine.slice(0, LOOKED_AT);
  if (miners.innocent.some((expression) => expression.test(line))) return [];
  const companions = [...miners.companions].filter((file) => line.toLowerCase().includes(file));
  const grounds: Ground[] = companions.map((file) => ({
    kind: "miner-hint",
    text: `names ${file}, a driver that miners load`,
    weight: 0.4,
  }));
  const strong = miners.strong.filter(({ expression }) => expression.test(line));
  for (const { says } of strong) grounds.push({ kind: "miner", text: `${says} in its command line`, weight: 0.8 });
  if (ENCODED.test(line)) {
    for (const { phrase, fragments } of miners.encoded) {
      if (!fragments.some((fragment) => line.includes(fragment))) continue;
      grounds.push({ kind: "miner", text: `hides "${phrase}" in Base64 in its command line`, weight: 0.9 });
    }
  }
  const medium = miners.medium.filter(({ expression }) => expression.test(line));
  if (medium.length >= MEDIUM_NEEDED) {
    const together = medium.map(({ says }) => says).join(" and ");
    grounds.push({ kind: "miner", text: `${together} in its command line`, weight: 0.7 });
  } else {
    for (const { says } of medium)
      grounds.push({ kind: "miner-hint", text: `${says} in its command line`, weight: 0.2 });
  }
  return grounds;
}
