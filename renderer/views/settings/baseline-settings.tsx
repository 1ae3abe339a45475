import { useState } from "react";
import { parseIso, timestamp } from "../../../src/base/time.ts";
import { UTC } from "../../../src/base/zone.ts";
import type { Acceptance, FrozenBaselines } from "../../../src/model/detection-choices.ts";
import { findMetric } from "../../../src/model/metrics.ts";
import { RecordTable, type RecordColumn } from "../../components/record-table.tsx";
import { formatDate, formatTime } from "../../format/time.ts";
import { thawBaselines, undoAcceptance } from "../../state/decisions.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { askEngine } from "../../state/engine.ts";
import { analyse } from "../../state/importing.ts";
import { attempt } from "../../state/notifications.ts";
import { chooseCase } from "../../state/pinning.ts";
import { useWorkspace } from "../../state/workspace.ts";

/** What teaches load lines: a shift that lasts does not, unless somebody accepted it; nor does what came after a freeze. */
export function BaselineSettings({
  acceptances,
  frozen,
}: {
  readonly acceptances: readonly Acceptance[];
  readonly frozen: FrozenBaselines | undefined;
}) {
  const zone = useDisplayZone();
  const columns: readonly RecordColumn<Acceptance>[] = [
    { title: "Host", cell: ({ host }) => host },
    { title: `Since (${zone.name})`, cell: ({ from }) => formatTime(from, zone) },
    {
      title: "Metrics",
      look: "prose",
      cell: ({ metrics }) => metrics.map((id) => findMetric(id)?.title ?? id).join(", "),
    },
    { title: "Reason", look: "prose", cell: ({ note }) => note },
    {
      title: "",
      cell: ({ id, host }) => (
        <button type="button" className="button link" onClick={() => attempt(() => undoAcceptance(id, host))}>
          Undo…
        </button>
      ),
    },
  ];
  return (
    <section aria-label="Load lines">
      <h2>Load lines</h2>
      {acceptances.length === 0 ? (
        <p className="muted">
          No shift is accepted as a new normal. A load that lasts teaches nothing until somebody accepts its episode.
        </p>
      ) : (
        <RecordTable caption="Accepted shifts" rows={acceptances} columns={columns} keyOf={({ id }) => id} />
      )}
      {frozen === undefined ? (
        <FreezeForm />
      ) : (
        <p>
          Frozen as of {formatDate(frozen.until, UTC)} (UTC) for {frozen.caseId}: nothing later teaches.{" "}
          <button type="button" className="button link" onClick={() => attempt(thawBaselines)}>
            Learn again…
          </button>
        </p>
      )}
    </section>
  );
}

function FreezeForm() {
  const range = useWorkspace((workspace) => workspace.summary?.range);
  const [date, setDate] = useState("");
  const clock = parseIso(date)?.clock;
  const until =
    clock === undefined || range === undefined || clock < range.start || clock > range.end ? undefined : clock;
  const freeze = async (): Promise<void> => {
    if (until === undefined) return;
    const target = await chooseCase("Freeze load lines for");
    if (target === undefined) return;
    await askEngine("detection.freeze", { until: timestamp(until), caseId: target.id });
    await analyse();
  };
  return (
    <form
      className="form-row"
      aria-label="Freeze load lines"
      onSubmit={(event) => {
        event.preventDefault();
        attempt(freeze);
      }}
    >
      <label>
        <span>Freeze as of (UTC)</span>
        <input
          className="input"
          inputMode="numeric"
          placeholder={range === undefined ? "2026-04-12" : formatDate(range.end, UTC)}
          title={
            range === undefined ? "" : `A day from ${formatDate(range.start, UTC)} to ${formatDate(range.end, UTC)}`
          }
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
      </label>
      <button type="submit" className="button secondary" disabled={until === undefined}>
        Freeze…
      </button>
    </form>
  );
}
