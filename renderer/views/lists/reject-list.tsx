import { rejectFields } from "../../../src/filter/event-fields.ts";
import type { ListedReject } from "../../../src/model/source.ts";
import { Empty } from "../../components/empty.tsx";
import { formatNumber } from "../../format/number.ts";
import { openEditor } from "../../state/editors.ts";
import type { ListDefinition, RecordColumn } from "./list-definition.ts";
import { askEngine } from "../../state/engine.ts";
import { EventList } from "./event-list.tsx";
import type { ReadPage } from "./use-pages.ts";

const readRejects: ReadPage<ListedReject> = (query) => askEngine("reject.list", query);

const rejectList: ListDefinition<ListedReject> = {
  kind: "rejects",
  title: "Rejects",
  fields: rejectFields,
  firstOrder: { column: "source", descending: false },
  keyOf: (row) => String(row.id),
  nameOf: (row) => `${row.path}, line ${formatNumber(row.line)}`,
  open: (row, keep) => openEditor("source", String(row.sourceId), { keep }),
};

const columns: readonly RecordColumn<ListedReject>[] = [
  { id: "source", title: "Source", width: 240, field: "source.path", text: (row) => row.path },
  {
    id: "line",
    title: "Line",
    width: 80,
    isNumber: true,
    field: "reject.line",
    text: (row) => formatNumber(row.line),
  },
  { id: "reason", title: "Reason", width: 280, grows: true, field: "reject.reason", text: (row) => row.reason },
  { id: "raw", title: "As it stands there", width: 320, grows: true, field: "reject.raw", text: (row) => row.raw },
];

/** What could not be read, beside the raw text. */
export function RejectList() {
  return (
    <EventList
      read={readRejects}
      list={rejectList}
      columns={columns}
      empty={<Empty text="Every record of every source was understood." />}
    />
  );
}
