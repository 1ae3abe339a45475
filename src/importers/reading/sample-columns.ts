/** Gathers samples that come one by one into the blocks a sink takes. */
import type { Timestamp } from "../../base/time.ts";
import type { SeriesKey } from "../../model/series.ts";
import type { ImportSink } from "../importer.ts";

export interface SampleColumns {
  /** Adds a sample; a value that is not finite is none. Whether there was one. */
  add(host: string, metric: string, instance: string, time: Timestamp, value: number | undefined): boolean;
  flush(): void;
}

const BLOCK = 1024;
/** Samples held back over all series. */
const MOST_HELD = 1 << 20;

interface Column {
  readonly key: SeriesKey;
  times: Float64Array;
  values: Float64Array;
  count: number;
}

export function sampleColumns(sink: Pick<ImportSink, "samples">): SampleColumns {
  /** Host, then metric, then instance: three short look-ups are cheaper than one joined key. */
  const hosts = new Map<string, Map<string, Map<string, Column>>>();
  let held = 0;
  return { add, flush };

  function add(host: string, metric: string, instance: string, time: Timestamp, value: number | undefined): boolean {
    if (value === undefined || !Number.isFinite(value)) return false;
    const column = columnOf(host, metric, instance);
    if (column.count === column.times.length) {
      if (column.count === BLOCK) send(column);
      else grow(column);
    }
    column.times[column.count] = time;
    column.values[column.count] = value;
    column.count++;
    held++;
    if (held >= MOST_HELD) flush();
    return true;
  }

  function columnOf(host: string, metric: string, instance: string): Column {
    let metrics = hosts.get(host);
    if (metrics === undefined) hosts.set(host, (metrics = new Map<string, Map<string, Column>>()));
    let instances = metrics.get(metric);
    if (instances === undefined) metrics.set(metric, (instances = new Map<string, Column>()));
    let column = instances.get(instance);
    if (column === undefined) {
      column = { key: { host, metric, instance }, times: new Float64Array(16), values: new Float64Array(16), count: 0 };
      instances.set(instance, column);
    }
    return column;
  }

  function send(column: Column): void {
    if (column.count === 0) return;
    sink.samples(column.key, column.times, column.values, column.count);
    held -= column.count;
    column.count = 0;
  }

  function flush(): void {
    for (const metrics of hosts.values()) {
      for (const instances of metrics.values()) for (const column of instances.values()) send(column);
    }
  }
}

/** Most series of a small file are short, so a column begins small and doubles up to a whole block. */
function grow(column: Column): void {
  const times = new Float64Array(column.times.length * 2);
  const values = new Float64Array(column.values.length * 2);
  times.set(column.times);
  values.set(column.values);
  column.times = times;
  column.values = values;
}
