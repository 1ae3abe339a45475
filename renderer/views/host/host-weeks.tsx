/** What a host's metrics do hour by hour of the week: expected, observed, and what is beyond expected. */
import { useMemo, useState } from "react";
import type { LaneData } from "../../../src/model/lane.ts";
import { HOUR, type TimeRange } from "../../../src/base/time.ts";
import type { HostSummary } from "../../../src/model/fleet.ts";
import { CPU_UTILIZATION, DISK_WRITE, NETWORK_TRANSMIT } from "../../../src/model/metrics.ts";
import { FigureReadout } from "../../charts/figure.tsx";
import { useGridCursor } from "../../charts/use-grid-cursor.ts";
import { hourOfWeekWords, WeekHeatMap, weekSize } from "../../charts/week-heat-map.tsx";
import { ColourScale } from "../../components/colour-scale.tsx";
import { DataList } from "../../components/data-list.tsx";
import { Empty } from "../../components/empty.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import type { ListColumn } from "../../components/row-grid.tsx";
import { formatMeasure } from "../../format/measure.ts";
import { zoneOfHost } from "../../state/display-zone.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { highestHour, hostWeek, hourWords, weekSummary, type HostWeek } from "./host-week.ts";

const metrics = [CPU_UTILIZATION, NETWORK_TRANSMIT, DISK_WRITE];
/** One point an hour over the longest span that is asked for, a little more than two years. */
const MOST_HOURS = 20_000;

export function HostWeeks({ host, range }: { readonly host: HostSummary; readonly range: TimeRange }) {
  const points = Math.min(MOST_HOURS, Math.max(2, Math.ceil((range.end - range.start) / HOUR)));
  const { value } = useSteadyEngine("series.lanes", { hosts: [host.name], metrics: [...metrics], range, points });
  if (value === undefined) return <p className="muted">Loading…</p>;
  return (
    <>
      {value.map((lane) => (
        <LaneWeek key={lane.metric} lane={lane} host={host} />
      ))}
    </>
  );
}

function LaneWeek({ lane, host }: { readonly lane: LaneData; readonly host: HostSummary }) {
  const zone = useMemo(() => zoneOfHost([host], host.name), [host]);
  const week = useMemo(() => hostWeek(lane, zone), [lane, zone]);
  const [isTable, setIsTable] = useState(false);
  const heading = `${lane.title} by hour of the week`;
  return (
    <section aria-label={heading}>
      <h2>
        {heading} <span className="muted">({zone.name})</span>
        <span className="spacer" />
        <IconButton
          icon="table"
          title={isTable ? "Show the hours as a picture" : "Show the hours as a table"}
          isPressed={isTable}
          onClick={() => setIsTable(!isTable)}
        />
      </h2>
      {isTable ? (
        <WeekTable lane={lane} week={week} label={heading} />
      ) : (
        <WeekMaps lane={lane} week={week} onTable={() => setIsTable(true)} />
      )}
    </section>
  );
}

/** The maps have one cursor, so that an hour is compared over all of them. */
function WeekMaps({
  lane,
  week,
  onTable,
}: {
  readonly lane: LaneData;
  readonly week: HostWeek;
  readonly onTable: () => void;
}) {
  const { observed, expected, beyond } = week;
  const first = highestHour(beyond ?? observed);
  const { cursor, ...moves } = useGridCursor(
    weekSize,
    { row: Math.floor(first / weekSize.columns), column: first % weekSize.columns },
    { onEnter: onTable },
  );
  const limits = useMemo((): readonly [number, number] => {
    const known = [...observed, ...(expected ?? [])].filter((value) => !Number.isNaN(value));
    return [0, Math.max(Number.EPSILON, ...known)];
  }, [observed, expected]);
  const maps = [
    { title: "Expected", values: expected, colour: "cpu" },
    { title: "Observed", values: observed, colour: "cpu" },
    { title: "Beyond expected", values: beyond, colour: "alarm" },
  ] as const;
  return (
    <>
      <div className="figures three">
        {maps.map(({ title, values, colour }) => (
          <figure key={title}>
            <figcaption>
              {title}
              {values === undefined ? null : (
                <ColourScale
                  from={formatMeasure(limits[0], lane.unit)}
                  to={formatMeasure(limits[1], lane.unit)}
                  colour={colour}
                />
              )}
            </figcaption>
            {values === undefined ? (
              <p className="muted">Known after an analysis.</p>
            ) : (
              <WeekHeatMap
                label={`${title} ${lane.title} of ${lane.host} by hour of the week: ${weekSummary(values, lane.unit)}`}
                values={values}
                limits={limits}
                colour={colour}
                cursor={cursor}
                {...moves}
              />
            )}
          </figure>
        ))}
      </div>
      <FigureReadout words={hourWords(week, cursor.row * weekSize.columns + cursor.column, lane.unit)} />
    </>
  );
}

/** The table twin of the maps: a row an hour of the week. */
function WeekTable({
  lane: { unit },
  week: { observed, expected, beyond },
  label,
}: {
  readonly lane: LaneData;
  readonly week: HostWeek;
  readonly label: string;
}) {
  const hours = useMemo(() => Array.from(observed, (_, hour) => hour), [observed]);
  const columns = useMemo((): readonly ListColumn<number>[] => {
    const measure = (id: string, title: string, values: Float64Array | undefined): ListColumn<number> => ({
      id,
      title,
      width: 140,
      isNumber: true,
      text: (hour) => formatMeasure(values?.[hour] ?? Number.NaN, unit),
      order: (hour) => values?.[hour],
    });
    return [
      { id: "hour", title: "Hour of the week", width: 160, text: hourOfWeekWords, order: (hour) => hour },
      measure("expected", "Expected", expected),
      measure("observed", "Observed", observed),
      measure("beyond", "Beyond expected", beyond),
    ];
  }, [observed, expected, beyond, unit]);
  return (
    <div className="document-list">
      <DataList
        label={label}
        rows={hours}
        columns={columns}
        keyOf={String}
        empty={<Empty text="No hour of the week has samples." />}
      />
    </div>
  );
}
