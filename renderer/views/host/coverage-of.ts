/** When a lane has samples, in equal steps of a range. */
import type { TimeRange } from "../../../src/base/time.ts";
import type { LaneData } from "../../../src/model/lane.ts";

export interface Coverage {
  /** Runs of steps with samples, half-open. */
  readonly runs: readonly { readonly from: number; readonly to: number }[];
  /** Share of the steps that have samples. */
  readonly share: number;
}

export function coverageOf(
  { envelope }: Pick<LaneData, "envelope">,
  { start, end }: TimeRange,
  steps: number,
): Coverage {
  const has = new Uint8Array(steps);
  envelope.times.forEach((time, point) => {
    const step = Math.floor(((time - start) / Math.max(1, end - start)) * steps);
    if ((envelope.count[point] ?? 0) > 0 && step >= 0) has[Math.min(steps - 1, step)] = 1;
  });
  const runs: { from: number; to: number }[] = [];
  has.forEach((isThere, step) => {
    if (isThere === 0) return;
    const last = runs.at(-1);
    if (last?.to === step) last.to = step + 1;
    else runs.push({ from: step, to: step + 1 });
  });
  return { runs, share: has.reduce((sum, one) => sum + one, 0) / steps };
}
