/** An episode told in parts: what and since when, by which program, to where, after what, with whose leave, at what cost. */
import { clusterSentence } from "../correlation/clusters.ts";
import type { Timestamp } from "../base/time.ts";
import type { Episode, RelatedControl, StoryPart, SuspectConnection, SuspectProcess } from "../model/episode.ts";
import type { HostSummary } from "../model/fleet.ts";
import { findMetric } from "../model/metrics.ts";
import { profileWords } from "../model/profile-words.ts";
import { policySentence, shapeSentence, signSentence } from "./kind-words.ts";
import { bytes, duration, list, minuteOf, percent, valueOf } from "./wording.ts";

/** Shares and suspicions below these are not worth a sentence. */
const TOLD_SHARE = 0.1;
const TOLD_SUSPICION = 0.5;
const TOLD_CONNECTION = 0.3;
const TOLD_HOURS = 1;
const MOST_PEOPLE = 4;

/** Only the parts that there is something to tell of. `classTitle` is what the host's class is called. */
export function storyOf(episode: Episode, host: HostSummary | undefined, classTitle: string | undefined): StoryPart[] {
  const sign = signSentence(episode);
  const parts: readonly (readonly [StoryPart["about"], readonly string[]])[] = [
    [
      "load",
      [
        ...(sign === undefined ? [level(episode, classTitle), comparison(episode), shapeSentence(episode)] : [sign]),
        policySentence(episode),
        since(episode),
      ],
    ],
    ["program", [sign === undefined ? carrier(episode) : ""]],
    ["destination", [connection(episode)]],
    ["onset", [controls(episode), people(episode)]],
    ["permission", [permission(episode)]],
    ["cluster", (episode.clusters ?? []).slice(0, 2).map(clusterSentence)],
    ["cost", [cost(episode, host), sign === undefined ? verdict(episode) : ""]],
  ];
  return parts.flatMap(([about, sentences]) => {
    const text = sentences.filter((sentence) => sentence !== "").join(" ");
    return text === "" ? [] : [{ about, text }];
  });
}

function level({ host, shape, metrics, profile }: Episode, classTitle: string | undefined): string {
  const kind = classTitle === undefined ? "" : ` (${classTitle})`;
  if (metrics.length === 0) {
    return `${host}${kind} shows signs of ${profileWords(profile)} in its connections, programs or a sensor's alerts; no metric is part of this.`;
  }
  const what = findMetric(shape.metric)?.title ?? shape.metric;
  const value = (amount: number): string => valueOf(amount, shape.metric);
  const { levelBusiness, levelOffPeak } = shape;
  const split =
    levelBusiness === undefined || levelOffPeak === undefined
      ? ""
      : `, ${value(levelBusiness)} in business hours and ${value(levelOffPeak)} outside them`;
  return `${what} on ${host}${kind} is typically at ${value(shape.level)}${split}.`;
}

function comparison({ shape, startsBeforeData, metrics }: Episode): string {
  if (metrics.length === 0) return "";
  const normal = valueOf(shape.normalLevel, shape.metric);
  const peers =
    shape.peerLevel === undefined || shape.peerCount === 0
      ? ""
      : ` (n = ${shape.peerCount} ${shape.peerCount === 1 ? "peer" : "peers"}, at ${valueOf(shape.peerLevel, shape.metric)})`;
  const whose = startsBeforeData ? "Its peers lead to expect" : "Normal for those hours is";
  return `${whose} ${normal}${peers}; the deviation is ${shape.deviation.toFixed(1)} robust standard deviations.`;
}

function since({ start, end, startsBeforeData }: Episode): string {
  const from = startsBeforeData
    ? `It was there at the first sample, ${minuteOf(start)}`
    : `It began at ${minuteOf(start)}`;
  return end === undefined ? `${from}, and lasts to the end of the data.` : `${from} and ended at ${minuteOf(end)}.`;
}

function carrier({ processes, unattributedShare, metrics }: Episode): string {
  const told = processes.filter((process) => shareOf(process) >= TOLD_SHARE || process.suspicion >= TOLD_SUSPICION);
  const [first] = [...told].sort((a, b) => shareOf(b) - shareOf(a));
  if (first === undefined) {
    if (metrics.length === 0) return "No source ties it to a program.";
    return unattributedShare === undefined
      ? "No process samples show which program carries it."
      : `No single program carries it; ${percent(unattributedShare)} of the excess is not attributed.`;
  }
  const where = first.executable === undefined ? "" : ` from ${first.executable}`;
  const parent = first.parent === undefined ? "" : `, started by ${first.parent}`;
  const who = first.user === undefined ? "" : `, run by ${first.user}`;
  const when = `, seen from ${minuteOf(first.first)} to ${minuteOf(first.last)}`;
  const reasons = first.reasons.slice(0, 3);
  const why = reasons.length === 0 ? "" : ` It ${list(reasons)}.`;
  return `${carried(first)} ${first.name}${where} (pid ${first.pid}${parent}${who}${when}).${why}`;
}

