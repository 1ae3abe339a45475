/**
 * What the last analysis knew of the hosts of a class at some hours, from where the next one goes on. Derived and no
 * evidence, and only analysis knows what is in a block; what is missing or damaged is worked out anew.
 */
import { crc32 } from "node:zlib";
import type { Database } from "../file/database.ts";
import type { PastBlock, PastPart } from "../workspace.ts";

const CHECKSUM = 4;

interface PastRow {
  readonly made_of: string;
  readonly block: Uint8Array;
}

export function readPast(
  database: Database,
  className: string,
  metric: string,
  part: PastPart,
  host: string,
): PastBlock | undefined {
  const row = database
    .prepare<PastRow>("SELECT made_of, block FROM season_past WHERE class = ? AND metric = ? AND part = ? AND host = ?")
    .get(className, metric, part, host);
  if (row === undefined || row.block.length < CHECKSUM) return undefined;
  const { made_of, block } = row;
  const content = block.subarray(CHECKSUM);
  const isWhole = new DataView(block.buffer, block.byteOffset).getUint32(0, true) === crc32(content);
  return isWhole ? { host, madeOf: made_of, block: content } : undefined;
}

/** In place of all that was kept of that part of a metric of the class. */
export function replacePast(
  database: Database,
  className: string,
  metric: string,
  part: PastPart,
  blocks: readonly PastBlock[],
): void {
  database.prepare("DELETE FROM season_past WHERE class = ? AND metric = ? AND part = ?").run(className, metric, part);
  const put = database.prepare(
    "INSERT INTO season_past (class, metric, part, host, made_of, block) VALUES (?, ?, ?, ?, ?, ?)",
  );
  for (const { host, madeOf, block } of blocks) {
    const sealed = new Uint8Array(CHECKSUM + block.length);
    new DataView(sealed.buffer).setUint32(0, crc32(block), true);
    sealed.set(block, CHECKSUM);
    put.run(className, metric, part, host, madeOf, sealed);
  }
}

/** Takes out what was kept of classes that are none of these. */
export function deletePastBut(database: Database, classNames: readonly string[]): void {
  database
    .prepare("DELETE FROM season_past WHERE class NOT IN (SELECT value FROM json_each(?))")
    .run(JSON.stringify(classNames));
}
