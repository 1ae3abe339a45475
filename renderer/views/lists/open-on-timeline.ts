import { DAY, HOUR, timestamp, type TimeRange } from "../../../src/base/time.ts";
import { openEditor } from "../../state/editors.ts";
import { setViewport } from "../../state/viewports.ts";

/** Shows a row's time on the timeline of its host, with as much before and after; a look alone changes nothing. */
export function openOnTimeline(host: string, span: TimeRange, keep: boolean): void {
  if (!keep) return;
  const around = Math.min(7 * DAY, Math.max(HOUR, span.end - span.start));
  setViewport(host, { start: timestamp(span.start - around), end: timestamp(span.end + around) });
  openEditor("timeline", host, { keep });
}
