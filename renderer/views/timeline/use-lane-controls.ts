/** The lanes of a host as the user arranged them, and what they arrange them with. */
import { useMemo } from "react";
import type { LaneControls } from "../../charts/lane-controls.ts";
import { arrangeLanes, inUserOrder, moved, useLaneArrangement } from "../../state/lane-arrangement.ts";
import { eventLaneTitles } from "./event-lanes.ts";
import { firstChoice } from "./lane-choice.ts";

export interface ArrangedLanes {
  /** Every lane that the host has, in the user's order. */
  readonly all: readonly string[];
  readonly shown: readonly string[];
  readonly controls: LaneControls;
  readonly onShown: (shown: readonly string[]) => void;
}

/** `present` are the host's metrics as they stand by themselves. */
export function useArrangedLanes(present: readonly string[]): ArrangedLanes {
  const { order, shown: switched, heights } = useLaneArrangement();
  return useMemo(() => {
    const all = inUserOrder([...present, ...eventLaneTitles.map(({ id }) => id)], order);
    const usual = firstChoice(present);
    const isUsual = (id: string): boolean => usual.includes(id) || !present.includes(id);
    const shown = all.filter((id) => switched[id] ?? isUsual(id));
    return {
      all,
      shown,
      controls: {
        heights,
        onHeight: (lane, height) => arrangeLanes({ heights: { ...heights, [lane]: height } }),
        onMove: (lane, before) => arrangeLanes({ order: moved(all, lane, before) }),
        onHide: (lane) => arrangeLanes({ shown: { ...switched, [lane]: false } }),
      },
      onShown: (next) =>
        arrangeLanes({ shown: { ...switched, ...Object.fromEntries(all.map((id) => [id, next.includes(id)])) } }),
    };
  }, [present, order, switched, heights]);
}
