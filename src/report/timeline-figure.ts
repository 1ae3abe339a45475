/**
 * The timeline picture of a finding: its metrics with their load line, the episode, claims, processes and connections
 * on one axis. Pure: the same finding gives the same SVG. Colours carry a hatch or a label besides.
 */
import { DAY, HOUR, toIso, type TimeRange, type Timestamp } from "../base/time.ts";
import type { Annotation } from "../model/annotation.ts";
import type { LaneData } from "../model/lane.ts";
import { markup, type Markup } from "./markup.ts";
import type { ReportFinding } from "./report-model.ts";
import { valueText } from "./wording.ts";

const WIDTH = 960;
const LEFT = 150;
const LANE_HEIGHT = 72;
const BAR_HEIGHT = 16;
const GAP = 8;
const BARS_PER_KIND = 6;

interface Bar {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly kind: "claim" | "process" | "connection";
}

/** The SVG of a finding over its picture's range. */
export function timelineFigure(finding: ReportFinding): Markup {
  const { range, lanes } = finding.picture;
  const scale = (time: number): number =>
    LEFT +
    ((Math.min(Math.max(time, range.start), range.end) - range.start) / (range.end - range.start)) * (WIDTH - LEFT);
  const { episode } = finding;
  const bars = barsOf(finding, range);
  const lanesBottom = lanes.length * (LANE_HEIGHT + GAP);
  const marksTop = lanesBottom + bars.length * (BAR_HEIGHT + 2) + GAP;
  const remarksTop = marksTop + BAR_HEIGHT + 2;
  const { annotations } = finding;
  const height = (annotations.length > 0 ? remarksTop : marksTop) + BAR_HEIGHT + 26;
  const episodeLeft = scale(episode.start);
  const episodeWidth = Math.max(1, scale(finding.until) - episodeLeft);

  return markup`<svg class="timeline" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Timeline of ${episode.host}">
<defs><pattern id="hatch-${episode.id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="3" height="6" class="claim-hatch"/></pattern></defs>
<rect class="episode" x="${px(episodeLeft)}" y="0" width="${px(episodeWidth)}" height="${marksTop - GAP / 2}"/>
${lanes.map((lane, index) => laneMarkup(lane, index * (LANE_HEIGHT + GAP), scale))}
${bars.map((bar, index) => barMarkup(bar, lanesBottom + index * (BAR_HEIGHT + 2), scale, episode.id))}
${episode.controls.map((control) => controlMarkup(control.at, control.action, marksTop, scale, range))}
${episode.controls.length > 0 ? markup`<text class="label" x="0" y="${marksTop + 12}">controls</text>` : undefined}
${annotations.map((annotation, index) => annotationMarkup(annotation, index + 1, remarksTop, scale))}
${annotations.length > 0 ? markup`<text class="label" x="0" y="${remarksTop + 12}">remarks</text>` : undefined}
${axisMarkup(range, height - 8, scale)}
</svg>`;
}

function laneMarkup(lane: LaneData, top: number, scale: (time: number) => number): Markup {
  const { times, min, max, mean } = lane.envelope;
  let ceiling = lane.unit === "1" ? 1 : 0;
  for (const value of max) if (value > ceiling) ceiling = value;
  for (const value of lane.band?.high ?? []) if (value > ceiling) ceiling = value;
  if (ceiling <= 0) ceiling = 1;
  const y = (value: number): number => top + LANE_HEIGHT - (Math.max(0, value) / ceiling) * (LANE_HEIGHT - 4);
  const columns: string[] = [];
  const line: string[] = [];
  for (let index = 0; index < times.length; index++) {
    const x = px(scale(times[index] ?? 0));
    const middle = mean[index] ?? Number.NaN;
    if (Number.isNaN(middle)) continue;
    columns.push(`M${x} ${px(y(min[index] ?? 0))}V${px(y(max[index] ?? 0))}`);
    line.push(`${line.length === 0 ? "M" : "L"}${x} ${px(y(middle))}`);
  }
  return markup`<g><text class="label" x="0" y="${top + 14}">${lane.title}</text>
<text class="scale" x="0" y="${top + 28}">to ${valueText(ceiling, lane.unit)}</text>
<line class="rule" x1="${LEFT}" x2="${WIDTH}" y1="${top + LANE_HEIGHT}" y2="${top + LANE_HEIGHT}"/>
${lane.band === undefined ? undefined : bandMarkup(lane.band, y, scale)}
<path class="spread" d="${columns.join("")}"/><path class="line" d="${line.join("")}"/></g>`;
}

