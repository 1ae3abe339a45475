/** What the open timelines show at this moment, by their host: commands act on it. Nothing is drawn from it. */
import { create } from "zustand";
import type { TimeRange } from "../../src/base/time.ts";
import type { Zone } from "../../src/base/zone.ts";
import type { Lane } from "../charts/lane.ts";
import { useEditors } from "./editors.ts";
import type { TimelineOptions } from "./timelines.ts";

export interface ShownTimeline {
  readonly lanes: readonly Lane[];
  readonly range: TimeRange;
  readonly limits: TimeRange;
  readonly zone: Zone;
  readonly options: TimelineOptions;
}

export const useShownTimelines = create<Readonly<Record<string, ShownTimeline | undefined>>>(() => ({}));

/** The timeline in the active editor, with its host. */
export function activeTimeline(): (ShownTimeline & { readonly host: string }) | undefined {
  const { active } = useEditors.getState();
  if (active?.view !== "timeline") return undefined;
  const shown = useShownTimelines.getState()[active.subject];
  return shown === undefined ? undefined : { ...shown, host: active.subject };
}
