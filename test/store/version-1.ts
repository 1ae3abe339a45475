/**
 * Writes a workspace of format version 1 as the first release did, with its own copy of that version's
 * tables and a chunk laid out by hand: a change to what is already in people's files fails here.
 */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import SqliteDatabase from "better-sqlite3";

const FIRST = 1_767_225_600_000_000;
const STEP = 300_000_000;

export function writeVersion1(file: string): void {
  const database = new SqliteDatabase(file);
  database.pragma("page_size = 32768");
  database.pragma("synchronous = OFF");
  database.exec(TABLES);
  database.pragma("application_id = 1347176781");
  database.pragma("user_version = 1");
  database.exec(`
    INSERT INTO host (id, name, folded) VALUES (1, 'RND-07', 'rnd-07');
    INSERT INTO source VALUES (1, 'old.csv', '${"ab".repeat(32)}', 77, 'tidy', ${String(FIRST)}, 3, 3, 0, 0, 3, 0,
      ${String(FIRST)}, ${String(FIRST + 2 * STEP)}, '[]');
    INSERT INTO source_host VALUES (1, 1, ${String(FIRST)}, ${String(FIRST + 2 * STEP)}, 0, 0);
    INSERT INTO series (id, host_id, metric, instance, longest_chunk) VALUES (1, 1, 'system.cpu.utilization', '',
      ${String(2 * STEP)});
    INSERT INTO series_source VALUES (1, 1, ${String(FIRST)}, ${String(FIRST + 2 * STEP)}, 3, 0.1, 0.3);
  `);
  database
    .prepare("INSERT INTO chunk VALUES (1, 1, 1, ?, ?, 3, 3, 0.1, 0.3, 0.6, ?)")
    .run(FIRST, FIRST + 2 * STEP, chunk());
  const detail =
    '{"events":0,"format":"tidy","path":"old.csv","read":3,"rejected":0,"samples":3,' +
    `"sha256":"${"ab".repeat(32)}","size":77,"skipped":0,"source":1,"stored":3}`;
  const entry = { action: "import", at: FIRST, detail, previous: "0".repeat(64), sequence: 1 };
  const hash = createHash("sha256").update(JSON.stringify(entry)).digest("hex");
  database.prepare("INSERT INTO custody VALUES (1, ?, 'import', ?, ?, ?)").run(FIRST, detail, entry.previous, hash);
  database.close();
}

/** 0.1, 0.2, 0.3 every five minutes, laid out by hand after FORMAT.md. */
function chunk(): Buffer {
  const time = Buffer.alloc(8);
  time.writeDoubleLE(FIRST);
  const words = Buffer.alloc(4);
  words.writeUInt32LE((1 << 2) | (2 << 4)); // distances 0, 1, 2 from the least, two bits each
  const bytes = Buffer.concat([
    Buffer.from([0]), // times as runs,
    time, // from the first one
    Buffer.from([1, ...varint(STEP), 2]), // one run of two steps
    Buffer.from([1]), // values scaled,
    Buffer.from([1, 0]), // n / 10, no exceptions
    Buffer.from([2, 1]), // the first n is 1 (zigzag 2), unit 1
    Buffer.from([2, 0, 0]), // one block from its least, two bits wide, no patches, least 0
  ]);
  const head = Buffer.from([0, 0, 0, 0, 1, 0x81, 3, 0, 1, 0, 0, 0]); // checksum, version, one column with times, 3 rows, 1 word
  const block = Buffer.concat([head, words, bytes]);
  block.writeUInt32LE(crc32(block.subarray(4)), 0);
  return block;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

const TABLES = `
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
