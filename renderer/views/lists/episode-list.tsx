import { useCallback, useMemo } from "react";
import { overlap, type TimeRange, type Timestamp } from "../../../src/base/time.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { DataList, type ListColumn } from "../../components/data-list.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatDuration } from "../../format/duration.ts";
import { formatNumber, formatShare, formatShort } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { excessParts, justificationTitles, episodeTitle, kindTitles } from "../../format/words.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { offerForPinning } from "../../state/pinning.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { inspect, useSelection } from "../../state/selection.ts";
import { useWorkspace } from "../../state/workspace.ts";

const keyOf = (row: Episode): string => row.id;
const BAR_PIXELS = 40;

/** All episodes by priority; the span that is selected narrows them, the selected host does not: this is the overview. */
export function EpisodeList() {
  const zone = useDisplayZone();
  const { value, error, isLoading } = useSteadyEngine("episode.list", {});
  const range = useSelection((selection) => selection.range);
  const dataEnd = useWorkspace((workspace) => workspace.summary?.range?.end);
  const rows = useMemo(
    () => (value ?? []).filter((episode) => range === undefined || overlap(spanOf(episode, dataEnd), range) > 0),
    [value, range, dataEnd],
  );
  const highest = Math.max(1, ...(value ?? []).map((episode) => episode.priority.score));
  const columns = useMemo(
    (): readonly ListColumn<Episode>[] => [
      {
        id: "priority",
        title: "Priority",
        width: 100,
        isNumber: true,
        text: (row) => formatShort(row.priority.score),
        order: (row) => row.priority.score,
        cell: (row) => (
          <>
            <span
              className={`priority-bar${row.alarm ? "" : " weak"}`}
              style={{ width: (Math.max(0, row.priority.score) / highest) * BAR_PIXELS }}
            />
            {formatShort(row.priority.score)}
          </>
        ),
      },
      { id: "host", title: "Host", width: 90, text: (row) => row.host },
      { id: "profile", title: "Looks like", width: 115, text: (row) => episodeTitle(row) },
      {
        id: "justification",
        title: "Justification",
        width: 135,
        text: (row) => justificationTitles[row.justification.state],
        cell: (row) => (
          <span className={`tag ${row.justification.state}`}>{justificationTitles[row.justification.state]}</span>
        ),
      },
      { id: "kind", title: "Kind", width: 110, text: (row) => kindTitles[row.kind] },
      {
        id: "start",
        title: `Start (${zone.name})`,
        width: 150,
        text: (row) => (row.startsBeforeData ? "≤ " : "") + formatTime(row.start, zone),
        order: (row) => row.start,
      },
      {
        id: "duration",
        title: "Duration",
        width: 100,
        isNumber: true,
        text: (row) => formatDuration(lengthOf(row, dataEnd)) + (row.end === undefined ? " →" : ""),
        order: (row) => lengthOf(row, dataEnd),
      },
      { id: "process", title: "Process", width: 140, text: (row) => row.processes[0]?.name ?? "" },
      { id: "destination", title: "Destination", width: 170, text: (row) => destinationOf(row) },
      {
        id: "excess",
        title: "Beyond normal",
        width: 200,
        grows: true,
        text: (row) => excessParts(row.excess).join(", "),
      },
      {
        id: "confidence",
        title: "Confidence",
        width: 90,
        isNumber: true,
        text: (row) => formatShare(row.confidence),
        order: (row) => row.confidence,
      },
    ],
    [zone, dataEnd, highest],
  );
  const onSelect = useCallback(
    (chosen: readonly Episode[]) => {
      const [first] = chosen;
      if (first === undefined) return;
      inspect({ kind: "episode", id: first.id });
      offerForPinning({
        kind: "episode",
        title: `${episodeTitle(first)} on ${first.host}`,
        query: { hosts: [first.host], range: spanOf(first, dataEnd) },
      });
    },
    [dataEnd],
  );

  if (error !== undefined) return <Failure error={error} />;
  return (
    <DataList
      label="Episodes"
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      firstOrder={{ column: "priority", descending: true }}
      isLoading={isLoading}
      onSelect={onSelect}
      onOpen={(row, keep) => openEditor("episode", row.id, { keep })}
      empty={<NoEpisodes all={value?.length ?? 0} />}
    />
  );
}

function NoEpisodes({ all }: { readonly all: number }) {
  const summary = useWorkspace((workspace) => workspace.summary);
  if (all > 0) return <Empty text={`None of the ${formatNumber(all)} episodes lies in the selected span.`} />;
  if (summary === undefined || summary.samples === 0) {
    return (
      <Empty text="There is nothing to analyse yet.">
        <CommandButton id="import.files" look="primary" />
      </Empty>
    );
  }
  if (summary.analysedAt === undefined) {
    return (
      <Empty text="This workspace has not been analysed yet.">
        <CommandButton id="analysis.run" look="primary" />
      </Empty>
    );
  }
  return <Empty text="The analysis found no sustained load beyond the load line." />;
}

/** From start to end, or to the end of the data while it lasts. */
export function spanOf(episode: Pick<Episode, "start" | "end">, dataEnd: Timestamp | undefined): TimeRange {
  return { start: episode.start, end: episode.end ?? dataEnd ?? episode.start };
}

function lengthOf(episode: Episode, dataEnd: Timestamp | undefined): number {
  const { start, end } = spanOf(episode, dataEnd);
  return end - start;
}

function destinationOf(episode: Episode): string {
  const [first] = episode.connections;
  if (first === undefined) return "";
  return `${first.domain ?? first.destination}${first.port === undefined ? "" : `:${String(first.port)}`}`;
}
