/** A lane in a sentence, for those who do not see it: what there is in the span that is shown. */
import { overlap, type TimeRange, type Timestamp } from "../../src/base/time.ts";
import { formatMeasure } from "../format/measure.ts";
import { formatShare } from "../format/number.ts";
import { plural } from "../format/words.ts";
import type { Lane, MetricLane, Pointable } from "./lane.ts";
import { measuredAgainst, outsideBand } from "./load-line.ts";
import type { LaneReading } from "./reading.ts";
import { visiblePart } from "./visible-part.ts";

export function laneSummary(lane: Lane, range: TimeRange): string {
  const shown = lane.kind === "metric" ? metricWords(lane, range) : eventWords(lane, range);
  return `${lane.title}: ${shown}`;
}

function metricWords(lane: MetricLane, range: TimeRange): string {
  const [first] = lane.traces;
  if (first === undefined) return "no samples";
  const { envelope, ...rest } = visiblePart(measuredAgainst(first, lane.against), range);
  let [sum, samples, least, greatest] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  envelope.mean.forEach((mean, point) => {
    if (Number.isNaN(mean)) return;
    const count = envelope.count[point] ?? 0;
    sum += mean * count;
    samples += count;
    least = Math.min(least, envelope.min[point] ?? mean);
    greatest = Math.max(greatest, envelope.max[point] ?? mean);
  });
  if (samples === 0) return "no samples in this span";
  const measure = (value: number): string => formatMeasure(value, lane.unit);
  const outside = outsideBand({ envelope, ...rest }).reduce((total, flag) => total + flag, 0);
  const against =
    rest.band === undefined
      ? "what is normal is not known before an analysis"
      : `${formatShare(outside / envelope.times.length)} of it outside the normal range`;
  return `mean ${measure(sum / samples)}, from ${measure(least)} to ${measure(greatest)}; ${against}`;
}

function eventWords(lane: Exclude<Lane, MetricLane>, range: TimeRange): string {
  const shown =
    lane.kind === "spans"
      ? lane.spans.filter((span) => overlap(span.range, range) > 0)
      : lane.marks.filter(({ time }) => time >= range.start && time < range.end);
  if (shown.length === 0) return "none in this span";
  const [first] = shown;
  return `${plural(shown.length, "entry").replace(/entrys$/, "entries")}; the first: ${first?.title ?? ""}`;
}

/** What stands in a lane of events at an instant: a span that holds it, or the mark nearest within `reach`. */
export function pointableAt(lane: Lane, time: Timestamp, reach: number): Pointable | undefined {
  if (lane.kind === "metric") return undefined;
  if (lane.kind === "spans") {
    return lane.spans.find(({ range }) => time >= range.start - reach && time <= range.end + reach);
  }
  const near = [...lane.marks].sort((a, b) => Math.abs(a.time - time) - Math.abs(b.time - time))[0];
  return near !== undefined && Math.abs(near.time - time) <= reach ? near : undefined;
}

/** The instant's reading of one lane as it is spoken. */
export function spokenReading(lane: Lane, readings: readonly LaneReading[], there: Pointable | undefined): string {
  if (lane.kind !== "metric") return `${lane.title}: ${there?.title ?? "nothing here"}`;
  const own = readings.filter((reading) => reading.lane === lane.id);
  if (own.length === 0) return `${lane.title}: no sample`;
  return own
    .map(({ name, title, value, residual, normal, peers, isOutside }, index) =>
      [
        `${index === 0 ? title : name} ${value}`,
        ...(isOutside ? ["outside the normal range"] : []),
        ...(residual === undefined ? [] : [`${residual.replace("σ", "standard deviations")}`]),
        ...(normal === undefined ? [] : [`normally ${normal}`]),
        ...(peers === undefined ? [] : [`peers ${peers}`]),
      ].join(", "),
    )
    .join("; ");
}