function bandMarkup(
  band: NonNullable<LaneData["band"]>,
  y: (value: number) => number,
  scale: (time: number) => number,
): Markup {
  const upper: string[] = [];
  const lower: string[] = [];
  band.times.forEach((time, index) => {
    const high = band.high[index] ?? Number.NaN;
    const low = band.low[index] ?? Number.NaN;
    if (Number.isNaN(high) || Number.isNaN(low)) return;
    upper.push(`${px(scale(time))} ${px(y(high))}`);
    lower.push(`${px(scale(time))} ${px(y(low))}`);
  });
  return markup`<polygon class="band" points="${[...upper, ...lower.reverse()].join(" ")}"/>`;
}

function barsOf(finding: ReportFinding, range: TimeRange): Bar[] {
  const { episode } = finding;
  const named = new Set(episode.justification.refs.map((ref) => ref.id));
  const claims = finding.searched.onHost
    .filter((claim) => named.has(claim.id) && claim.recurrence === undefined)
    .map((claim) => ({
      label: `${claim.id} ${claim.title}`,
      start: claim.start ?? range.start,
      end: claim.end ?? range.end,
      kind: "claim" as const,
    }));
  const processes = episode.processes.map((process) => ({
    label: `${process.name} (${process.pid})`,
    start: process.first,
    end: process.last,
    kind: "process" as const,
  }));
  const connections = episode.connections.map((connection) => ({
    label: `${connection.domain ?? connection.destination}:${connection.port ?? "?"}`,
    start: connection.first,
    end: connection.last,
    kind: "connection" as const,
  }));
  return [claims, processes, connections].flatMap((bars) =>
    bars.filter((bar) => bar.end >= range.start && bar.start < range.end).slice(0, BARS_PER_KIND),
  );
}

function barMarkup(bar: Bar, top: number, scale: (time: number) => number, id: string): Markup {
  const left = scale(bar.start);
  const width = Math.max(2, scale(bar.end) - left);
  const fill = bar.kind === "claim" ? markup` fill="url(#hatch-${id})"` : undefined;
  return markup`<g><text class="label" x="0" y="${top + 12}">${shorten(bar.label, 24)}<title>${bar.label}</title></text>
<rect class="${bar.kind}" x="${px(left)}" y="${top + 3}" width="${px(width)}" height="${BAR_HEIGHT - 6}"${fill}/></g>`;
}

function controlMarkup(
  at: Timestamp,
  action: string,
  top: number,
  scale: (time: number) => number,
  range: TimeRange,
): Markup | undefined {
  if (at < range.start || at >= range.end) return undefined;
  const x = scale(at);
  return markup`<path class="control" d="M${px(x)} ${top + 2}l5 6l-5 6l-5 -6z"><title>${action} ${toIso(at)}</title></path>`;
}

/** A flag with the number that the text has below the picture; a bar under it where it spans time. */
function annotationMarkup(
  { start, end = start, text }: Annotation,
  number: number,
  top: number,
  scale: (time: number) => number,
): Markup {
  const left = scale(start);
  const width = Math.max(1.5, scale(end) - left);
  return markup`<g class="remark"><title>${text}</title><rect x="${px(left)}" y="${top + 12}" width="${px(width)}" height="3"/><text x="${px(Math.min(left + 2, WIDTH - 14))}" y="${top + 10}">${number}</text></g>`;
}

/** Four to ten ticks on whole days (or hours in a short range), each with its date. */
function axisMarkup(range: TimeRange, y: number, scale: (time: number) => number): Markup {
  const span = range.end - range.start;
  const unit = span > 3 * DAY ? DAY : HOUR;
  const step = Math.max(1, Math.ceil(span / unit / 8)) * unit;
  const ticks: Markup[] = [];
  for (let time = Math.ceil(range.start / step) * step; time < range.end; time += step) {
    const text = toIso(time as Timestamp);
    const label = unit === DAY ? text.slice(0, 10) : text.slice(5, 16).replace("T", " ");
    const x = Math.min(scale(time), WIDTH - 34);
    ticks.push(markup`<text class="tick" x="${px(x)}" y="${y}" text-anchor="middle">${label}</text>`);
  }
  return markup`${ticks}`;
}

function px(value: number): string {
  return String(Number(value.toFixed(1)));
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
