/** Windows in which a stated policy threshold is exceeded, hour by hour, whatever is normal for the host. */
import type { PolicyThreshold } from "../model/detection-choices.ts";
import type { HourWindow } from "./hour-window.ts";
import type { HostSeries } from "./host-series.ts";

/** One incident of breaking a policy: one stretch of hours or several, shortly after one another. */
export interface PolicyWindow extends HourWindow {
  readonly stretches: number;
  /** Hours above the threshold. */
  readonly hours: number;
}

/**
 * Stretches of hours whose median is above the threshold (at least half of their samples are), as long as the policy says
 * at least; hours without data break none. Stretches that are less than `gap` hours apart are one window.
 */
export function policyWindows(series: HostSeries, policy: PolicyThreshold, gap: number): PolicyWindow[] {
  const windows: PolicyWindow[] = [];
  for (const { from, to, isOpen } of stretches(series, policy)) {
    const last = windows.at(-1);
    const hours = to - from;
    if (last === undefined || from - last.to > gap) windows.push({ from, to, isOpen, stretches: 1, hours });
    else
      windows[windows.length - 1] = { ...last, to, isOpen, stretches: last.stretches + 1, hours: last.hours + hours };
  }
  return windows;
}

function stretches({ hours, grid }: HostSeries, policy: PolicyThreshold): HourWindow[] {
  const found: HourWindow[] = [];
  let first: number | undefined;
  let last = 0;
  const close = (isOpen: boolean): void => {
    if (first !== undefined && (last + 1 - first) * 60 >= policy.minutes) {
      found.push({ from: first, to: last + 1, isOpen });
    }
    first = undefined;
  };
  for (let hour = 0; hour < grid.hours; hour++) {
    const value = hours.median[hour] ?? Number.NaN;
    if (value !== value) continue;
    const isWatched = policy.when === "always" || grid.business[hour] === 0;
    if (isWatched && value > policy.above) {
      first ??= hour;
      last = hour;
    } else close(false);
  }
  close(true);
  return found;
}
