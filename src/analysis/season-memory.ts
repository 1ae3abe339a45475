/**
 * What the own-season frame knew at the end of the last whole week, kept in the workspace, so that an analysis looks only
 * at what came since.
 *
 * It is known by a digest of all that it was made of: the hours of every host of the class up to there, their calendar,
 * what was decided to teach, and the parameters. What was kept of anything else is as good as nothing. The hours that the
 * frame told are kept of hosts in which it saw something; of the others they are hardly ever asked for.
 */
import { createHash } from "node:crypto";
import { canonicalJson } from "../base/canonical-json.ts";
import type { HourGrid } from "../detection/hour-grid.ts";
import type { Learning } from "../detection/learning.ts";
import type { SeasonMemory } from "../detection/own-season.ts";
import { defaultParameters } from "../detection/parameters.ts";
import type { SeasonPast } from "../detection/season-past.ts";
import type { Looked, Remember } from "../detection/view-fleet.ts";
import type { PastBlock, Workspace } from "../store/workspace.ts";
import { openHours, openPast, sealHours, sealPast } from "./season-block.ts";

/** To be counted up with every change to how the frame goes through time, or to how what it knows is packed. */
const VERSION = 1;

export type KeepPast = (metric: string, blocks: readonly PastBlock[]) => void;

/** `keep` takes what is to be kept in place of what was, a metric at a time. */
export function seasonMemory(workspace: Workspace, className: string, learning: Learning, keep: KeepPast): Remember {
  const digestOf = pastDigest(learning);
  return (metric, looked): SeasonMemory => {
    const known = workspace.past(className, metric, "");
    const hour = Number.parseInt(known?.madeOf ?? "", 10);
    const isOfThis = known !== undefined && hour < hoursOf(looked) && known.madeOf === digestOf(metric, looked, hour);
    return {
      past: isOfThis ? openPast(known.block) : undefined,
      hoursBefore(which) {
        const block = workspace.past(className, metric, looked[which]?.host.host ?? "");
        return block !== undefined && block.madeOf === known?.madeOf ? openHours(block.block) : undefined;
      },
      keep(fresh, hoursAt) {
        const madeOf = digestOf(metric, looked, fresh.hour);
        const ofHosts = looked.flatMap(({ host }, which) =>
          isSuspect(fresh, which) ? [{ host: host.host, madeOf, block: sealHours(hoursAt(which), fresh.hour) }] : [],
        );
        keep(metric, [{ host: "", madeOf, block: sealPast(fresh) }, ...ofHosts]);
      },
    };
  };
}

function hoursOf(looked: readonly Looked[]): number {
  return looked[0]?.host.hours ?? 0;
}

/** Whether the frame has seen something in a host, or is about to. */
function isSuspect({ members }: SeasonPast, which: number): boolean {
  const member = members[which];
  if (member === undefined) return false;
  const { windows, dailyWindows, windowsBelow, above, below, daily, bursts } = member;
  const seen =
    windows.length +
    dailyWindows.length +
    windowsBelow.length +
    daily.runs.length +
    bursts.windows.length +
    bursts.count;
  return seen > 0 || above.isOpen || below.isOpen || daily.isOpen.includes(1);
}

/** The hour, and a digest of all that the frame has read of a metric of some hosts when it comes to it. */
function pastDigest({
  acceptances,
  frozenAt,
}: Learning): (metric: string, looked: readonly Looked[], hour: number) => string {
  const grids = new Map<HourGrid, Map<number, string>>();
  const gridDigest = (grid: HourGrid, hour: number): string => {
    const known = grids.get(grid) ?? new Map<number, string>();
    const digest =
      known.get(hour) ??
      createHash("sha256").update(grid.kindOfBin).update(grid.bin.subarray(0, hour)).digest("base64url");
    grids.set(grid, known.set(hour, digest));
    return digest;
  };
  return (metric, looked, hour) => {
    const hash = createHash("sha256");
    const [first] = looked;
    hash.update(
      canonicalJson({
        version: VERSION,
        // Sensitivity and policies judge what was seen; they change nothing of it.
        parameters: defaultParameters,
        metric,
        start: first?.host.start,
        hour,
        frozenAt,
        hosts: looked.map(({ host, grid }) => ({
          host: host.host,
          grid: gridDigest(grid, hour),
          accepted: acceptances
            .filter((acceptance) => acceptance.host === host.host && acceptance.metrics.includes(metric))
            .map(({ from }) => from),
        })),
      }),
    );
    for (const { hours } of looked) hash.update(hours.median.subarray(0, hour));
    return `${hour} ${hash.digest("base64url")}`;
  };
}
