import { useMemo } from "react";
import type { TimeRange } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { LaneFigure } from "../../charts/lane-figure.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import { openEditor } from "../../state/editors.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { colourOf } from "../timeline/lane-choice.ts";
import { laneTableSubject } from "../timeline/lane-table-view.tsx";

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
  const openTable = (metric: string): void => openEditor("lane-table", laneTableSubject(episode.host, metric, around));
  return (
    <section>
      <h2>Before and inside</h2>
      <div className="figures">
        {value.map((lane) => (
          <figure key={lane.metric}>
            <figcaption>
              <span>
                {lane.title} <span className="muted">· grey: normal (5th–95th percentile of the hour of the week)</span>
              </span>
              <IconButton
                icon="table"
                title={`Show the points of ${lane.title} as a table`}
                onClick={() => openTable(lane.metric)}
              />
            </figcaption>
            <LaneFigure
              lane={lane}
              colour={colourOf(lane.metric)}
              range={around}
              marked={span}
              zone={zone}
              onTable={() => openTable(lane.metric)}
            />
          </figure>
        ))}
      </div>
    </section>
  );
}
