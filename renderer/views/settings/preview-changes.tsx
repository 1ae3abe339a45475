import { findMetric } from "../../../src/model/metrics.ts";
import type { PreviewChange, PreviewedEpisode } from "../../../src/model/sensitivity-preview.ts";
import { RecordTable, type RecordColumn } from "../../components/record-table.tsx";
import { formatShort } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { plural } from "../../format/words.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";

const titles: Readonly<Record<PreviewChange, string>> = {
  "becomes-alarm": "becomes an alarm",
  calms: "no alarm any more",
  appears: "appears in the list",
  vanishes: "leaves the list",
};
/** More are counted, not shown. */
const MOST_SHOWN = 12;

/** Which episodes come and go, those that alarm first. */
export function PreviewChanges({ changes }: { readonly changes: readonly PreviewedEpisode[] }) {
  const zone = useDisplayZone();
  if (changes.length === 0) return <p>No episode comes or goes.</p>;
  const columns: readonly RecordColumn<PreviewedEpisode>[] = [
    {
      title: "Change",
      cell: ({ change }) => <span className={`preview-change ${change}`}>{titles[change]}</span>,
    },
    { title: "Host", cell: ({ host }) => host },
    { title: "Metric", cell: ({ metric }) => findMetric(metric)?.title ?? metric },
    { title: `Since (${zone.name})`, cell: ({ start }) => formatTime(start, zone) },
    {
      title: "Strength",
      look: "number",
      cell: ({ strengthNow, strengthThen }) => `${shown(strengthNow)} → ${shown(strengthThen)}`,
    },
    {
      title: "",
      cell: ({ episodeId }) =>
        episodeId === undefined ? (
          <span className="muted">new</span>
        ) : (
          <button type="button" className="button link" onClick={() => openEditor("episode", episodeId)}>
            Open
          </button>
        ),
    },
  ];
  return (
    <>
      <RecordTable
        caption="Episodes that would change"
        rows={changes.slice(0, MOST_SHOWN)}
        columns={columns}
        keyOf={({ host, metric, start }) => `${host} ${metric} ${String(start)}`}
      />
      {changes.length > MOST_SHOWN ? (
        <p className="muted">And {plural(changes.length - MOST_SHOWN, "more episode")}.</p>
      ) : null}
    </>
  );
}

function shown(strength: number | undefined): string {
  return strength === undefined ? "–" : formatShort(strength);
}
