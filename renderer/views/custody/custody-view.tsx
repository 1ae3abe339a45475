/** Who did what to the evidence, in an order that cannot be rewritten unseen. */
import { useMemo } from "react";
import type { CustodyEntry } from "../../../src/model/case.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { DataList } from "../../components/data-list.tsx";
import type { ListColumn } from "../../components/row-grid.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatSeconds } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import type { EditorView } from "../view.ts";
import { detailWords } from "./detail-words.ts";

export const custodyView: EditorView = {
  id: "custody",
  icon: "link",
  useTitle: () => "Chain of Custody",
  Body: Custody,
};

const keyOf = (row: CustodyEntry): string => String(row.sequence);

function Custody() {
  const zone = useDisplayZone();
  const { value, error, isLoading } = useSteadyEngine("custody.list", {});
  const columns = useMemo(
    (): readonly ListColumn<CustodyEntry>[] => [
      {
        id: "sequence",
        title: "No.",
        width: 60,
        isNumber: true,
        text: (row) => String(row.sequence),
        order: (row) => row.sequence,
      },
      {
        id: "at",
        title: `Time (${zone.name})`,
        width: 160,
        text: (row) => formatSeconds(row.at, zone),
        order: (row) => row.at,
      },
      { id: "action", title: "Action", width: 150, text: (row) => row.action },
      {
        id: "detail",
        title: "What was done",
        width: 400,
        grows: true,
        // The entry itself is what is copied and searched; it is what the hash is of.
        text: (row) => row.detail,
        cell: (row) => detailWords(row.detail),
      },
      { id: "hash", title: "Hash", width: 160, text: (row) => row.hash },
    ],
    [zone],
  );
  if (error !== undefined) return <Failure error={error} />;
  return (
    <DataList
      label="Chain of custody"
      rows={value ?? []}
      columns={columns}
      keyOf={keyOf}
      firstOrder={{ column: "sequence", descending: true }}
      isLoading={isLoading}
      toolbar={<CommandButton id="custody.verify" />}
      empty={<Empty text="Nothing has been done in this workspace yet." />}
    />
  );
}
