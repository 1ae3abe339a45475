/** Baselines, each as one block of its arrays. */
import type { Timestamp } from "../../base/time.ts";
import type { Band, Baseline } from "../../model/baseline.ts";
import { BINS } from "../../model/calendar.ts";
import { decodeBlock, encodeBlock, rowsOf } from "../chunk/column-block.ts";
import { damaged } from "../chunk/column-reader.ts";
import type { Database } from "../file/database.ts";
import type { SealedBaseline } from "../workspace.ts";

/** Packs a baseline as it is stored. A thread that learns baselines does this itself, so that the writer only has to put them. */
export function sealBaseline(baseline: Baseline): SealedBaseline {
  const { host, metric, zone, learned, peers } = baseline;
  const columns = [...bandColumns(baseline), ...(peers === undefined ? [] : bandColumns(peers))];
  // Quantiles and their means are numbers of all digits: a smaller form is not worth looking for.
  const block = encodeBlock(undefined, [baseline.count, ...columns], 0, BINS, new Set(columns));
  return { host, metric, zone, learned, peerHosts: peers?.hosts, block };
}

/** A `UserError` "damaged" where the block is. */
export function openBaseline({ block, peerHosts, ...facts }: SealedBaseline): Baseline {
  const own = emptyBand();
  const count = new Float64Array(BINS);
  const peers = peerHosts === undefined ? undefined : { ...emptyBand(), hosts: peerHosts };
  if (rowsOf(block) !== BINS) throw damaged("a baseline has not an hour for each of the week");
  const columns = [count, ...bandColumns(own), ...(peers === undefined ? [] : bandColumns(peers))];
  decodeBlock(block, undefined, columns, 0);
  return { ...facts, ...own, count, peers };
}

export function replaceBaselines(database: Database, baselines: readonly SealedBaseline[]): void {
  database.execute("DELETE FROM baseline");
  const put = database.prepare(
    `INSERT INTO baseline (host, metric, zone, learned_start, learned_end, peer_hosts, block)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { host, metric, zone, learned, peerHosts, block } of baselines) {
    put.run(host, metric, zone, learned.start, learned.end, peerHosts, block);
  }
}

interface BaselineRow {
  readonly host: string;
  readonly metric: string;
  readonly zone: string;
  readonly learned_start: number;
  readonly learned_end: number;
  readonly peer_hosts: number | null;
  readonly block: Uint8Array;
}

export function readBaseline(database: Database, host: string, metric: string): Baseline | undefined {
  const row = database.prepare<BaselineRow>("SELECT * FROM baseline WHERE host = ? AND metric = ?").get(host, metric);
  if (row === undefined) return undefined;
  const learned = { start: row.learned_start as Timestamp, end: row.learned_end as Timestamp };
  const { zone, block } = row;
  return openBaseline({ host, metric, zone, learned, peerHosts: row.peer_hosts ?? undefined, block });
}

function emptyBand(): Band {
  return {
    median: new Float64Array(BINS),
    scale: new Float64Array(BINS),
    low: new Float64Array(BINS),
    high: new Float64Array(BINS),
  };
}

function bandColumns(band: Band): Float64Array[] {
  return [band.median, band.scale, band.low, band.high];
}
