import { CommandButton } from "../../components/command-button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatNumber } from "../../format/number.ts";
import { openEditor, useEditors } from "../../state/editors.ts";
import { useSteadyEngine } from "../../state/queries.ts";
import { fileName, useWorkspace } from "../../state/workspace.ts";

/** More than this are found through the table of sources. */
const SHOWN = 500;

export function SourcesSide() {
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const active = useEditors((editors) => editors.active);
  const sources = useSteadyEngine("source.list", isOpen ? {} : undefined).value ?? [];
  if (sources.length === 0) {
    return (
      <Empty text="No source has been imported.">
        <CommandButton id="import.files" />
        <CommandButton id="import.folder" />
      </Empty>
    );
  }
  return (
    <ul className="side-list" aria-label="Sources">
      {sources.slice(0, SHOWN).map((source) => (
        <li key={source.id}>
          <button
            type="button"
            className={`side-item${active?.view === "source" && active.subject === String(source.id) ? " current" : ""}`}
            title={`${source.path}, ${source.format}`}
            onClick={() => openEditor("source", String(source.id))}
            onDoubleClick={() => openEditor("source", String(source.id), { keep: true })}
          >
            <Icon name="file" />
            <span className="name">
              {fileName(source.path)} <span className="muted">{folderOf(source.path)}</span>
            </span>
            {source.rejected > 0 ? (
              <span className="alarm tree-count">{formatNumber(source.rejected)} rejected</span>
            ) : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

function folderOf(path: string): string {
  return path.slice(0, path.length - fileName(path).length).replace(/[\\/]$/, "");
}
