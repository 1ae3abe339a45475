import { askHost } from "../state/engine.ts";
import { closeActiveEditor, goBack, goForward, splitEditor } from "../state/editors.ts";
import { focusNextPart, focusPart, togglePart } from "../state/layout.ts";
import { choose } from "../state/quick-input.ts";
import { offerUndo } from "../state/undo.ts";
import { changeSettings, defaultSettings, useSettings, type ThemeChoice } from "../state/settings.ts";
import type { Command } from "./command.ts";

const themes: readonly { id: ThemeChoice; label: string }[] = [
  { id: "system", label: "As the desktop" },
  { id: "dark", label: "Dark" },
  { id: "light", label: "Light" },
  { id: "contrast", label: "High contrast" },
];

export const layoutCommands: readonly Command[] = [
  {
    id: "layout.toggleSideBar",
    title: "Toggle Side Bar",
    category: "Layout",
    keys: "Ctrl+B",
    run: () => togglePart("sideBar"),
  },
  {
    id: "layout.togglePanel",
    title: "Toggle Panel",
    category: "Layout",
    keys: "Ctrl+J",
    run: () => togglePart("panel"),
  },
  {
    id: "layout.toggleInspector",
    title: "Toggle Inspector",
    category: "Layout",
    keys: "Ctrl+Alt+B",
    run: () => togglePart("inspector"),
  },
  {
    id: "layout.splitEditor",
    title: "Split Editor",
    category: "Layout",
    keys: "Ctrl+\\",
    icon: "split-horizontal",
    run: splitEditor,
  },
  { id: "layout.closeEditor", title: "Close Editor", category: "Layout", keys: "Ctrl+W", run: closeActiveEditor },
  { id: "layout.nextPart", title: "Focus Next Part", category: "Layout", keys: "F6", run: () => focusNextPart(1) },
  {
    id: "layout.previousPart",
    title: "Focus Previous Part",
    category: "Layout",
    keys: "Shift+F6",
    run: () => focusNextPart(-1),
  },
  { id: "layout.focusEditors", title: "Focus Editors", category: "Layout", run: () => focusPart("editors") },
  { id: "layout.focusPanel", title: "Focus Panel", category: "Layout", run: () => focusPart("panel") },
  { id: "layout.focusSideBar", title: "Focus Side Bar", category: "Layout", run: () => focusPart("side-bar") },
  { id: "history.back", title: "Go Back", category: "Layout", keys: "Alt+Left", icon: "arrow-left", run: goBack },
  {
    id: "history.forward",
    title: "Go Forward",
    category: "Layout",
    keys: "Alt+Right",
    icon: "arrow-right",
    run: goForward,
  },
  {
    id: "layout.reset",
    title: "Reset the Layout",
    category: "Layout",
    icon: "layout",
    run() {
      const { sideBar, panel, inspector, hiddenColumns } = useSettings.getState();
      const { sideBar: side, panel: foot, inspector: right, hiddenColumns: columns } = defaultSettings;
      changeSettings({ sideBar: side, panel: foot, inspector: right, hiddenColumns: columns });
      const undo = (): Promise<void> => Promise.resolve(changeSettings({ sideBar, panel, inspector, hiddenColumns }));
      offerUndo("Parts and columns are as they came.", { title: "the layout", undo });
    },
  },
  {
    id: "window.zoomIn",
    title: "Zoom In",
    category: "Layout",
    keys: "Ctrl+=",
    run: () => askHost("window.zoom", { step: "in" }),
  },
  {
    id: "window.zoomOut",
    title: "Zoom Out",
    category: "Layout",
    keys: "Ctrl+-",
    run: () => askHost("window.zoom", { step: "out" }),
  },
  {
    id: "window.zoomReset",
    title: "Reset Zoom",
    category: "Layout",
    keys: "Ctrl+0",
    run: () => askHost("window.zoom", { step: "reset" }),
  },
  {
    id: "theme.choose",
    title: "Colour Theme…",
    category: "Layout",
    icon: "color-mode",
    async run() {
      const current = useSettings.getState().theme;
      const id = await choose(
        "Colour theme",
        themes.map((one) => ({ ...one, icon: one.id === current ? "check" : "blank" })),
      );
      const theme = themes.find((one) => one.id === id);
      if (theme !== undefined) changeSettings({ theme: theme.id });
    },
  },
];
