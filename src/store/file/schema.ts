/**
 * The tables of a workspace, as the list of steps that make them: step n takes a file of version n to version n + 1. A
 * released step is never changed; FORMAT.md explains what is in the tables.
 */

/** "PLIM" in ASCII: tells a workspace from any other SQLite file. */
export const APPLICATION_ID = 0x50_4c_49_4d;

const version1 = `
CREATE TABLE system_class (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  expectation TEXT,
  business_hours TEXT NOT NULL,
  holidays TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE subject (
  id TEXT PRIMARY KEY,
  name TEXT,
  department TEXT,
  prior_violations TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE host (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  class TEXT,
  class_decided INTEGER NOT NULL DEFAULT 0,
  time_zone TEXT,
  owner TEXT,
  logical_cpus INTEGER
) STRICT;

CREATE TABLE host_alias (
  folded TEXT PRIMARY KEY,
  alias TEXT NOT NULL,
  host_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  format TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  read INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  samples INTEGER NOT NULL,
  events INTEGER NOT NULL,
  first INTEGER,
  last INTEGER,
  notes TEXT NOT NULL
) STRICT;
CREATE INDEX source_sha256 ON source (sha256);

CREATE TABLE source_host (
  source_id INTEGER NOT NULL,
  host_id INTEGER NOT NULL,
  first INTEGER,
  last INTEGER,
  connections INTEGER NOT NULL,
  controls INTEGER NOT NULL,
  PRIMARY KEY (source_id, host_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reject (
  source_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (source_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  host_id INTEGER NOT NULL,
  metric TEXT NOT NULL,
  instance TEXT NOT NULL,
  longest_chunk INTEGER NOT NULL DEFAULT 0,
  hidden INTEGER NOT NULL DEFAULT 0,
  UNIQUE (host_id, metric, instance)
) STRICT;

CREATE TABLE series_source (
  series_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  min REAL,
  max REAL,
  PRIMARY KEY (series_id, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_source_by_source ON series_source (source_id);

CREATE TABLE chunk (
  id INTEGER PRIMARY KEY,
  series_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  count INTEGER NOT NULL,
  min REAL,
  max REAL,
  sum REAL,
  block BLOB NOT NULL
) STRICT;
CREATE INDEX chunk_by_time ON chunk (series_id, first, last, rows, count, min, max, sum);

CREATE TABLE process (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  host_id INTEGER NOT NULL,
  pid INTEGER NOT NULL,
  name TEXT NOT NULL,
  entity_id TEXT,
  start INTEGER,
  ended INTEGER,
  opens INTEGER NOT NULL,
  closes INTEGER NOT NULL
) STRICT;
CREATE INDEX process_by_host ON process (host_id, opens, closes);
CREATE INDEX process_by_time ON process (opens, closes);
CREATE INDEX process_by_pid ON process (host_id, pid, start);

CREATE TABLE process_record (
  process_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  locator INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  samples INTEGER NOT NULL,
  pid INTEGER NOT NULL,
  parent_pid INTEGER,
  start INTEGER,
  "end" INTEGER,
  signed INTEGER,
  texts TEXT NOT NULL,
  PRIMARY KEY (process_id, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE process_usage (
  id INTEGER PRIMARY KEY,
  host_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  block BLOB NOT NULL
) STRICT;
CREATE INDEX process_usage_by_host ON process_usage (host_id, first, last);

CREATE TABLE connection (
  id INTEGER PRIMARY KEY,
  host_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  locator INTEGER NOT NULL,
  start INTEGER NOT NULL,
  until INTEGER NOT NULL,
  duration REAL,
  bytes_out REAL,
  bytes_in REAL,
  pid INTEGER,
  texts TEXT NOT NULL
) STRICT;
CREATE INDEX connection_by_host ON connection (host_id, start, until);
CREATE INDEX connection_by_time ON connection (start, until);

CREATE TABLE control (
  id INTEGER PRIMARY KEY,
  host_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  locator INTEGER NOT NULL,
  time INTEGER NOT NULL,
  action TEXT NOT NULL,
  user TEXT,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX control_by_host ON control (host_id, time);
CREATE INDEX control_by_time ON control (time);

CREATE TABLE justification (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  locator INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT;

CREATE TABLE analysis (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  parameters TEXT NOT NULL,
  hosts INTEGER NOT NULL,
  elapsed_ms REAL NOT NULL
) STRICT;

CREATE TABLE episode (
  analysis_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  host TEXT NOT NULL,
  start INTEGER NOT NULL,
  alarm INTEGER NOT NULL,
  priority REAL NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (id, analysis_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX episode_by_priority ON episode (analysis_id, priority);

CREATE TABLE baseline (
  host TEXT NOT NULL,
  metric TEXT NOT NULL,
  zone TEXT NOT NULL,
  learned_start INTEGER NOT NULL,
  learned_end INTEGER NOT NULL,
  peer_hosts INTEGER,
  block BLOB NOT NULL,
  PRIMARY KEY (host, metric)
) STRICT;

CREATE TABLE case_file (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE case_episode (
  case_id TEXT NOT NULL,
  episode_id TEXT NOT NULL,
  PRIMARY KEY (case_id, episode_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_episode_by_episode ON case_episode (episode_id);

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE custody (
  sequence INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER custody_keeps_entries BEFORE UPDATE ON custody
BEGIN SELECT RAISE(ABORT, 'The custody log is only ever appended to.'); END;
CREATE TRIGGER custody_keeps_order BEFORE DELETE ON custody
BEGIN SELECT RAISE(ABORT, 'The custody log is only ever appended to.'); END;
`;

