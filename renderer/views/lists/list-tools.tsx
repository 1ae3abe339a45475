/** What can be done with a list as a whole: group, choose columns, mark its span, copy, export, pin. */
import { timestamp, type TimeRange } from "../../../src/base/time.ts";
import { CheckMenu } from "../../components/check-menu.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import { copyText } from "../../components/list-order.ts";
import { formatNumber } from "../../format/number.ts";
import { askHost } from "../../state/engine.ts";
import { runJob } from "../../state/jobs.ts";
import { changeList, useListState } from "../../state/lists.ts";
import { attempt, notify } from "../../state/notifications.ts";
import { pin, type Pinnable } from "../../state/pinning.ts";
import { choose } from "../../state/quick-input.ts";
import { selectRange } from "../../state/selection.ts";
import { chooseColumns, useHiddenColumns } from "./column-choice.ts";
import type { ListDefinition, RecordColumn } from "./list-definition.ts";
import type { ListQuery } from "./use-list-query.ts";

export function ListTools<Row>({
  list,
  columns,
  shownColumns,
  rows,
  selected,
  query,
  pinnable,
}: {
  readonly list: ListDefinition<Row>;
  readonly columns: readonly RecordColumn<Row>[];
  readonly shownColumns: readonly RecordColumn<Row>[];
  readonly rows: readonly Row[];
  readonly selected: readonly Row[];
  readonly query: ListQuery;
  /** The whole list as an exhibit, where it can be one. */
  readonly pinnable: Pinnable | undefined;
}) {
  const { kind, title, spanOf } = list;
  const { groupBy } = useListState(kind);
  const hidden = useHiddenColumns(list.kind, columns);
  const span = spanOf === undefined ? undefined : spanOfAll(selected.flatMap((row) => spanOf(row) ?? []));
  return (
    <>
      <IconButton
        icon="group-by-ref-type"
        title={
          groupBy === undefined ? `Group ${title.toLowerCase()} by…` : `Show the rows of ${title.toLowerCase()} again`
        }
        isPressed={groupBy !== undefined}
        onClick={() => {
          if (groupBy === undefined) attempt(() => chooseGroups(list));
          else changeList(kind, { groupBy: undefined });
        }}
      />
      <CheckMenu
        label="Columns"
        icon="split-horizontal"
        choices={columns.map(({ id, title: name }) => ({ id, title: name }))}
        chosen={columns.flatMap(({ id }) => (hidden.has(id) ? [] : [id]))}
        onChange={(chosen) => chooseColumns(kind, columns, chosen)}
      />
      {spanOf === undefined ? null : (
        <IconButton
          icon="arrow-both"
          title="Select the span of the selected rows; every list and timeline follows"
          isDisabled={span === undefined}
          onClick={() => selectRange(span)}
        />
      )}
      <IconButton
        icon="copy"
        title={
          selected.length === 0
            ? `Copy the ${formatNumber(rows.length)} rows that are loaded`
            : "Copy the selected rows (Ctrl+C)"
        }
        isDisabled={rows.length === 0}
        onClick={() =>
          attempt(async () => {
            const copied = selected.length === 0 ? rows : selected;
            await navigator.clipboard.writeText(copyText(copied, shownColumns));
            notify("note", `${formatNumber(copied.length)} rows were copied.`);
          })
        }
      />
      <IconButton
        icon="desktop-download"
        title="Export all rows as CSV…"
        isDisabled={rows.length === 0}
        onClick={() => attempt(() => exportRows(list, shownColumns, query))}
      />
      {pinnable === undefined ? null : (
        <IconButton
          icon="pin"
          title={`Pin all rows to a case: ${pinnable.title}`}
          isDisabled={rows.length === 0}
          onClick={() => attempt(() => pin(pinnable))}
        />
      )}
    </>
  );
}

async function chooseGroups<Row>({ kind, title, fields }: ListDefinition<Row>): Promise<void> {
  const groupBy = await choose(
    `Group ${title.toLowerCase()} by`,
    fields.flatMap(({ name, title: label, repeats }) => (repeats === true ? [{ id: name, label, detail: name }] : [])),
  );
  if (groupBy !== undefined) changeList(kind, { groupBy });
}

/** All rows that the list admits, whether they were scrolled to or not. */
async function exportRows<Row>(
  { kind, title }: ListDefinition<Row>,
  columns: readonly RecordColumn<Row>[],
  query: ListQuery,
): Promise<void> {
  const path = await askHost("dialog.saveFile", {
    title: `Export ${title.toLowerCase()}`,
    defaultName: `${kind}.csv`,
    filters: [{ name: "CSV", extensions: ["csv"] }],
  });
  if (path === undefined) return;
  const fields = columns.flatMap(({ field }) => field ?? []);
  const written = await runJob(`Exporting ${title.toLowerCase()}`, "list.export", {
    ...query,
    kind,
    path,
    columns: fields,
  });
  notify("note", `${formatNumber(written.rows)} rows were written to ${written.path}.`, {
    details: `SHA-256 ${written.sha256}`,
    actions: [{ title: "Show in folder", run: () => void askHost("folder.show", { path: written.path }) }],
  });
}

function spanOfAll(spans: readonly TimeRange[]): TimeRange | undefined {
  if (spans.length === 0) return undefined;
  const start = timestamp(Math.min(...spans.map((span) => span.start)));
  return { start, end: timestamp(Math.max(start + 1, ...spans.map((span) => span.end))) };
}
