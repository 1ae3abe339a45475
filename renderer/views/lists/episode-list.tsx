import { useMemo } from "react";
import type { TimeRange, Timestamp } from "../../../src/base/time.ts";
import { quoted } from "../../../src/filter/complete-filter.ts";
import { episodeFields } from "../../../src/filter/conclusion-fields.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { formatDuration } from "../../format/duration.ts";
import { formatNumber, formatShare, formatShort } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { excessParts, justificationTitles, episodeTitle, kindTitles } from "../../format/words.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { useJobs } from "../../state/jobs.ts";
import { useEngine, useSteadyEngine } from "../../state/queries.ts";
import { useWorkspace } from "../../state/workspace.ts";
import type { ListDefinition, RecordColumn } from "./list-definition.ts";
import { RecordList } from "./record-list.tsx";
import { useListQuery } from "./use-list-query.ts";
import { wholeAnswer } from "./use-pages.ts";

const BAR_PIXELS = 40;

/** All episodes by priority; the span that is selected narrows them, the selected host does not: this is the overview. */
export function EpisodeList() {
  const zone = useDisplayZone();
  const { hosts: _hosts, ...query } = useListQuery("episodes");
  const episodes = useSteadyEngine("episode.list", query);
  const all = useEngine("episode.list", {}).value ?? [];
  const dataEnd = useWorkspace((workspace) => workspace.summary?.range?.end);
  const highest = Math.max(1, ...all.map((episode) => episode.priority.score));
  const list = useMemo(
    (): ListDefinition<Episode> => ({
      kind: "episodes",
      title: "Episodes",
      fields: episodeFields,
      firstOrder: { column: "priority", descending: true },
      keyOf: (row) => row.id,
      nameOf: (row) => `${episodeTitle(row)} on ${row.host}`,
      exhibit: {
        kind: "episode",
        choose: (rows) => ({ filter: `episode.id:(${rows.map(({ id }) => quoted(id)).join(", ")})` }),
      },
      spanOf: (row) => spanOf(row, dataEnd),
      open: (row, keep) => openEditor("episode", row.id, { keep }),
      inspected: (row) => ({ kind: "episode", id: row.id }),
    }),
    [dataEnd],
  );
  const columns = useMemo(
    (): readonly RecordColumn<Episode>[] => [
      {
        id: "priority",
        field: "episode.priority",
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
      { id: "host", field: "host.name", title: "Host", width: 80, text: (row) => row.host },
      {
        id: "profile",
        field: "episode.profile",
        title: "Looks like",
        width: 105,
        text: (row) => episodeTitle(row),
      },
      {
        id: "justification",
        field: "episode.justification",
        title: "Justification",
        width: 125,
        text: (row) => justificationTitles[row.justification.state],
        cell: (row) => (
          <span className={`tag ${row.justification.state}`}>{justificationTitles[row.justification.state]}</span>
        ),
      },
      {
        id: "start",
        field: "episode.start",
        title: `Start (${zone.name})`,
        width: 150,
        text: (row) => (row.startsBeforeData ? "≤ " : "") + formatTime(row.start, zone),
        order: (row) => row.start,
      },
      {
        id: "duration",
        field: "episode.duration",
        title: "Duration",
        width: 100,
        isNumber: true,
        text: (row) => formatDuration(lengthOf(row, dataEnd)) + (row.end === undefined ? " →" : ""),
        order: (row) => lengthOf(row, dataEnd),
      },
      {
        id: "process",
        field: "process.name",
        title: "Process",
        width: 120,
        text: (row) => row.processes[0]?.name ?? "",
      },
      {
        id: "destination",
        field: "destination.address",
        title: "Destination",
        width: 155,
        text: (row) => destinationOf(row),
      },
      { id: "kind", title: "Kind", width: 110, text: (row) => kindTitles[row.kind] },
      {
        id: "excess",
        field: "excess.cpu_hours",
        title: "Beyond normal",
        width: 200,
        grows: true,
        text: (row) => excessParts(row.excess).join(", "),
      },
      {
        id: "confidence",
        field: "episode.confidence",
        title: "Confidence",
        width: 90,
        isNumber: true,
        text: (row) => formatShare(row.confidence),
        order: (row) => row.confidence,
      },
    ],
    [zone, dataEnd, highest],
  );
  return (
    <RecordList
      list={list}
      columns={columns}
      pages={wholeAnswer(episodes)}
      query={query}
      isOrderedByEngine={false}
      empty={<NoEpisodes all={all.length} />}
    />
  );
}

function NoEpisodes({ all }: { readonly all: number }) {
  const summary = useWorkspace((workspace) => workspace.summary);
  const isBusy = useJobs(({ running }) => running.length > 0);
  if (all > 0) return <Empty text={`None of the ${formatNumber(all)} episodes lies in the selected span.`} />;
  if (isBusy && summary?.analysedAt === undefined) {
    return <Empty text="Episodes are listed here as soon as what was imported is analysed." />;
  }
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
