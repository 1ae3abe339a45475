import type { Episode } from "../../../src/model/episode.ts";
import { findMetric } from "../../../src/model/metrics.ts";
import { formatMeasure } from "../../format/measure.ts";
import { formatNumber, formatShare, formatShort } from "../../format/number.ts";

/** Typical levels of the metric that deviates most, and the shape of the load, with the load line in words. */
export function EpisodeLevels({
  episode,
  baseline,
}: {
  readonly episode: Episode;
  readonly baseline: readonly string[];
}) {
  const { shape } = episode;
  const metric = findMetric(shape.metric);
  const unit = metric?.unit ?? "";
  const measure = (value: number | undefined): string => (value === undefined ? "–" : formatMeasure(value, unit));
  const share = (value: number | undefined): string => (value === undefined ? "–" : formatShare(value));
  const levels: readonly (readonly [string, string])[] = [
    ["Normal", measure(shape.normalLevel)],
    ["Episode", measure(shape.level)],
    ["In business hours", measure(shape.levelBusiness)],
    ["Off-peak", measure(shape.levelOffPeak)],
    [`Peers (${formatNumber(shape.peerCount)})`, measure(shape.peerLevel)],
    ["Deviation", `${formatShort(shape.deviation)} σ`],
    ["Off-peak share", share(shape.offPeakShare)],
    ["Flatness", share(shape.flatness)],
    ["Day/night ratio", shape.throttleRatio === undefined ? "–" : formatShort(shape.throttleRatio)],
    ["Persistence", share(shape.persistence)],
    ["Coverage", share(shape.coverage)],
  ];
  return (
    <section>
      <h2>{metric?.title ?? shape.metric} against the load line</h2>
      <dl className="levels">
        {levels.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="data">{value}</dd>
          </div>
        ))}
      </dl>
      {baseline.map((sentence) => (
        <p key={sentence} className="muted">
          {sentence}
        </p>
      ))}
    </section>
  );
}
