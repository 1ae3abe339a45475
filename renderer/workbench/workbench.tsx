/** The frame: activity bar, side bar, editors over the panel, inspector, status bar; and what floats above them. */
import { Sash } from "../components/sash.tsx";
import { resizePart } from "../state/layout.ts";
import { useSettings } from "../state/settings.ts";
import { ActivityBar } from "./activity-bar.tsx";
import { EditorArea } from "./editor-area.tsx";
import { Inspector } from "./inspector.tsx";
import { Panel } from "./panel.tsx";
import { QuickInputBox } from "./quick-input-box.tsx";
import { SideBar } from "./side-bar.tsx";
import { StatusBar } from "./status-bar.tsx";
import { Toasts } from "./toasts.tsx";
import { useFileDrop } from "./use-file-drop.ts";
import { useKeybindings } from "./use-keybindings.ts";

export function Workbench() {
  const { sideBar, panel, inspector } = useSettings();
  const isDropping = useFileDrop();
  useKeybindings();

  return (
    <div className="workbench">
      <div className="workbench-middle">
        <ActivityBar />
        {sideBar.isOpen ? (
          <>
            <aside
              className="side-bar"
              data-part="side-bar"
              tabIndex={-1}
              aria-label="Side bar"
              style={{ width: sideBar.size }}
            >
              <SideBar />
            </aside>
            <Sash
              label="Width of the side bar"
              direction="right"
              size={sideBar.size}
              min={170}
              max={600}
              onResize={(size) => resizePart("sideBar", size)}
            />
          </>
        ) : null}
        <div className="workbench-centre">
          <EditorArea />
          {panel.isOpen ? (
            <>
              <Sash
                label="Height of the panel"
                direction="up"
                size={panel.size}
                min={100}
                max={700}
                onResize={(size) => resizePart("panel", size)}
              />
              <section
                className="panel"
                data-part="panel"
                tabIndex={-1}
                aria-label="Panel"
                style={{ height: panel.size }}
              >
                <Panel />
              </section>
            </>
          ) : null}
        </div>
        {inspector.isOpen ? (
          <>
            <Sash
              label="Width of the inspector"
              direction="left"
              size={inspector.size}
              min={200}
              max={600}
              onResize={(size) => resizePart("inspector", size)}
            />
            <aside
              className="inspector"
              data-part="inspector"
              tabIndex={-1}
              aria-label="Inspector"
              style={{ width: inspector.size }}
            >
              <Inspector />
            </aside>
          </>
        ) : null}
      </div>
      <StatusBar />
      <QuickInputBox />
      <Toasts />
      {isDropping ? <div className="drop-hint">Drop files, folders or archives to import them</div> : null}
    </div>
  );
}
