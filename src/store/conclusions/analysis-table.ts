/** Results of the last analysis. */
import type { Timestamp } from "../../base/time.ts";
import { episodeFields } from "../../filter/conclusion-fields.ts";
import { predicateOf } from "../../filter/matches.ts";
import { readFilter } from "../../filter/read-filter.ts";
import type { Episode } from "../../model/episode.ts";
import { sha256 } from "./custody-log.ts";
import type { Database } from "../file/database.ts";
import { fromJson, toJson } from "../file/json-record.ts";
import type { AnalysisRun, EventQuery, SealedBaseline } from "../workspace.ts";
import { replaceBaselines } from "./baseline-table.ts";

interface AnalysisRow {
  readonly id: number;
  readonly at: number;
  readonly parameters: string;
  readonly hosts: number;
  readonly elapsed_ms: number;
}

function lastRow(database: Database): AnalysisRow | undefined {
  return database.prepare<AnalysisRow>("SELECT * FROM analysis ORDER BY id DESC LIMIT 1").get();
}

export function readLastAnalysis(database: Database): AnalysisRun | undefined {
  const row = lastRow(database);
  if (row === undefined) return undefined;
  return { at: row.at as Timestamp, parameters: row.parameters, hosts: row.hosts, elapsedMs: row.elapsed_ms };
}

/**
 * Replaces what the analysis before found. Episodes that a case holds stay beside the new ones where these say
 * something else or nothing. Returns the run's number.
 */
export function replaceAnalysis(
  database: Database,
  run: AnalysisRun,
  episodes: readonly Episode[],
  baselines: readonly SealedBaseline[],
): number {
  database
    .prepare("INSERT INTO analysis (at, parameters, hosts, elapsed_ms) VALUES (?, ?, ?, ?)")
    .run(run.at, run.parameters, run.hosts, run.elapsedMs);
  const id = lastRow(database)?.id ?? 0;
  const put = database.prepare(
    "INSERT INTO episode (analysis_id, id, host, start, alarm, priority, record) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  for (const episode of episodes) {
    const { host, start, alarm, priority } = episode;
    const score = Number.isFinite(priority.score) ? priority.score : 0;
    put.run(id, episode.id, host, start, Number(alarm), score, toJson(episode));
  }
  database
    .prepare(
      `DELETE FROM episode WHERE analysis_id < ? AND (
         id NOT IN (SELECT episode_id FROM case_episode) OR
         EXISTS (SELECT 1 FROM episode AS newer WHERE newer.id = episode.id AND newer.analysis_id > episode.analysis_id
           AND newer.record = episode.record))`,
    )
    .run(id);
  database.prepare("DELETE FROM analysis WHERE id < ? AND id NOT IN (SELECT analysis_id FROM episode)").run(id);
  replaceBaselines(database, baselines);
  return id;
}

/** A hash over the episodes of the last analysis as they are stored. */
export function episodesDigest(database: Database): string {
  const rows = database
    .prepare<{ record: string }>("SELECT record FROM episode WHERE analysis_id = ? ORDER BY id")
    .all(lastRow(database)?.id);
  return sha256(rows.map((row) => row.record).join("\n"));
}

/**
 * Those that a query admits, highest priority first; equal ones by start and id, so that the order is always the same.
 * One that still lasts reaches into every later range.
 */
export function readEpisodes(database: Database, { hosts, range, filter }: EventQuery = {}): Episode[] {
  const expression = readFilter(filter, "episodes");
  const isMeant = expression === undefined ? () => true : predicateOf(expression, episodeFields);
  return database
    .prepare<{ record: string }>("SELECT record FROM episode WHERE analysis_id = ? ORDER BY priority DESC, start, id")
    .all(lastRow(database)?.id)
    .map((row) => fromJson<Episode>(row.record))
    .filter(
      (episode) =>
        (hosts?.includes(episode.host) ?? true) &&
        (range === undefined || (episode.start < range.end && (episode.end ?? range.end) > range.start)) &&
        isMeant(episode),
    );
}

export function readEpisode(database: Database, id: string): Episode | undefined {
  const row = database
    .prepare<{ record: string }>("SELECT record FROM episode WHERE id = ? AND analysis_id = ?")
    .get(id, lastRow(database)?.id);
  return row === undefined ? undefined : fromJson<Episode>(row.record);
}

/** An episode of the last analysis, or one that a case kept from an earlier one; the newest of that id. */
export function readKeptEpisode(database: Database, id: string): Episode | undefined {
  const row = database
    .prepare<{ record: string }>("SELECT record FROM episode WHERE id = ? ORDER BY analysis_id DESC LIMIT 1")
    .get(id);
  return row === undefined ? undefined : fromJson<Episode>(row.record);
}
