/** Annotations on the hosts' timelines, and what their custody entries vouch for. */
import { canonicalJson } from "../../base/canonical-json.ts";
import type { Timestamp } from "../../base/time.ts";
import type { Annotation, AnnotationDraft } from "../../model/annotation.ts";
import type { Database } from "../file/database.ts";
import { sha256 } from "./custody-log.ts";

interface Row {
  readonly id: number;
  readonly host: string;
  readonly start: Timestamp;
  readonly end: Timestamp | null;
  readonly text: string;
  readonly changedAt: Timestamp;
}

const SELECT = `SELECT id, host, start, "end", text, changed_at AS changedAt FROM annotation`;

/** The version of the tables that brought annotations; an older file that is only read has none. */
const SINCE_VERSION = 3;

/** In order of time. */
export function readAnnotations(database: Database): Annotation[] {
  if (Number(database.pragma("user_version")) < SINCE_VERSION) return [];
  return database.prepare<Row>(`${SELECT} ORDER BY start, id`).all().map(annotationOf);
}

export function readAnnotation(database: Database, id: number): Annotation | undefined {
  const row = database.prepare<Row>(`${SELECT} WHERE id = ?`).get(id);
  return row === undefined ? undefined : annotationOf(row);
}

/** Stores a draft under its id, or under a fresh one that no annotation ever had. */
export function putAnnotation(database: Database, draft: AnnotationDraft, changedAt: Timestamp): Annotation {
  const { id, host, start, end, text } = draft;
  const row = database
    .prepare<{ id: number }>(
      `INSERT INTO annotation (id, host, start, "end", text, changed_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET host = excluded.host, start = excluded.start, "end" = excluded."end",
         text = excluded.text, changed_at = excluded.changed_at
       RETURNING id`,
    )
    .get(id ?? null, host, start, end ?? null, text, changedAt);
  return { id: row?.id ?? 0, host, start, end, text, changedAt };
}

export function deleteAnnotation(database: Database, id: number): void {
  database.prepare("DELETE FROM annotation WHERE id = ?").run(id);
}

export function annotationDigest(annotation: Annotation): string {
  return sha256(canonicalJson(annotation));
}

function annotationOf({ end, ...row }: Row): Annotation {
  return { ...row, end: end ?? undefined };
}
