/** What a host's processes used in an episode and in the days before it. */
import { DAY, timestamp, type TimeRange } from "../base/time.ts";
import type { UsageRows } from "../correlation/attribution.ts";
import type { Workspace } from "../store/workspace.ts";

/** How long before the onset what a program uses outside the episode is measured. */
export const OUTSIDE = 7 * DAY;
/** From a long episode so much is read after its onset and before its end: what carries it does so all along. */
const READ_AT_EACH_END = 14 * DAY;

export function usageOf(workspace: Workspace, host: string, episode: TimeRange): UsageRows {
  const start = timestamp(episode.start - OUTSIDE);
  if (episode.end - episode.start <= 2 * READ_AT_EACH_END) {
    return workspace.processUsage(host, { start, end: episode.end });
  }
  const first = workspace.processUsage(host, { start, end: timestamp(episode.start + READ_AT_EACH_END) });
  const last = workspace.processUsage(host, { start: timestamp(episode.end - READ_AT_EACH_END), end: episode.end });
  return {
    processIds: joined(first.processIds, last.processIds),
    times: joined(first.times, last.times),
    cpu: joined(first.cpu, last.cpu),
    readBytes: joined(first.readBytes, last.readBytes),
    writeBytes: joined(first.writeBytes, last.writeBytes),
  };
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
