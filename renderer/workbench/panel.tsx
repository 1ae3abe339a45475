/** The lists under the editors: what is in the selection, by kind. */
import { IconButton } from "../components/icon-button.tsx";
import { TabStrip } from "../components/tab-strip.tsx";
import { showPanelView, togglePart, useLayout } from "../state/layout.ts";
import { panelViews } from "../views/index.ts";
import { useSelection } from "../state/selection.ts";
import { Empty } from "../components/empty.tsx";
import { CommandButton } from "../components/command-button.tsx";
import { useWorkspace } from "../state/workspace.ts";

export function Panel() {
  const id = useLayout((layout) => layout.panelView);
  const host = useSelection((selection) => selection.host);
  const isOpen = useWorkspace((workspace) => workspace.summary !== undefined);
  const view = panelViews.find(id) ?? panelViews.all[0];
  if (view === undefined) return null;
  return (
    <>
      <header className="part-head panel-head">
        <TabStrip label="Lists" current={view.id} tabs={panelViews.all} onChoose={showPanelView} />
        <span className="spacer" />
        {host === undefined ? null : (
          <button
            type="button"
            className="chip"
            title="Lists show this host. Show all hosts."
            onClick={() => useSelection.setState({ host: undefined })}
          >
            {host} <span className="codicon codicon-close" aria-hidden="true" />
          </button>
        )}
        <IconButton icon="chevron-down" title="Fold the panel (Ctrl+J)" onClick={() => togglePart("panel")} />
      </header>
      <div className="part-body" role="tabpanel" aria-label={view.title}>
        {isOpen ? (
          <view.Body key={view.id} />
        ) : (
          <Empty text="No workspace is open, so there is nothing to list.">
            <CommandButton id="workspace.open" />
            <CommandButton id="workspace.openDemo" />
          </Empty>
        )}
      </div>
    </>
  );
}
