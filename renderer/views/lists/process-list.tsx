import { useMemo } from "react";
import { processFields } from "../../../src/filter/event-fields.ts";
import { allHere } from "../../components/row-source.ts";
import { IconButton } from "../../components/icon-button.tsx";
import { changeList, useListState } from "../../state/lists.ts";
import { useSelection } from "../../state/selection.ts";
import { askEngine } from "../../state/engine.ts";
import { EventList } from "./event-list.tsx";
import type { ListDefinition, RecordColumn } from "./list-definition.ts";
import { NothingSelected } from "./nothing-selected.tsx";
import { openOnTimeline } from "./open-on-timeline.ts";
import { useProcessColumns, type ProcessRow } from "./process-columns.ts";
import { processTree } from "./process-tree.ts";
import { RecordList } from "./record-list.tsx";
import { STANDS_OUT } from "./standing-out.tsx";
import { useListQuery } from "./use-list-query.ts";
import { LARGEST_PAGE, usePages, type ReadPage } from "./use-pages.ts";

const NONE = (
  <NothingSelected what="processes" sources="Sysmon, Get-Process snapshots, pidstat, osquery, Perfmon Process" />
);
const INDENT_PIXELS = 14;

const readProcesses: ReadPage<ProcessRow> = (query) => askEngine("process.list", query);

const processList: ListDefinition<ProcessRow> = {
  kind: "processes",
  title: "Processes",
  fields: processFields,
  firstOrder: { column: STANDS_OUT, descending: true },
  keyOf: (row) => String(row.id),
  nameOf: (row) => `Process ${row.name} (${String(row.pid)}) on ${row.host}`,
  exhibit: {
    kind: "processes",
    choose: (rows) => ({ ids: rows.filter((row) => !isUnrecorded(row)).map(({ id }) => id) }),
  },
  spanOf: (row) => ({ start: row.first, end: row.last }),
  open: (row, keep) => openOnTimeline(row.host, { start: row.first, end: row.last }, keep),
};

export function ProcessList() {
  const columns = useProcessColumns();
  const host = useSelection((selection) => selection.host);
  const { isTree } = useListState("processes");
  if (isTree && host !== undefined) return <ProcessTree columns={columns} />;
  return <EventList read={readProcesses} list={processList} columns={columns} tools={<TreeSwitch />} empty={NONE} />;
}

/** The processes of the selected host, each under the one that started it. */
function ProcessTree({ columns }: { readonly columns: readonly RecordColumn<ProcessRow>[] }) {
  const query = useListQuery("processes");
  const pages = usePages(readProcesses, query, LARGEST_PAGE);
  const branches = useMemo(() => processTree(pages.rows.here, unrecordedParent), [pages.rows]);
  const depths = useMemo(() => new Map(branches.map(({ row, depth }) => [row.id, depth])), [branches]);
  const indented = useMemo(
    () =>
      columns.map((column): RecordColumn<ProcessRow> =>
        column.id === "name"
          ? {
              ...column,
              width: 220,
              cell: (row) => (
                <span style={{ paddingLeft: (depths.get(row.id) ?? 0) * INDENT_PIXELS }}>
                  {row.name}
                  {isUnrecorded(row) ? <span className="muted"> · not recorded</span> : null}
                </span>
              ),
            }
          : { ...column, text: (row) => (isUnrecorded(row) && !ofParent.has(column.id) ? "" : column.text(row)) },
      ),
    [columns, depths],
  );
  return (
    <RecordList
      list={processList}
      columns={indented}
      pages={{ ...pages, rows: allHere(branches.map(({ row }) => row)) }}
      query={query}
      isOrderedByEngine
      tools={<TreeSwitch />}
      empty={NONE}
    />
  );
}

/** What the records of its children say of a parent that has none of its own. */
const ofParent: ReadonlySet<string> = new Set(["host", "pid", "executable"]);

function unrecordedParent(child: ProcessRow): ProcessRow {
  return {
    ...child,
    id: -child.id,
    pid: child.parentPid ?? 0,
    name: child.parentName ?? "",
    executable: child.parentExecutable,
    parentPid: undefined,
    standsOut: undefined,
  };
}

function isUnrecorded({ id }: ProcessRow): boolean {
  return id < 0;
}

function TreeSwitch() {
  const host = useSelection((selection) => selection.host);
  const { isTree } = useListState("processes");
  return (
    <IconButton
      icon="list-tree"
      title={host === undefined ? "Select a host to see its processes as a tree" : "Show as a tree"}
      isPressed={isTree && host !== undefined}
      isDisabled={host === undefined}
      onClick={() => changeList("processes", { isTree: !isTree, groupBy: undefined })}
    />
  );
}
