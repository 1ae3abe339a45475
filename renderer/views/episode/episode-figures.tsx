import { useMemo } from "react";
import type { TimeRange } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { LaneFigure } from "../../charts/lane-figure.tsx";
import { useSteadyEngine } from "../../state/queries.ts";
import { colourOf } from "../timeline/lane-choice.ts";

const MOST_FIGURES = 4;
/** Two points for each column of a figure half a wide editor across. */
const POINTS = 900;

/** Before and inside: the metrics that deviate, with their load line, the episode marked. */
export function EpisodeFigures({
  episode,
  around,
  span,
  zone,
}: {
  readonly episode: Episode;
  readonly around: TimeRange;
  readonly span: TimeRange;
  readonly zone: Zone;
}) {
  const metrics = useMemo(() => episode.metrics.slice(0, MOST_FIGURES), [episode]);
  const { value } = useSteadyEngine(
    "series.lanes",
    metrics.length === 0 ? undefined : { hosts: [episode.host], metrics: [...metrics], range: around, points: POINTS },
  );
  if (value === undefined || value.length === 0) return null;
  return (
    <section>
      <h2>Before and inside</h2>
      <div className="figures">
        {value.map((lane) => (
          <figure key={lane.metric}>
            <figcaption>
              {lane.title} <span className="muted">· grey: normal (5th–95th percentile of the hour of the week)</span>
            </figcaption>
            <LaneFigure lane={lane} colour={colourOf(lane.metric)} range={around} marked={span} zone={zone} />
          </figure>
        ))}
      </div>
    </section>
  );
}
