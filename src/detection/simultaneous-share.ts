/** How much of a class began to deviate in the same way at the same time: what most do is seldom one person's doing. */
import { DAY } from "../base/time.ts";
import type { DetectedEpisode } from "../model/episode.ts";

/** For an episode, the share (0-1) of its class's other hosts with one of the same metric that began within a day of it. */
export function simultaneousShares(
  episodes: readonly DetectedEpisode[],
  classes: readonly (readonly [host: string, className: string | undefined])[],
): (episode: DetectedEpisode) => number {
  const classOf = new Map(classes);
  const sizes = new Map<string, number>();
  for (const [, className] of classes) {
    if (className !== undefined) sizes.set(className, (sizes.get(className) ?? 0) + 1);
  }
  return ({ host, start, shape, startsBeforeData }) => {
    const className = classOf.get(host);
    const others = className === undefined ? 0 : (sizes.get(className) ?? 1) - 1;
    if (others === 0 || startsBeforeData) return 0;
    const alike = episodes.filter(
      (other) =>
        other.host !== host &&
        classOf.get(other.host) === className &&
        other.shape.metric === shape.metric &&
        !other.startsBeforeData &&
        Math.abs(other.start - start) <= DAY,
    );
    return new Set(alike.map((other) => other.host)).size / others;
  };
}
