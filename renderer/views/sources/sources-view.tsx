/** What was read, what was not? */
import { useMemo } from "react";
import type { SourceRecord } from "../../../src/model/source.ts";
import { CommandButton } from "../../components/command-button.tsx";
import { DataList } from "../../components/data-list.tsx";
import type { ListColumn } from "../../components/row-grid.tsx";
import { Empty } from "../../components/empty.tsx";
import { Failure } from "../../components/failure.tsx";
import { formatBytes } from "../../format/bytes.ts";
import { formatNumber } from "../../format/number.ts";
import { formatTime } from "../../format/time.ts";
import { useDisplayZone } from "../../state/display-zone.ts";
import { openEditor } from "../../state/editors.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { useWorkspace } from "../../state/workspace.ts";
import type { EditorView } from "../view.ts";

export const sourcesView: EditorView = { id: "sources", icon: "database", useTitle: () => "Sources", Body: Sources };

const keyOf = (row: SourceRecord): string => String(row.id);

function Sources() {
  const zone = useDisplayZone();
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const { value, error, isLoading } = useSteadyEngine("source.list", isOpen ? {} : undefined);
  const columns = useMemo((): readonly ListColumn<SourceRecord>[] => {
    const count = (id: string, title: string, of: (row: SourceRecord) => number): ListColumn<SourceRecord> => ({
      id,
      title,
      width: 70,
      isNumber: true,
      text: (row) => formatNumber(of(row)),
      order: of,
    });
    return [
      { id: "path", title: "Source", width: 210, grows: true, text: (row) => row.path },
      { id: "format", title: "Format", width: 120, text: (row) => row.format },
      count("read", "Read", (row) => row.read),
      count("stored", "Stored", (row) => row.stored),
      count("skipped", "Skipped", (row) => row.skipped),
      {
        ...count("rejected", "Rejected", (row) => row.rejected),
        cell: (row) => <span className={row.rejected > 0 ? "alarm" : ""}>{formatNumber(row.rejected)}</span>,
      },
      {
        id: "notes",
        title: "Decisions",
        width: 80,
        isNumber: true,
        text: (row) => formatNumber(row.notes.length),
        order: (row) => row.notes.length,
      },
      {
        id: "hosts",
        title: "Hosts",
        width: 90,
        text: (row) => (row.hosts.length > 3 ? `${formatNumber(row.hosts.length)} hosts` : row.hosts.join(", ")),
      },
      {
        id: "from",
        title: `From (${zone.name})`,
        width: 130,
        text: (row) => (row.from === undefined ? "" : formatTime(row.from, zone)),
        order: (row) => row.from,
      },
      {
        id: "to",
        title: "To",
        width: 130,
        text: (row) => (row.to === undefined ? "" : formatTime(row.to, zone)),
        order: (row) => row.to,
      },
      {
        id: "size",
        title: "Size",
        width: 80,
        isNumber: true,
        text: (row) => formatBytes(row.size),
        order: (row) => row.size,
      },
    ];
  }, [zone]);
  if (error !== undefined) return <Failure error={error} />;
  return (
    <DataList
      label="Sources"
      rows={value ?? []}
      columns={columns}
      keyOf={keyOf}
      isLoading={isLoading && isOpen}
      onOpen={(row, keep) => openEditor("source", String(row.id), { keep })}
      toolbar={<CommandButton id="import.files" />}
      empty={
        <Empty text="No source has been imported. Plimsoll reads exports of agents, event logs, Zeek, sar, ticket systems and plain tables.">
          <CommandButton id="import.files" look="primary" />
          <CommandButton id="import.folder" />
        </Empty>
      }
    />
  );
}
