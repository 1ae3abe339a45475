/** The lanes under the metrics: episodes, claims, the processes and connections that stand out, control events. */
import type { TimeRange, Timestamp } from "../../../src/base/time.ts";
import type { Episode } from "../../../src/model/episode.ts";
import type { StoredControl } from "../../../src/model/events.ts";
import type { StoredJustification } from "../../../src/model/justification.ts";
import type { Lane, Mark, MarkShape, Span } from "../../charts/lane.ts";
import { formatShare, formatShort } from "../../format/number.ts";
import { justificationTitles, profileTitle } from "../../format/words.ts";
import { occurrencesOf } from "./occurrences.ts";

/** Processes and connections that are drawn; the lists have all of them. */
const MOST_SUSPECTS = 6;
const MOST_CLAIM_SPANS = 600;

export interface EventLaneSources {
  readonly episodes: readonly Episode[];
  readonly claims: readonly StoredJustification[];
  readonly controls: readonly StoredControl[];
  readonly range: TimeRange;
  readonly dataEnd: Timestamp;
}

export function eventLanes(sources: EventLaneSources): readonly Lane[] {
  return [
    {
      kind: "spans",
      id: "episodes",
      title: "Episodes",
      spans: sources.episodes.map((episode) => episodeSpan(episode, sources.dataEnd)),
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
      spans: processSpans(sources.episodes),
      empty: "No process stands out; all are in the Processes list",
    },
    {
      kind: "spans",
      id: "connections",
      title: "Connections",
      spans: connectionSpans(sources.episodes),
      empty: "No connection stands out; all are in the Connections list",
    },
    {
      kind: "marks",
      id: "controls",
      title: "Control events",
      marks: sources.controls.map(controlMark),
      empty: "No control events",
    },
  ];
}

function episodeSpan(episode: Episode, dataEnd: Timestamp): Span {
  const label = `${profileTitle(episode.profile)} · ${justificationTitles[episode.justification.state]}`;
  return {
    id: episode.id,
    range: { start: episode.start, end: episode.end ?? dataEnd },
    label,
    title: `${label} · priority ${formatShort(episode.priority.score)} · click to open`,
    look: episode.alarm ? "episode" : "episode-muted",
  };
}

function claimSpans({ claims, episodes, range }: EventLaneSources): readonly Span[] {
  const contradicted = new Set(
    episodes
      .flatMap((episode) => episode.justification.refs)
      .filter((ref) => ref.verdict !== "explains" && ref.verdict !== "partly")
      .map((ref) => ref.id),
  );
  return claims
    .flatMap((claim) =>
      occurrencesOf(claim, range).map((span, index): Span => ({
        id: `${claim.id}#${String(index)}`,
        range: span,
        label: `${claim.id} ${claim.title}`,
        title: `${claim.kind} ${claim.id}: ${claim.title} (${claim.state})`,
        look: contradicted.has(claim.id) || claim.approval !== "approved" ? "claim-contradicted" : "claim",
      })),
    )
    .slice(0, MOST_CLAIM_SPANS);
}

function processSpans(episodes: readonly Episode[]): readonly Span[] {
  return mostSuspect(
    episodes.flatMap((episode) => episode.processes.map((one) => ({ one, key: `${one.name} ${String(one.pid)}` }))),
  ).map(({ one, key }) => ({
    id: key,
    range: { start: one.first, end: one.last },
    label: `${one.name} (${String(one.pid)})${shareWords(one.share)}`,
    title: [one.executable ?? one.name, ...one.reasons].join("; "),
    look: "process",
  }));
}

function connectionSpans(episodes: readonly Episode[]): readonly Span[] {
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
  }));
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
  if (typeof share === "number") return ` · ${formatShare(share)} of the excess`;
  return ` · ${formatShare(share[0])} to ${formatShare(share[1])} of the excess`;
}

function controlMark(event: StoredControl): Mark {
  return {
    id: String(event.id),
    time: event.time,
    shape: shapeOf(event.action),
    title: `${event.action}${event.user === undefined ? "" : ` by ${event.user}`}: ${event.message}`,
  };
}

/** ◆ a protection or power saving switched off, ▲ a device, ● a logon and what else there is. */
function shapeOf(action: string): MarkShape {
  if (/^(protection|power)/.test(action)) return "diamond";
  return action.startsWith("device") ? "triangle" : "circle";
}
