/**
 * The lanes under the metrics: what was written there, episodes, claims, the processes and connections that stand out,
 * control events.
 */
import { SECOND, type TimeRange, type Timestamp } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import type { Annotation } from "../../../src/model/annotation.ts";
import type { Episode } from "../../../src/model/episode.ts";
import type { StoredControl } from "../../../src/model/events.ts";
import type { StoredJustification } from "../../../src/model/justification.ts";
import type { Lane, Mark, MarkShape, Span } from "../../charts/lane.ts";
import { formatBytes } from "../../format/bytes.ts";
import { formatDuration } from "../../format/duration.ts";
import { formatNumber, formatShare, formatShort } from "../../format/number.ts";
import { formatRange, formatSeconds, formatTime } from "../../format/time.ts";
import { episodeTitle, justificationTitles } from "../../format/words.ts";
import { occurrencesOf } from "./occurrences.ts";

/** Processes and connections that are drawn; the lists have all of them. */
const MOST_SUSPECTS = 6;
const MOST_CLAIM_SPANS = 600;

export interface EventLaneSources {
  readonly annotations: readonly Annotation[];
  readonly episodes: readonly Episode[];
  readonly claims: readonly StoredJustification[];
  readonly controls: readonly StoredControl[];
  readonly range: TimeRange;
  readonly dataEnd: Timestamp;
  readonly zone: Zone;
}

/** The lanes that every timeline has, in the order in which they stand by themselves. */
export const eventLaneTitles: readonly { readonly id: string; readonly title: string }[] = [
  { id: "annotations", title: "Notes" },
  { id: "episodes", title: "Episodes" },
  { id: "claims", title: "Claims" },
  { id: "processes", title: "Processes" },
  { id: "connections", title: "Connections" },
  { id: "controls", title: "Control events" },
];

export function eventLanes(sources: EventLaneSources): readonly Lane[] {
  return [
    {
      kind: "spans",
      id: "annotations",
      title: "Notes",
      spans: sources.annotations.map((annotation) => annotationSpan(annotation, sources.zone)),
      empty: "Nothing is written here yet: press A to write at the cursor, or on the selected span",
    },
    {
      kind: "spans",
      id: "episodes",
      title: "Episodes",
      spans: sources.episodes.map((episode) => episodeSpan(episode, sources)),
      empty: "No episode on this host",
    },
    {
      kind: "spans",
      id: "claims",
      title: "Claims",
      spans: claimSpans(sources),
      empty: "No ticket, task or window claims this time",
    },
    {
      kind: "spans",
      id: "processes",
      title: "Processes",
      spans: processSpans(sources),
      empty: "No process stands out; all are in the Processes list",
    },
    {
      kind: "spans",
      id: "connections",
      title: "Connections",
      spans: connectionSpans(sources),
      empty: "No connection stands out; all are in the Connections list",
    },
    {
      kind: "marks",
      id: "controls",
      title: "Control events",
      key: "◆ protection or power saving, ▲ device, ● logon and the rest",
      marks: sources.controls.map((event) => controlMark(event, sources.zone)),
      empty: "No control events",
    },
  ];
}

function annotationSpan({ id, start, end, text }: Annotation, zone: Zone): Span {
  return {
    id: String(id),
    range: { start, end: end ?? start },
    label: text,
    title: `${text} · click to edit`,
    look: "annotation",
    fields: [
      ["Time", end === undefined ? formatTime(start, zone) : formatRange({ start, end }, zone)],
      ["Text", text],
    ],
  };
}

function episodeSpan(episode: Episode, { dataEnd, zone }: EventLaneSources): Span {
  const label = `${episodeTitle(episode)} · ${justificationTitles[episode.justification.state]}`;
  const range = { start: episode.start, end: episode.end ?? dataEnd };
  return {
    id: episode.id,
    range,
    label,
    title: `${label} · priority ${formatShort(episode.priority.score)} · click to open`,
    look: episode.alarm ? "episode" : "episode-muted",
    fields: [["Time", formatRange(range, zone)]],
  };
}

