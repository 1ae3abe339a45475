/** What lanes show in a span as rows of text, for a spreadsheet: one row a point, a span or a mark, times in UTC. */
import { overlap, timestamp, toIso, type TimeRange } from "../../src/base/time.ts";
import type { Lane, MetricLane, Trace } from "./lane.ts";
import { bandSteps } from "./load-line.ts";

const HEADER = [
  ...["lane", "line", "start (UTC)", "end (UTC)", "unit", "mean", "least", "greatest", "samples"],
  ...["normal low", "normal median", "normal high", "residual", "weeks", "peers low", "peers high", "peers", "text"],
] as const;

type Row = Partial<Record<(typeof HEADER)[number], string | number | undefined>>;

export function laneRows(lanes: readonly Lane[], range: TimeRange): string[][] {
  const rows = lanes.flatMap((lane): Row[] => {
    switch (lane.kind) {
      case "metric":
        return lane.traces.flatMap((trace) => pointRows(lane, trace, range));
      case "spans":
        return lane.spans
          .filter((span) => overlap(span.range, range) > 0 || isIn(span.range.start, range))
          .map((span) => ({
            lane: lane.title,
            "start (UTC)": toIso(span.range.start),
            "end (UTC)": toIso(span.range.end),
            text: wordsOf(span.fields, span.label),
          }));
      case "marks":
        return lane.marks
          .filter(({ time }) => isIn(time, range))
          .map(({ time, title }) => ({ lane: lane.title, "start (UTC)": toIso(time), text: title }));
    }
  });
  return [[...HEADER], ...rows.map((row) => HEADER.map((name) => String(row[name] ?? "")))];
}

function pointRows(lane: MetricLane, trace: Trace, range: TimeRange): Row[] {
  const { envelope, band, step } = trace;
  const steps = bandSteps(trace);
  return Array.from(envelope.times).flatMap((time, point): Row[] => {
    const mean = known(envelope.mean[point]);
    if (!isIn(time, range) || mean === undefined) return [];
    const at = steps[point] ?? -1;
    const [median, scale] = [known(band?.median[at]), known(band?.scale[at])];
    const count = envelope.count[point] ?? 1;
    return [
      {
        lane: lane.title,
        line: trace.name,
        "start (UTC)": toIso(timestamp(time)),
        ...(count > 1 ? { "end (UTC)": toIso(timestamp(time + step)) } : {}),
        unit: lane.unit,
        mean,
        least: known(envelope.min[point]),
        greatest: known(envelope.max[point]),
        samples: count,
        "normal low": known(band?.low[at]),
        "normal median": median,
        "normal high": known(band?.high[at]),
        residual: median === undefined || scale === undefined || scale <= 0 ? undefined : (mean - median) / scale,
        weeks: known(band?.weeks[at]),
        "peers low": known(band?.peers?.low[at]),
        "peers high": known(band?.peers?.high[at]),
        peers: band?.peers?.hosts,
      },
    ];
  });
}

function wordsOf(fields: readonly (readonly [string, string])[], label: string): string {
  return [label, ...fields.map(([name, value]) => `${name}: ${value}`)].join("; ");
}

function isIn(time: number, range: TimeRange): boolean {
  return time >= range.start && time < range.end;
}

function known(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value;
}
