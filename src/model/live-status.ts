/** What live sampling of this machine is doing. */
import type { Timestamp } from "../base/time.ts";

export interface LiveStatus {
  readonly isRunning: boolean;
  readonly host: string;
  readonly startedAt: Timestamp | undefined;
  readonly intervalSeconds: number;
  readonly samples: number;
  readonly processes: number;
  readonly connections: number;
  /** One sentence each: alarms, and what went wrong with the sampling itself. */
  readonly alerts: readonly string[];
  /** Own cost: share of one CPU. */
  readonly cost: number;
}
