/** Windows in which a stated policy threshold is exceeded, hour by hour, whatever is normal for the host. */
import type { HourWindow } from "./evidence.ts";
import type { HostSeries } from "./host-series.ts";
import type { PolicyThreshold } from "../model/detection-choices.ts";

/** Runs of hours whose median is above the threshold, at least as long as the policy says; hours without data break none. */
export function policyWindows({ hours, grid }: HostSeries, policy: PolicyThreshold): HourWindow[] {
  const windows: HourWindow[] = [];
  let first: number | undefined;
  let last = 0;
  const close = (isOpen: boolean): void => {
    if (first !== undefined && (last + 1 - first) * 60 >= policy.minutes) {
      windows.push({ from: first, to: last + 1, isOpen });
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
  return windows;
}
