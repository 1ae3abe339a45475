/**
 * What the own-season frame knew at the end of the last whole week, and at the last hour but one, kept in the workspace,
 * so that an analysis looks only at what came since. The latter leaves to the week's what that says, so that a day more
 * writes little; where data came for hours before it, the week's is gone on from.
 *
 * Both are known by a digest of all that they were made of: the hours of every host of the class up to there, their
 * calendar, what was decided to teach, and the parameters. What was kept of anything else is as good as nothing. The hours
 * that the frame told are kept of hosts in which it saw something; of the others they are hardly ever asked for.
 */
import { createHash } from "node:crypto";
import { canonicalJson } from "../base/canonical-json.ts";
import type { HourGrid } from "../detection/hour-grid.ts";
import { learningOf, type Learning } from "../detection/learning.ts";
import type { SeasonMemory } from "../detection/own-season.ts";
import { defaultParameters } from "../detection/parameters.ts";
import type { SeasonPast } from "../detection/season-past.ts";
import type { Looked, Remember } from "../detection/view-fleet.ts";
import type { PastBlock, PastPart, Workspace } from "../store/workspace.ts";
import { hourOf, openHours, openPast, sealHours, sealPast } from "./season-block.ts";

/** To be counted up with every change to how the frame goes through time, or to how what it knows is packed. */
const VERSION = 2;

export type KeepPast = (metric: string, part: PastPart, blocks: readonly PastBlock[]) => void;

/** `keep` takes what is to be kept in place of that part of what was, a metric at a time. */
export function seasonMemory(workspace: Workspace, className: string, learning: Learning, keep: KeepPast): Remember {
  const digests = pastDigests(learning);
  const find = (
    metric: string,
    part: PastPart,
    looked: readonly Looked[],
    madeOf: (hour: number) => string,
  ): PastBlock | undefined => {
    const known = workspace.past(className, metric, part, "");
    const hour = known === undefined ? Number.NaN : hourOf(known.block);
    return hour < hoursOf(looked) && known?.madeOf === madeOf(hour) ? known : undefined;
  };
  return (metric, looked): SeasonMemory => {
    let week = find(metric, "week", looked, (hour) => digests.upTo(metric, looked, hour));
    const known = week;
    const lastOf = ({ madeOf, block }: PastBlock, hour: number): string =>
      digests.since(madeOf, looked, hourOf(block), hour);
    const last = known && find(metric, "last", looked, (hour) => lastOf(known, hour));
    return {
      past:
        last === undefined
          ? known && openPast(known.block, hoursOf(looked))
          : openPast(last.block, hoursOf(looked), known?.block),
      week: known === undefined ? 0 : hourOf(known.block),
      hoursBefore(which) {
        const block = workspace.past(className, metric, "week", looked[which]?.host.host ?? "");
        return block !== undefined && block.madeOf === known?.madeOf ? openHours(block.block) : undefined;
      },
      keepWeek(fresh, hoursAt) {
        const madeOf = digests.upTo(metric, looked, fresh.hour);
        const ofHosts = looked.flatMap(({ host }, which) =>
          isSuspect(fresh, which) ? [{ host: host.host, madeOf, block: sealHours(hoursAt(which), fresh.hour) }] : [],
        );
        week = { host: "", madeOf, block: sealPast(fresh) };
        keep(metric, "week", [week, ...ofHosts]);
      },
      keepLast(fresh) {
        if (week === undefined) return;
        const from = hourOf(week.block);
        // What the week's says was taught is no lesson any more where a host began anew since.
        const beganAnew = looked.some(({ host }) =>
          learningOf(host, metric, learning).restarts.some((hour) => hour >= from && hour < fresh.hour),
        );
        const block = { host: "", madeOf: lastOf(week, fresh.hour), block: sealPast(fresh, week.block) };
        keep(metric, "last", beganAnew ? [] : [block]);
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

interface PastDigests {
  /** Of all that the frame has read of a metric of some hosts when it comes to an hour. */
  upTo(metric: string, looked: readonly Looked[], hour: number): string;
  /** Of a digest of one hour, and what the frame has read since when it comes to another. */
  since(madeOf: string, looked: readonly Looked[], from: number, hour: number): string;
}

function pastDigests({ acceptances, frozenAt }: Learning): PastDigests {
  const grids = new Map<HourGrid, Map<string, string>>();
  const gridDigest = (grid: HourGrid, from: number, hour: number): string => {
    const known = grids.get(grid) ?? new Map<string, string>();
    const key = `${String(from)} ${String(hour)}`;
    const digest =
      known.get(key) ??
      createHash("sha256").update(grid.kindOfBin).update(grid.bin.subarray(from, hour)).digest("base64url");
    grids.set(grid, known.set(key, digest));
    return digest;
  };
  const digest = (facts: unknown, looked: readonly Looked[], from: number, hour: number): string => {
    const hash = createHash("sha256").update(canonicalJson(facts));
    for (const { hours } of looked) hash.update(hours.median.subarray(from, hour));
    return hash.digest("base64url");
  };
  return {
    upTo(metric, looked, hour) {
      const facts = {
        version: VERSION,
        // Sensitivity and policies judge what was seen; they change nothing of it.
        parameters: defaultParameters,
        metric,
        start: looked[0]?.host.start,
        hour,
        frozenAt,
        hosts: looked.map(({ host, grid }) => ({
          host: host.host,
          grid: gridDigest(grid, 0, hour),
          accepted: acceptances
            .filter((acceptance) => acceptance.host === host.host && acceptance.metrics.includes(metric))
            .map(({ from }) => from),
        })),
      };
      return digest(facts, looked, 0, hour);
    },
    since(madeOf, looked, from, hour) {
      return digest(
        { madeOf, hour, grids: looked.map(({ grid }) => gridDigest(grid, from, hour)) },
        looked,
        from,
        hour,
      );
    },
  };
}
