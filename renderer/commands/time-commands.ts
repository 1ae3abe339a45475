import { useEditors } from "../state/editors.ts";
import { selectRange, useSelection } from "../state/selection.ts";
import { changeSettings, useSettings } from "../state/settings.ts";
import { setViewport } from "../state/viewports.ts";
import type { Command } from "./command.ts";

const activeTimeline = (): string | undefined => {
  const { active } = useEditors.getState();
  return active?.view === "timeline" ? active.subject : undefined;
};

export const timeCommands: readonly Command[] = [
  {
    id: "time.toggleZone",
    title: "Toggle UTC and the Host's Zone",
    category: "Time",
    keys: "Z",
    icon: "globe",
    run: () => changeSettings({ zone: useSettings.getState().zone === "utc" ? "host" : "utc" }),
  },
  {
    id: "time.fit",
    title: "Fit the Timeline",
    category: "Time",
    keys: "0",
    icon: "screen-full",
    isEnabled: () => activeTimeline() !== undefined,
    run() {
      const host = activeTimeline();
      if (host !== undefined) setViewport(host, undefined);
    },
  },
  {
    id: "time.zoomToSelection",
    title: "Zoom to the Selected Span",
    category: "Time",
    keys: "S",
    icon: "zoom-in",
    isEnabled: () => activeTimeline() !== undefined && useSelection.getState().range !== undefined,
    run() {
      const host = activeTimeline();
      const { range } = useSelection.getState();
      if (host !== undefined && range !== undefined) setViewport(host, range);
    },
  },
  {
    id: "time.clearSelection",
    title: "Clear the Selected Span",
    category: "Time",
    icon: "close",
    isEnabled: () => useSelection.getState().range !== undefined,
    run: () => selectRange(undefined),
  },
];