const version2 = `
CREATE TABLE hour_week (
  host_id INTEGER NOT NULL,
  metric TEXT NOT NULL,
  week INTEGER NOT NULL,
  made_of TEXT NOT NULL,
  block BLOB NOT NULL,
  PRIMARY KEY (host_id, metric, week)
) STRICT;
`;

const version3 = `
CREATE TABLE annotation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  host TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER,
  text TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
`;

const PROCESS_FACTS = `
  locator INTEGER NOT NULL,
  opens INTEGER NOT NULL,
  closes INTEGER NOT NULL,
  samples INTEGER NOT NULL,
  pid INTEGER NOT NULL,
  parent_pid INTEGER,
  start INTEGER,
  ended INTEGER,
  signed INTEGER,
  entity_id INTEGER,
  name INTEGER,
  executable INTEGER,
  command_line INTEGER,
  parent_name INTEGER,
  parent_executable INTEGER,
  user INTEGER,
  hash INTEGER,
  original_file_name INTEGER,
  container INTEGER`;

/** Where the packed texts of version 3 lie, in the order of fields of version 4. */
const CONNECTION_PLACES = [0, 1, 2, 4, 6, 7, 8, 9, 10];
const PROCESS_PLACES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const CONNECTION_FIELDS = 16;

/** Ids of the packed texts of a row of version 3, for the same source. */
const textIds = (row: string, places: readonly number[], firstField: number): string =>
  places
    .map(
      (at, index) => `(SELECT text.id FROM text WHERE text.source_id = ${row}.source_id
        AND text.field = ${String(firstField + index)} AND text.text = packed_field(${row}.texts, ${String(at)}))`,
    )
    .join(", ");
const eachText = (table: string, places: readonly number[], firstField: number): string =>
  `SELECT source_id, ${String(firstField)} + key AS field, packed_field(texts, value) AS text
   FROM ${table} JOIN json_each('${JSON.stringify(places)}')`;
/** The first word of a source on a fact of a process of version 3. */
const firstSaid = (fact: string): string =>
  `(SELECT ${fact} FROM process_record AS record WHERE record.process_id = process.id AND ${fact} IS NOT NULL
    ORDER BY record.source_id LIMIT 1)`;

