import { useEffect, useRef, useState } from "react";
import type { IDockviewPanelHeaderProps } from "dockview-react";
import { Icon } from "../components/icon.tsx";
import { keepEditor, type EditorParams } from "../state/editors.ts";
import { editorViews } from "../views/index.ts";
import type { EditorView } from "../views/view.ts";

/** A tab: italic while its editor is only looked at, kept by a double click, closed by the middle button. */
export function EditorTab({ api, containerApi, params }: IDockviewPanelHeaderProps<EditorParams>) {
  const [current, setCurrent] = useState(params);
  useEffect(() => {
    const watching = api.onDidParametersChange((next) => setCurrent(next as EditorParams));
    return () => watching.dispose();
  }, [api]);
  const view = editorViews.find(current.view);
  const close = (): void => api.close();
  const tab = useRef<HTMLDivElement>(null);
  useEffect(() => (tab.current === null ? undefined : keepInSight(tab.current, api)), [api]);

  return (
    <div
      ref={tab}
      className={`tab${current.isPreview ? " preview" : ""}`}
      onDoubleClick={() => {
        const panel = containerApi.getPanel(api.id);
        if (panel !== undefined) keepEditor(panel);
      }}
      onAuxClick={(event) => {
        if (event.button === 1) close();
      }}
    >
      <Icon name={view?.icon ?? "file"} />
      {view === undefined ? (
        <span className="tab-title">{current.view}</span>
      ) : (
        <TabTitle view={view} subject={current.subject} onTitle={(title) => api.setTitle(title)} />
      )}
      <span
        className="tab-close codicon codicon-close"
        title="Close (Ctrl+W)"
        aria-hidden="true"
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation();
          close();
        }}
      />
    </div>
  );
}

function TabTitle({
  view,
  subject,
  onTitle,
}: {
  readonly view: EditorView;
  readonly subject: string;
  readonly onTitle: (title: string) => void;
}) {
  const title = view.useTitle(subject);
  useEffect(() => {
    onTitle(title);
    // The callback is made anew with every render of the tab; only another title is news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [title]);
  return <span className="tab-title">{title}</span>;
}

/** Scrolls a tab into sight when its editor comes to the front, and again when its title or the strip changes width. */
function keepInSight(tab: HTMLElement, api: IDockviewPanelHeaderProps["api"]): () => void {
  const reveal = (): void => {
    if (api.isVisible) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const widths = new ResizeObserver(reveal);
  widths.observe(tab);
  const strip = tab.closest(".dv-tabs-container");
  if (strip !== null) widths.observe(strip);
  const fronts = api.onDidVisibilityChange(reveal);
  return () => {
    widths.disconnect();
    fronts.dispose();
  };
}
