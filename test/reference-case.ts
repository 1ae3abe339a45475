/** The reference case from generator to verdict, and how its outcome is held against what was planted. */
import { rm } from "node:fs/promises";
import path from "node:path";
import { cliJson } from "./command-line.ts";

export interface Label {
  readonly host: string;
  readonly start: string;
  readonly end: string;
  readonly kind: string;
  readonly title: string;
  readonly explained: boolean;
}

export interface PresentedEpisode {
  readonly id: string;
  readonly host: string;
  readonly start: string;
  readonly end: string | null;
  readonly startsBeforeData: boolean;
  readonly alarm: boolean;
  readonly profile: string;
  readonly justification: { readonly state: string };
  readonly processes: readonly { readonly name: string; readonly executable: string | null }[];
  readonly connections: readonly { readonly destination: string; readonly port: number | null }[];
}

export interface ReferenceRun {
  readonly workspace: string;
  readonly labels: readonly Label[];
  readonly episodes: readonly PresentedEpisode[];
  readonly hosts: number;
  readonly seconds: number;
}

export interface ReferenceOptions {
  readonly scenario: "reference" | "reference-older";
  readonly hosts: number;
  readonly days: number;
  readonly seed: number;
}

/** `demo` → `import` → `analyze` through the command line in a folder of its own. */
export async function runReferenceCase(directory: string, options: ReferenceOptions): Promise<ReferenceRun> {
  const started = Date.now();
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { bundle, labels } = await cliJson<{ bundle: string; labels: Label[] }>(["demo", directory, ...flags]);
  const workspace = path.join(directory, "case.plimsoll");
  await cliJson(["import", bundle, "-w", workspace]);
  const { episodes, hosts } = await cliJson<{ episodes: PresentedEpisode[]; hosts: number }>([
    "analyze",
    "-w",
    workspace,
  ]);
  const seconds = (Date.now() - started) / 1000;
  await rm(bundle, { recursive: true, force: true });
  return { workspace, labels, episodes, hosts, seconds };
}

export interface Outcome {
  readonly minerIsFirst: boolean;
  readonly minerIsAlarm: boolean;
  readonly minerProfile: string | undefined;
  readonly minerState: string | undefined;
  readonly startsBeforeData: boolean | undefined;
  /** Hours from the planted start to the stated one. */
  readonly onsetErrorHours: number;
  /** Unexplained alarms on hosts that carry no miner. */
  readonly falseAlarms: readonly PresentedEpisode[];
  readonly falseAlarmsPerHostMonth: number;
  /** States of the episodes on the approved render job's host within its time. */
  readonly renderStates: readonly string[];
}

const HOUR_MS = 3_600_000;
const MONTH_DAYS = 30.44;

export function holdAgainstLabels({ labels, episodes, hosts }: ReferenceRun, days: number): Outcome {
  const planted = labels.find((label) => label.kind === "cpu-mining" && !label.explained);
  const miner = episodes.find((episode) => episode.host === planted?.host && episode.alarm);
  const guilty = new Set(labels.filter((label) => label.kind === "cpu-mining").map((label) => label.host));
  const falseAlarms = episodes.filter(
    (episode) => episode.alarm && episode.justification.state !== "explained" && !guilty.has(episode.host),
  );
  const render = labels.find((label) => label.title === "Approved render job");
  return {
    minerIsFirst: miner !== undefined && episodes[0]?.id === miner.id,
    minerIsAlarm: miner !== undefined,
    minerProfile: miner?.profile,
    minerState: miner?.justification.state,
    startsBeforeData: miner?.startsBeforeData,
    onsetErrorHours: Math.abs(Date.parse(miner?.start ?? "") - Date.parse(planted?.start ?? "")) / HOUR_MS,
    falseAlarms,
    falseAlarmsPerHostMonth: falseAlarms.length / ((hosts - guilty.size) * (days / MONTH_DAYS)),
    renderStates: episodes
      .filter((episode) => episode.host === render?.host && overlaps(episode, render))
      .map((episode) => episode.justification.state),
  };
}

function overlaps(episode: PresentedEpisode, label: Label): boolean {
  const end = episode.end === null ? Number.POSITIVE_INFINITY : Date.parse(episode.end);
  return Date.parse(episode.start) < Date.parse(label.end) && end > Date.parse(label.start);
}
