/**
 * An episode as the command line and reports give it to others: CLI.md's field names, ISO times, `null` for what is not
 * there. It holds account names and subject ids, no display name.
 */
import { toIso, type Timestamp } from "../base/time.ts";
import type { Episode } from "../model/episode.ts";

/** `null`, since these are JSON documents and a field that is missing would look like one that is not supported. */
function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}

function isoOrNull(time: Timestamp | undefined): string | null {
  return time === undefined ? null : toIso(time);
}

export function presentEpisode(episode: Episode) {
  return {
    id: episode.id,
    host: episode.host,
    start: toIso(episode.start),
    end: isoOrNull(episode.end),
    startsBeforeData: episode.startsBeforeData,
    alarm: episode.alarm,
    metrics: episode.metrics,
    frames: episode.frames,
    kind: orNull(episode.kind),
    witness: orNull(episode.witness),
    strength: episode.strength,
    confidence: episode.confidence,
    excess: episode.excess,
    shape: presentShape(episode),
    profile: episode.profile,
    profileScore: episode.profileScore,
    reasons: episode.reasons,
    readings: episode.readings.map(({ profile, score }) => ({ profile, score })),
    justification: episode.justification,
    processes: episode.processes.map((process) => ({
      name: process.name,
      executable: orNull(process.executable),
      commandLine: orNull(process.commandLine),
      pid: process.pid,
      parent: orNull(process.parent),
      user: orNull(process.user),
      share: orNull(process.share),
      ...(process.estimatedShare === undefined ? {} : { estimatedShare: process.estimatedShare }),
      first: toIso(process.first),
      last: toIso(process.last),
      suspicion: process.suspicion,
      reasons: process.reasons,
    })),
    unattributedShare: orNull(episode.unattributedShare),
    connections: episode.connections.map((connection) => ({
      destination: connection.destination,
      port: orNull(connection.port),
      domain: orNull(connection.domain),
      process: orNull(connection.process),
      first: toIso(connection.first),
      last: toIso(connection.last),
      duration: connection.durationSeconds,
      count: connection.count,
      bytesOut: orNull(connection.bytesOut),
      bytesIn: orNull(connection.bytesIn),
      suspicion: connection.suspicion,
      reasons: connection.reasons,
    })),
    controls: episode.controls.map(({ action, at, user, text, unusual }) => ({
      action,
      at: toIso(at),
      user: orNull(user),
      text,
      unusual: orNull(unusual),
    })),
    subjects: episode.subjects.map(({ id, role, why }) => ({ id, role, why })),
    remainders: (episode.remainders ?? []).map(({ metric, before, inside, share, text }) => ({
      metric,
      before: orNull(before),
      inside: orNull(inside),
      share: orNull(share),
      text,
    })),
    rules: (episode.rules ?? []).map(({ author, licence, ...rule }) => ({
      ...rule,
      author: orNull(author),
      licence: orNull(licence),
    })),
    priority: episode.priority,
    clusters: episode.clusters ?? [],
  };
}

function presentShape({ shape }: Episode) {
  return Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, value ?? null]));
}