function carried({ share }: SuspectProcess): string {
  if (share === undefined) return "Suspicious at the time is";
  if (typeof share === "number") return `${percent(share)} of the excess is carried by`;
  return `Between ${percent(share[0])} and ${percent(share[1])} of the excess (the number of CPUs is not known) is carried by`;
}

function connection({ connections }: Episode): string {
  const [first] = connections;
  if (first === undefined || first.suspicion < TOLD_CONNECTION) return "";
  const owner = first.process === undefined ? "" : ` by ${first.process}`;
  const amounts = [
    first.bytesOut === undefined ? [] : [`${bytes(first.bytesOut)} sent`],
    first.bytesIn === undefined ? [] : [`${bytes(first.bytesIn)} received`],
  ].flat();
  const volume = amounts.length === 0 ? "" : `, ${list(amounts)}`;
  const times = first.count === 1 ? "one connection" : `${first.count} connections`;
  return `There ${first.count === 1 ? "is" : "are"} ${times}${owner} to ${target(first)}, first at ${minuteOf(first.first)}, open for ${duration(first.durationSeconds)} in all${volume}; it ${list(first.reasons.slice(0, 3))}.`;
}

function target({ destination, domain, port }: SuspectConnection): string {
  const name = domain === undefined || domain === destination ? destination : `${domain} (${destination})`;
  return port === undefined ? name : `${name} port ${port}`;
}

function controls(episode: Episode): string {
  const told = new Map<string, RelatedControl[]>();
  for (const control of episode.controls) {
    if (control.action !== "logon") told.set(control.action, [...(told.get(control.action) ?? []), control]);
  }
  if (told.size === 0) return "";
  const events = [...told].map(([action, all]) => {
    const user = all.find((control) => control.user !== undefined)?.user;
    const [first] = all;
    const times = all.length === 1 ? "" : ` (${all.length} times)`;
    return `${action.replaceAll("-", " ")}${times}${first === undefined ? "" : ` at ${minuteOf(first.at)}`}${user === undefined ? "" : ` by ${user}`}`;
  });
  return `Near the onset: ${list(events)}.`;
}

/** The last logon of each account before the onset, and of those that came only later the first. */
function people({ controls: events, start }: Episode): string {
  const logons = new Map<string, Timestamp>();
  for (const { action, user, at } of events) {
    if (action !== "logon" || user === undefined) continue;
    const known = logons.get(user);
    if (known === undefined || (at <= start && at > known)) logons.set(user, at);
  }
  const told = [...logons].slice(0, MOST_PEOPLE).map(([user, time]) => `${user} at ${minuteOf(time)}`);
  return told.length === 0 ? "" : `Logged on near the onset: ${list(told)}.`;
}

function permission({ justification: { state, coverage, refs } }: Episode): string {
  if (refs.length === 0) return "No ticket, task, maintenance window or approved workload is known for it.";
  const named = list(refs.slice(0, 4).map(({ id, verdict, why }) => `${id} (${verdict}: ${why.replace(/\.$/, "")})`));
  switch (state) {
    case "explained":
      return `It is explained: approved claims cover ${percent(coverage)} of the excess, namely ${named}.`;
    case "partly":
      return `It is explained in part: approved claims cover ${percent(coverage)} of the excess, namely ${named}.`;
    case "contradicted":
      return `A claim is there but the load is not what it says: ${named}.`;
    case "unexplained":
      return `It is unexplained; what was found does not apply or covers too little: ${named}.`;
  }
}

function cost({ excess }: Episode, host: HostSummary | undefined): string {
  const parts: string[] = [];
  if (excess.cpuHours !== undefined && excess.cpuHours > 0) {
    const unit = host?.logicalCpus === undefined ? "hours of the whole machine" : "CPU-hours";
    parts.push(`${amount(excess.cpuHours)} ${unit}`);
  }
  if (excess.gpuHours !== undefined && excess.gpuHours >= TOLD_HOURS)
    parts.push(`${amount(excess.gpuHours)} GPU-hours`);
  if (excess.energyWattHours !== undefined && excess.energyWattHours > 0) {
    parts.push(`${amount(excess.energyWattHours / 1000)} kWh`);
  }
  if (excess.networkTransmitBytes !== undefined && excess.networkTransmitBytes > 0) {
    parts.push(`${bytes(excess.networkTransmitBytes)} sent`);
  }
  return parts.length === 0 ? "" : `Beyond normal it used ${list(parts)}.`;
}

function verdict({ profile, profileScore }: Episode): string {
  return profile === "unknown"
    ? "No activity profile fits it."
    : `It fits the profile of ${profileWords(profile)} to ${percent(profileScore)}.`;
}

function amount(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function shareOf({ share }: SuspectProcess): number {
  return typeof share === "object" ? share[1] : (share ?? 0);
}