function claimSpans({ claims, episodes, range, zone }: EventLaneSources): readonly Span[] {
  const verdicts = new Map(episodes.flatMap((episode) => episode.justification.refs).map((ref) => [ref.id, ref]));
  return claims
    .flatMap((claim) => {
      const found = verdicts.get(claim.id);
      const isContradicted = found !== undefined && found.verdict !== "explains" && found.verdict !== "partly";
      return occurrencesOf(claim, range).map((span, index): Span => ({
        id: `${claim.id}#${String(index)}`,
        range: span,
        label: `${claim.id} ${claim.title}`,
        title: [
          `${claim.kind} ${claim.id}: ${claim.title} (${claim.state})`,
          ...(found === undefined ? [] : [`${found.verdict}: ${found.why}`]),
        ].join("; "),
        look: isContradicted || claim.approval !== "approved" ? "claim-contradicted" : "claim",
        fields: [
          ["Claim", `${claim.kind} ${claim.id}`],
          ["Title", claim.title],
          ["State", `${claim.state}, ${claim.approval}`],
          ["Time", formatRange(span, zone)],
          ["Verdict", found === undefined ? "bears on no episode" : `${found.verdict}: ${found.why}`],
        ],
      }));
    })
    .slice(0, MOST_CLAIM_SPANS);
}

function processSpans({ episodes, zone }: EventLaneSources): readonly Span[] {
  return mostSuspect(
    episodes.flatMap((episode) => episode.processes.map((one) => ({ one, key: `${one.name} ${String(one.pid)}` }))),
  ).map(({ one, key }) => ({
    id: key,
    range: { start: one.first, end: one.last },
    label: `${one.name} (${String(one.pid)})${shareWords(one.share)}`,
    title: [one.executable ?? one.name, ...one.reasons].join("; "),
    look: "process",
    fields: known([
      ["Process", `${one.name} (${String(one.pid)})`],
      ["Path", one.executable],
      ["Command line", one.commandLine],
      ["Parent", one.parent],
      ["Account", one.user],
      ["Seen", formatRange({ start: one.first, end: one.last }, zone)],
      ["Share", shareWords(one.share).replace(" · ", "")],
      ["Why", one.reasons.join("; ")],
    ]),
  }));
}

function connectionSpans({ episodes, zone }: EventLaneSources): readonly Span[] {
  return mostSuspect(
    episodes.flatMap((episode) =>
      episode.connections.map((one) => ({ one, key: `${one.destination}:${String(one.port ?? "?")}` })),
    ),
  ).map(({ one, key }) => ({
    id: key,
    range: { start: one.first, end: one.last },
    label: one.domain === undefined ? key : `${one.domain}:${String(one.port ?? "?")}`,
    title: [key, ...one.reasons].join("; "),
    look: "connection",
    fields: known([
      ["Destination", key],
      ["Domain", one.domain],
      ["Process", one.process],
      ["Seen", formatRange({ start: one.first, end: one.last }, zone)],
      ["Connections", formatNumber(one.count)],
      ["Connected", formatDuration(one.durationSeconds * SECOND)],
      ["Bytes out", one.bytesOut === undefined ? undefined : formatBytes(one.bytesOut)],
      ["Bytes in", one.bytesIn === undefined ? undefined : formatBytes(one.bytesIn)],
      ["Why", one.reasons.join("; ")],
    ]),
  }));
}

/** The facts that are there. */
function known(facts: readonly (readonly [string, string | undefined])[]): Span["fields"] {
  return facts.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value] as const]));
}

/** Each of them once, the most suspicious first. */
function mostSuspect<T extends { readonly suspicion: number }>(
  found: readonly { readonly one: T; readonly key: string }[],
): readonly { readonly one: T; readonly key: string }[] {
  const seen = new Set<string>();
  return [...found]
    .sort((a, b) => b.one.suspicion - a.one.suspicion)
    .filter(({ key }) => !seen.has(key) && seen.add(key).size > 0)
    .slice(0, MOST_SUSPECTS);
}

function shareWords(share: number | readonly [number, number] | undefined): string {
  if (share === undefined) return "";
  // Processes are sampled now and then, so that a share is never more than an estimate.
  if (typeof share === "number") return ` · ≈ ${formatShare(share)} of the excess`;
  return ` · ≈ ${formatShare(share[0])} to ${formatShare(share[1])} of the excess`;
}

function controlMark(event: StoredControl, zone: Zone): Mark {
  return {
    id: String(event.id),
    time: event.time,
    shape: shapeOf(event.action),
    title: `${event.action}${event.user === undefined ? "" : ` by ${event.user}`}: ${event.message}`,
    fields: known([
      ["Action", event.action],
      ["Time", formatSeconds(event.time, zone)],
      ["Account", event.user],
      ["Message", event.message],
    ]),
  };
}

/** ◆ a protection or power saving switched off, ▲ a device, ● a logon and what else there is. */
function shapeOf(action: string): MarkShape {
  if (/^(protection|power)/.test(action)) return "diamond";
  return action.startsWith("device") ? "triangle" : "circle";
}
