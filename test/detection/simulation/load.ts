/** What one simulated host does in each hour, before it is measured. */
import type { Random } from "../../../src/statistics/random.ts";

export interface Load {
  /** Work that serves somebody, in CPU; disk and network follow it. */
  readonly work: Float64Array;
  /** CPU without bytes. */
  readonly pure: Float64Array;
  /** Bytes a second that do not follow work. */
  readonly read: Float64Array;
  readonly write: Float64Array;
  readonly send: Float64Array;
  readonly receive: Float64Array;
  /** Utilisation of the GPU, and watts that no other metric accounts for. */
  readonly gpu: Float64Array;
  readonly watts: Float64Array;
  readonly missing: Uint8Array;
}

export function emptyLoad(hours: number): Load {
  const zeros = (): Float64Array => new Float64Array(hours);
  return {
    work: zeros(),
    pure: zeros(),
    read: zeros(),
    write: zeros(),
    send: zeros(),
    receive: zeros(),
    gpu: zeros(),
    watts: zeros(),
    missing: new Uint8Array(hours),
  };
}

const bumped = ["pure", "read", "write", "send", "receive", "gpu", "watts"] as const;
export type Bump = Partial<Record<(typeof bumped)[number], number>>;

export function bump(load: Load, hour: number, sizes: Bump, times: number): void {
  for (const key of bumped) load[key][hour] = (load[key][hour] ?? 0) + (sizes[key] ?? 0) * times;
}

export function scaleWork(load: Load, hour: number, times: number): void {
  load.work[hour] = (load.work[hour] ?? 0) * times;
}

/** Lognormal with median 1 and this standard deviation of its logarithm. */
export function factor(random: Random, sigma: number): number {
  return Math.exp(sigma * random.normal());
}
