/** Cumulative counters, as rates. */
import { SECOND, type Timestamp } from "../../base/time.ts";

/**
 * Turns readings of cumulative counters into rates per second. The function that is returned takes one reading and gives
 * the mean rate since the reading before it under the same key, which belongs to the later time. `undefined` for a
 * first reading, after a fall (a reset, a wrap, a restart: the interval is dropped), and where time did not advance.
 */
export function counterToRate(): (key: string, time: Timestamp, value: number) => number | undefined {
  const last = new Map<string, { time: Timestamp; value: number }>();
  return (key, time, value) => {
    const before = last.get(key);
    if (before === undefined) {
      last.set(key, { time, value });
      return undefined;
    }
    const seconds = (time - before.time) / SECOND;
    const increase = value - before.value;
    if (seconds <= 0) return undefined;
    before.time = time;
    before.value = value;
    return increase < 0 ? undefined : increase / seconds;
  };
}
