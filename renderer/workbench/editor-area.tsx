/** The editors, as tabs in groups that split and dock. Where they stand is kept with the workspace. */
import { useEffect, useMemo } from "react";
import { DockviewReact, type DockviewApi, type DockviewReadyEvent, type IDockviewPanelProps } from "dockview-react";
import { editorActivated, editorClosed, paramsOf, useEditors, type EditorParams } from "../state/editors.ts";
import { useSelection } from "../state/selection.ts";
import { useWorkspace } from "../state/workspace.ts";
import { editorViews } from "../views/index.ts";
import { EditorBoundary } from "./editor-boundary.tsx";
import { keepEditorLayout, restoreEditorLayout } from "./editor-layout.ts";
import { EditorTab } from "./editor-tab.tsx";
import { Watermark } from "./watermark.tsx";

const components = { editor: EditorPanel };
const theme = { name: "plimsoll", className: "plimsoll-dock" };

export function EditorArea() {
  const area = useEditors((editors) => editors.area);
  const path = useWorkspace((workspace) => workspace.summary?.path);

  useEffect(() => {
    if (area !== undefined) void restoreEditorLayout(area, path);
  }, [area, path]);
  useEffect(() => (area === undefined ? undefined : keepEditorLayout(area)), [area]);

  const onReady = useMemo(
    () =>
      ({ api }: DockviewReadyEvent): void => {
        useEditors.setState({ area: api });
        followActive(api);
      },
    [],
  );
  return (
    <main className="editors" data-part="editors" tabIndex={-1} aria-label="Editors">
      <DockviewReact
        components={components}
        defaultTabComponent={EditorTab}
        watermarkComponent={Watermark}
        theme={theme}
        disableFloatingGroups
        onReady={onReady}
      />
    </main>
  );
}

/** A timeline or host that becomes active narrows the lists to its host. */
function followActive(api: DockviewApi): void {
  api.onDidRemovePanel((panel) => {
    const params = paramsOf(panel);
    if (params?.isPreview === false) editorClosed({ view: params.view, subject: params.subject });
  });
  api.onDidActivePanelChange(() => {
    const params = api.activePanel === undefined ? undefined : paramsOf(api.activePanel);
    editorActivated(params === undefined ? undefined : { view: params.view, subject: params.subject });
    if (params?.view === "timeline" || params?.view === "host") useSelection.setState({ host: params.subject });
  });
}

function EditorPanel({ params }: IDockviewPanelProps<EditorParams>) {
  const view = editorViews.find(params.view);
  if (view === undefined) return <p className="empty">This version has no view named “{params.view}”.</p>;
  return (
    <EditorBoundary>
      <view.Body subject={params.subject} />
    </EditorBoundary>
  );
}