/** Texts of events are kept once; what all sources know of a process is one row. */
const version4 = `
CREATE TABLE text (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL,
  field INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;

ALTER TABLE connection RENAME TO old_connection;
ALTER TABLE process RENAME TO old_process;
ALTER TABLE process_record RENAME TO old_record;
DROP INDEX connection_by_host;
DROP INDEX connection_by_time;
DROP INDEX process_by_host;
DROP INDEX process_by_time;
DROP INDEX process_by_pid;

INSERT INTO text (source_id, field, text)
SELECT DISTINCT source_id, field, text FROM (
  ${eachText("old_connection", CONNECTION_PLACES, CONNECTION_FIELDS)}
  UNION ALL
  ${eachText("old_record", PROCESS_PLACES, 0)}
) WHERE text IS NOT NULL;
CREATE INDEX text_to_find ON text (source_id, field, text);

CREATE TABLE connection (
  id INTEGER PRIMARY KEY,
  host_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  locator INTEGER NOT NULL,
  start INTEGER NOT NULL,
  until INTEGER NOT NULL,
  duration REAL,
  bytes_out REAL,
  bytes_in REAL,
  pid INTEGER,
  source_port INTEGER,
  destination_port INTEGER,
  transport INTEGER,
  direction INTEGER,
  source_ip INTEGER,
  destination_ip INTEGER,
  destination_domain INTEGER,
  process_name INTEGER,
  entity_id INTEGER,
  application INTEGER,
  state INTEGER
) STRICT;
INSERT INTO connection
SELECT id, host_id, source_id, locator, start, until, duration, bytes_out, bytes_in, pid,
  CAST(packed_field(texts, 3) AS INTEGER), CAST(packed_field(texts, 5) AS INTEGER),
  ${textIds("old_connection", CONNECTION_PLACES, CONNECTION_FIELDS)}
FROM old_connection ORDER BY id;
DROP TABLE old_connection;
CREATE INDEX connection_by_host ON connection (host_id, start, until);
CREATE INDEX connection_by_time ON connection (start, until);

CREATE TABLE process_record (
  process_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,${PROCESS_FACTS},
  PRIMARY KEY (process_id, source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO process_record
SELECT process_id, source_id, locator, first, last, samples, pid, parent_pid, start, "end", signed,
  ${textIds("old_record", PROCESS_PLACES, 0)}
FROM old_record;
DROP TABLE old_record;
DROP INDEX text_to_find;

CREATE TABLE process (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  host_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  shared INTEGER NOT NULL DEFAULT 0,${PROCESS_FACTS}
) STRICT;
INSERT INTO process
SELECT process.id, host_id, first_record.source_id,
  (SELECT count(*) FROM process_record AS record WHERE record.process_id = process.id) > 1,
  first_record.locator, process.opens, process.closes,
  (SELECT sum(samples) FROM process_record AS record WHERE record.process_id = process.id),
  first_record.pid, ${["parent_pid", "start"].map(firstSaid).join(", ")}, process.ended,
  ${["signed", "entity_id"].map(firstSaid).join(", ")}, first_record.name,
  ${["executable", "command_line", "parent_name", "parent_executable", "user", "hash", "original_file_name", "container"].map(firstSaid).join(", ")}
FROM old_process AS process JOIN process_record AS first_record ON first_record.process_id = process.id
  AND first_record.source_id = (SELECT min(source_id) FROM process_record AS record WHERE record.process_id = process.id)
ORDER BY process.id;
DELETE FROM sqlite_sequence WHERE name = 'process';
UPDATE sqlite_sequence SET name = 'process' WHERE name = 'old_process';
DROP TABLE old_process;
DELETE FROM process_record WHERE process_id NOT IN (SELECT id FROM process WHERE shared = 1);
CREATE INDEX process_by_host ON process (host_id, opens, closes);
CREATE INDEX process_by_time ON process (opens, closes);
`;

/** The version since which events lie as they do. */
export const EVENTS_SINCE = 4;

const version5 = `
CREATE TABLE season_past (
  id INTEGER PRIMARY KEY,
  class TEXT NOT NULL,
  metric TEXT NOT NULL,
  host TEXT NOT NULL,
  made_of TEXT NOT NULL,
  block BLOB NOT NULL,
  UNIQUE (class, metric, host)
) STRICT;
`;

/** What an older program kept it would throw away anyhow. */
const version6 = `
DROP TABLE season_past;
CREATE TABLE season_past (
  id INTEGER PRIMARY KEY,
  class TEXT NOT NULL,
  metric TEXT NOT NULL,
  part TEXT NOT NULL,
  host TEXT NOT NULL,
  made_of TEXT NOT NULL,
  block BLOB NOT NULL,
  UNIQUE (class, metric, part, host)
) STRICT;
`;

export const migrations: readonly string[] = [version1, version2, version3, version4, version5, version6];
