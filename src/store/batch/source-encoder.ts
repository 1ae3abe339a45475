/** Makes batches of what one source gives. It needs no file, so that a thread of its own can do it. */
import type { Timestamp } from "../../base/time.ts";
import type { ConnectionRecord, ControlEvent, Locator, ProcessRecord, ProcessUsage } from "../../model/events.ts";
import type { Justification } from "../../model/justification.ts";
import type { SeriesKey } from "../../model/series.ts";
import { REJECT_RAW_LIMIT, REJECTS_KEPT, type Reject } from "../../model/source.ts";
import { CONNECTION_WIDTH, putConnection } from "../events/connection-record.ts";
import { putUsage, USAGE_WIDTH } from "../events/usage-table.ts";
import type { SourceRecords } from "../workspace.ts";
import { ChunkBuffer } from "./chunk-buffer.ts";
import { ProcessInstances } from "./process-instances.ts";
import { RowBuffer } from "./row-buffer.ts";
import { SeriesEncoder } from "./series-encoder.ts";
import type { LocatedJustification, NumberedControl, NumberedSeries, SourceBatch } from "./source-batch.ts";
import { TextNumbers } from "./text-numbers.ts";

/** A batch is handed on when it has this size. */
const BATCH_BYTES = 256 * 1024;
/** What a chunk, a control event or a reject takes besides its block or texts. */
const OVERHEAD = 100;

export class SourceEncoder implements SourceRecords {
  readonly #take: (batch: SourceBatch) => void;
  readonly #hosts = new Map<string, number>();
  readonly #series: SeriesEncoder;
  readonly #instances: ProcessInstances;
  readonly #texts = new TextNumbers();
  readonly #usage = new RowBuffer(USAGE_WIDTH);
  readonly #connections = new RowBuffer(CONNECTION_WIDTH);
  #newHosts: string[] = [];
  #newSeries: NumberedSeries[] = [];
  readonly #chunks = new ChunkBuffer();
  #controls: NumberedControl[] = [];
  #justifications: LocatedJustification[] = [];
  #rejects: Reject[] = [];
  #rejectCount = 0;
  #bytes = 0;
  #isFirst = true;

  /** `take` is given each batch in order. */
  constructor(take: (batch: SourceBatch) => void) {
    this.#take = take;
    this.#series = new SeriesEncoder(
      (series) => this.#newSeries.push(series),
      (chunk) => {
        this.#chunks.add(chunk);
        this.#add(chunk.block.length + OVERHEAD);
      },
    );
    this.#instances = new ProcessInstances(this.#texts, (bytes) => this.#add(bytes));
  }

  /** Rough bytes that are held and in no batch yet. */
  get pendingBytes(): number {
    return this.#bytes + this.#series.pendingBytes + this.#instances.pendingBytes;
  }

  samples(series: SeriesKey, times: Float64Array, values: Float64Array, count: number): void {
    if (count > 0) this.#series.add(this.#host(series.host), series, times, values, count);
  }

  process(record: ProcessRecord, seen: Timestamp, locator: Locator): number {
    const before = this.#texts.length;
    const instance = this.#instances.add(this.#host(record.host), record, seen, locator);
    this.#add(this.#texts.length - before);
    return instance + 1;
  }

  processUsage(processId: number, usage: ProcessUsage): void {
    const instance = processId - 1;
    this.#instances.addSample(instance, usage.time);
    putUsage(this.#usage, instance, usage);
    this.#add(USAGE_WIDTH * 8);
  }

  connection(record: ConnectionRecord, locator: Locator): void {
    const before = this.#texts.length;
    putConnection(this.#connections, this.#host(record.host), record, locator, this.#texts);
    this.#add(CONNECTION_WIDTH * 8 + this.#texts.length - before);
  }

  control(event: ControlEvent, locator: Locator): void {
    this.#controls.push({ host: this.#host(event.host), event, locator });
    this.#add(OVERHEAD + event.message.length);
  }

  justification(record: Justification, locator: Locator): void {
    this.#justifications.push({ record, locator });
    this.#add(OVERHEAD);
  }

  reject({ line, reason, raw }: Reject): void {
    this.#rejectCount += 1;
    if (this.#rejectCount > REJECTS_KEPT) return;
    const kept = raw.slice(0, REJECT_RAW_LIMIT);
    this.#rejects.push({ line, reason, raw: kept });
    this.#add(OVERHEAD + kept.length);
  }

  /** Hands on all that is left: nothing may be added afterwards. */
  finish(): void {
    this.#series.flush();
    this.#instances.flush();
    this.#handOn(this.#series.repeats);
  }

  #host(name: string): number {
    let host = this.#hosts.get(name);
    if (host === undefined) {
      host = this.#hosts.size;
      this.#hosts.set(name, host);
      this.#newHosts.push(name);
    }
    return host;
  }

  #add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes >= BATCH_BYTES) this.#handOn(0);
  }

  #handOn(repeats: number): void {
    if (this.#usage.count > 0) this.#bytes += this.#instances.introduce();
    const batch: SourceBatch = {
      isFirst: this.#isFirst,
      hosts: this.#newHosts,
      series: this.#newSeries,
      texts: this.#texts.take(),
      chunks: this.#chunks.take(),
      repeats,
      processes: this.#instances.rows.take(),
      usage: this.#usage.take(),
      connections: this.#connections.take(),
      controls: this.#controls,
      justifications: this.#justifications,
      rejects: this.#rejects,
      bytes: this.#bytes,
    };
    this.#isFirst = false;
    this.#bytes = 0;
    this.#newHosts = [];
    this.#newSeries = [];
    this.#controls = [];
    this.#justifications = [];
    this.#rejects = [];
    this.#take(batch);
  }
}
