import { openEditor } from "../state/editors.ts";
import { askEngine } from "../state/engine.ts";
import { notify } from "../state/notifications.ts";
import { showQuickInput } from "../state/quick-input.ts";
import { useSelection } from "../state/selection.ts";
import { showSideView } from "../state/layout.ts";
import type { Command } from "./command.ts";
import { isWorkspaceOpen } from "./workspace-commands.ts";

/** The timeline of the selected host; else of the host of the first episode; else of the first host. */
async function openTimeline(): Promise<void> {
  const { host } = useSelection.getState();
  const [episode] = host === undefined ? await askEngine("episode.list", {}) : [];
  const [first] = host === undefined && episode === undefined ? await askEngine("host.list", {}) : [];
  const name = host ?? episode?.host ?? first?.name;
  if (name === undefined) notify("note", "There is no host yet. Import something first.");
  else openEditor("timeline", name);
}

export const viewCommands: readonly Command[] = [
  {
    id: "view.fleet",
    title: "Show Fleet",
    category: "View",
    keys: "Ctrl+1",
    icon: "server",
    run() {
      showSideView("fleet");
      if (isWorkspaceOpen()) openEditor("fleet", "", { keep: true });
    },
  },
  {
    id: "view.timeline",
    title: "Show Timeline",
    category: "View",
    keys: "Ctrl+2",
    icon: "pulse",
    isEnabled: isWorkspaceOpen,
    run: openTimeline,
  },
  {
    id: "view.episodes",
    title: "Show Episodes",
    category: "View",
    keys: "Ctrl+3",
    icon: "warning",
    run() {
      showSideView("episodes");
      if (isWorkspaceOpen()) openEditor("episodes", "", { keep: true });
    },
  },
  {
    id: "view.sources",
    title: "Show Sources",
    category: "View",
    keys: "Ctrl+4",
    icon: "database",
    run() {
      showSideView("sources");
      if (isWorkspaceOpen()) openEditor("sources", "", { keep: true });
    },
  },
  {
    id: "view.cases",
    title: "Show Cases",
    category: "View",
    keys: "Ctrl+5",
    icon: "briefcase",
    run: () => showSideView("cases"),
  },
  {
    id: "view.live",
    title: "Show Live",
    category: "View",
    keys: "Ctrl+6",
    icon: "broadcast",
    run: () => openEditor("live", "", { keep: true }),
  },
  {
    id: "view.custody",
    title: "Show the Chain of Custody",
    category: "View",
    icon: "link",
    isEnabled: isWorkspaceOpen,
    run: () => openEditor("custody", "", { keep: true }),
  },
  {
    id: "palette.show",
    title: "Show All Commands",
    category: "View",
    keys: "Ctrl+Shift+P",
    run: () => showQuickInput({ kind: "commands" }),
  },
  {
    id: "quickOpen.show",
    title: "Go to Host, Episode, Case, Process…",
    category: "View",
    keys: "Ctrl+P",
    icon: "search",
    run: () => showQuickInput({ kind: "open" }),
  },
  {
    id: "settings.open",
    title: "Settings",
    category: "View",
    keys: "Ctrl+,",
    icon: "settings-gear",
    run: () => openEditor("settings", "", { keep: true }),
  },
];
