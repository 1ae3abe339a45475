/** Finds the process instance of the file that a row of a source means. */
import type { Database } from "../file/database.ts";
import { CLOSES, ENTITY_ID, NAME, OPENS, PID, START } from "./process-record.ts";
import { isSameProcess, START_TOLERANCE, STILL_THE_SAME } from "./same-process.ts";

/** Instances with the same host and pid that are looked at. */
const MOST_CANDIDATES = 64;

interface Candidate {
  readonly id: number;
  readonly entity_id: number | null;
  /** Whether it has the entity id that is sought. */
  readonly is_entity: number | null;
  readonly start: number | null;
  readonly ended: number | null;
  readonly opens: number;
  readonly closes: number;
}

/** Makes the index that `findInstance` needs: a file in which no two sources speak of one host does without. */
export function indexPids(database: Database): void {
  database.prepare("CREATE INDEX IF NOT EXISTS process_by_pid ON process (host_id, pid, start)").run();
}

/** `facts` is a row of a batch with ids of texts. */
export function findInstance(database: Database, hostId: number, facts: Float64Array): number | undefined {
  const hasEntity = !Number.isNaN(facts[ENTITY_ID]);
  const [opens = Number.NaN, closes = Number.NaN, start = Number.NaN] = [facts[OPENS], facts[CLOSES], facts[START]];
  for (const row of candidates(database, hostId, facts)) {
    if (row.entity_id !== null && hasEntity) {
      if (row.is_entity === 1) return row.id;
      continue;
    }
    const known = [row.start ?? Number.NaN, row.ended ?? Number.NaN, row.opens, row.closes] as const;
    if (isSameProcess(...known, start, opens, closes)) return row.id;
  }
  return undefined;
}

/**
 * Instances of the file that may be meant, the surest first. Each question is one that the index answers: a pid that
 * was used a thousand times is not looked at a thousand times. Texts have an id in each source: they are compared.
 */
function* candidates(database: Database, hostId: number, facts: Float64Array): Generator<Candidate> {
  const text = (id: string): string => `(SELECT text FROM text WHERE text.id = ${id})`;
  const ask = (condition: string): string =>
    `SELECT id, entity_id, ${text("entity_id")} = ${text("?")} AS is_entity, start, ended, opens, closes
     FROM process INDEXED BY process_by_pid
     WHERE host_id = ? AND pid = ? AND ${condition} ORDER BY closes DESC LIMIT ${String(MOST_CANDIDATES)}`;
  const entity = facts[ENTITY_ID] ?? Number.NaN;
  const start = facts[START] ?? Number.NaN;
  const values = [entity, hostId, facts[PID]] as const;
  const hasStart = !Number.isNaN(start);
  if (hasStart) {
    yield* database
      .prepare<Candidate>(ask("start BETWEEN ? AND ?"))
      .all(...values, start - START_TOLERANCE, start + START_TOLERANCE);
  }
  const unstarted = hasStart ? "start IS NULL AND " : "";
  if (!Number.isNaN(entity)) {
    yield* database.prepare<Candidate>(ask(`${unstarted}${text("entity_id")} = ${text("?")}`)).all(...values, entity);
  }
  yield* database
    .prepare<Candidate>(ask(`${unstarted}${text("name")} = ${text("?")} COLLATE NOCASE AND opens <= ? AND closes >= ?`))
    .all(
      ...values,
      facts[NAME],
      (facts[CLOSES] ?? Infinity) + STILL_THE_SAME,
      (facts[OPENS] ?? -Infinity) - STILL_THE_SAME,
    );
}
