/** What is done on the timeline in the active editor. */
import { timestamp, type TimeRange } from "../../src/base/time.ts";
import type { Zone } from "../../src/base/zone.ts";
import { formatTime } from "../format/time.ts";
import { annotate, placeToAnnotate } from "../state/annotating.ts";
import { resetLanes } from "../state/lane-arrangement.ts";
import { notify } from "../state/notifications.ts";
import { askText } from "../state/quick-input.ts";
import { selectRange, useSelection } from "../state/selection.ts";
import { activeTimeline } from "../state/shown-timelines.ts";
import { setViewport } from "../state/viewports.ts";
import { chooseComparison } from "../views/timeline/choose-comparison.ts";
import { exportTimeline } from "../views/timeline/export-timeline.ts";
import { readRange } from "../views/timeline/read-range.ts";
import type { Command } from "./command.ts";

const isOnTimeline = (): boolean => activeTimeline() !== undefined;

/** Where a selection that is made by keys begins. */
let marked: number | undefined;

function selectFromCursor(): void {
  const time = useSelection.getState().reading?.time;
  if (time === undefined) notify("note", "There is no cursor. Move it over the timeline with the arrow keys first.");
  else if (marked === undefined) {
    marked = time;
    notify("note", "The span begins here. Move the cursor to its end and press B again.");
  } else {
    if (marked !== time)
      selectRange({ start: timestamp(Math.min(marked, time)), end: timestamp(Math.max(marked, time)) });
    marked = undefined;
  }
}

async function enterRange(host: string, range: TimeRange, zone: Zone): Promise<void> {
  const text = await askText({
    title: `Span of time (${zone.name})`,
    hint: "2026-04-12 22:10 – 2026-04-19 06:00",
    value: `${formatTime(range.start, zone)} – ${formatTime(range.end, zone)}`,
    check: (typed) =>
      readRange(typed, zone) === undefined ? "Write two times, such as 2026-04-12 22:10 – 2026-04-19." : undefined,
  });
  const entered = text === undefined ? undefined : readRange(text, zone);
  if (entered !== undefined) setViewport(host, entered);
}

export const timelineCommands: readonly Command[] = [
  {
    id: "time.enterRange",
    title: "Go to a Span of Time…",
    category: "Time",
    keys: "G",
    icon: "calendar",
    isEnabled: isOnTimeline,
    async run() {
      const timeline = activeTimeline();
      if (timeline !== undefined) await enterRange(timeline.host, timeline.range, timeline.zone);
    },
  },
  {
    id: "time.selectFromCursor",
    title: "Select a Span from the Cursor",
    category: "Time",
    keys: "B",
    icon: "arrow-both",
    isEnabled: isOnTimeline,
    run: selectFromCursor,
  },
  {
    id: "timeline.annotate",
    title: "Write a Note on the Timeline…",
    category: "Time",
    keys: "A",
    icon: "note",
    isEnabled: isOnTimeline,
    async run() {
      const timeline = activeTimeline();
      if (timeline === undefined) return;
      const { host, range, zone } = timeline;
      await annotate(host, placeToAnnotate(range), zone);
    },
  },
  {
    id: "timeline.compare",
    title: "Compare the Host with Another Time…",
    category: "Time",
    keys: "C",
    icon: "history",
    isEnabled: isOnTimeline,
    async run() {
      const timeline = activeTimeline();
      if (timeline !== undefined) await chooseComparison(timeline.host, timeline.range, timeline.zone);
    },
  },
  {
    id: "timeline.export",
    title: "Export the Timeline…",
    category: "Time",
    keys: "Ctrl+Shift+E",
    icon: "export",
    isEnabled: isOnTimeline,
    async run() {
      const timeline = activeTimeline();
      if (timeline !== undefined) await exportTimeline(timeline.host, timeline);
    },
  },
  {
    id: "timeline.resetLanes",
    title: "Put the Lanes Back as They Were",
    category: "Time",
    icon: "discard",
    run: resetLanes,
  },
];
