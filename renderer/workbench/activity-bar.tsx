import { commands, execute, useKeymap } from "../commands/commands.ts";
import { Icon } from "../components/icon.tsx";
import { useEditors } from "../state/editors.ts";
import { useLayout } from "../state/layout.ts";
import { useSettings } from "../state/settings.ts";

/** The commands of the bar; each names the side view or editor that makes it the current one. */
const activities = [
  { command: "view.fleet", title: "Fleet", side: "fleet" },
  { command: "view.timeline", title: "Timeline", editor: "timeline" },
  { command: "view.episodes", title: "Episodes", side: "episodes" },
  { command: "view.sources", title: "Sources", side: "sources" },
  { command: "view.cases", title: "Cases", side: "cases" },
  { command: "view.live", title: "Live", editor: "live" },
] as const;

export function ActivityBar() {
  const sideView = useLayout((layout) => layout.sideView);
  const isSideOpen = useSettings((settings) => settings.sideBar.isOpen);
  const keymap = useKeymap();
  const editor = useEditors((editors) => editors.active?.view);

  const own = activities.find((one) => "editor" in one && one.editor === editor);
  const isSideCurrent = (side: string): boolean => own === undefined && isSideOpen && sideView === side;

  const item = (command: string, title: string, isCurrent: boolean) => {
    const { icon = "circle" } = commands.find(command) ?? {};
    const keys = keymap.keysOf(command);
    return (
      <button
        key={command}
        type="button"
        className={`activity${isCurrent ? " current" : ""}`}
        title={keys === undefined ? title : `${title} (${keys})`}
        aria-label={title}
        aria-current={isCurrent ? "page" : undefined}
        onClick={() => execute(command)}
      >
        <Icon name={icon} />
      </button>
    );
  };

  return (
    <nav className="activity-bar" data-part="activity-bar" tabIndex={-1} aria-label="Activities">
      {activities.map((one) => item(one.command, one.title, "side" in one ? isSideCurrent(one.side) : one === own))}
      <span className="spacer" />
      {item("settings.open", "Settings", editor === "settings")}
    </nav>
  );
}
