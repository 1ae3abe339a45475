/** What a load line says of one hour of the week. */
import { expect } from "vitest";
import { HOUR } from "../../../src/base/time.ts";
import { dataEnd } from "../planted-fleet.ts";
import { middle, type Recomputed } from "../recompute.ts";
import { SHARE, close, valueIn, V, type Template } from "./template.ts";

/** Kinds that teach the host's own line as any hour does. */
const TEACHES: ReadonlySet<string> = new Set(["falsified-reading", "policy-breach", "drop"]);
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
export const loadLineTemplates = (again: Recomputed): readonly Template[] => [
  [
    new RegExp(
      `^\\S+, (\\w{3}) (\\d\\d):00 \\(UTC\\): normally ${V} to ${V} \\(n = (\\d+) weeks?; (?:peers ${V} to ${V}, (\\d+) hosts|too few peers to compare)\\); observed ${V} \\(median of (\\d+) such hours? in the episode\\)`,
    ),
    (
      [
        weekday = "",
        clock = "",
        low = "",
        high = "",
        weeks = "",
        peersLow,
        peersHigh,
        hosts,
        observed = "",
        hours = "",
      ],
      episode,
    ) => {
      const { host, shape, start, end, startsBeforeData, kind } = episode;
      const isSuch = (time: number): boolean =>
        DAYS[new Date(time / 1000).getUTCDay()] === weekday && new Date(time / 1000).getUTCHours() === Number(clock);
      const inside = again
        .samples(host, shape.metric)
        .filter(([time]) => time >= start && time < (end ?? dataEnd) && isSuch(time));
      close(
        observed,
        middle(inside.map(([, value]) => value)),
        SHARE * Math.max(1, middle(inside.map(([, value]) => value))),
      );
      expect(Number(hours)).toBe(new Set(inside.map(([time]) => Math.floor(time / HOUR))).size);
      const such = [...again.hours(host, shape.metric)].filter(([hour]) => isSuch(hour));
      // What stands out from peers or breaks a policy teaches the host's own line; what stands out from its past does not.
      const taught =
        startsBeforeData || TEACHES.has(kind)
          ? such
          : such.filter(([hour]) => hour < start || hour >= (end ?? dataEnd));
      expect(Number(weeks), `${host} ${weekday} ${clock}`).toBeLessThanOrEqual(taught.length);
      expect(Number(weeks)).toBeGreaterThanOrEqual(1);
      const levels = taught.map(([, value]) => value);
      expect(valueIn(low)).toBeGreaterThanOrEqual(Math.min(...levels) - 0.02 * Math.max(1, ...levels));
      expect(valueIn(high)).toBeLessThanOrEqual(Math.max(...levels) + 0.02 * Math.max(1, ...levels));
      if (peersLow === undefined || peersHigh === undefined) return;
      const others = again.hosts.filter((other) => other !== host && again.hours(other, shape.metric).size > 0);
      expect(Number(hosts)).toBe(others.length);
      const of = others
        .map((other) =>
          middle([...again.hours(other, shape.metric)].filter(([hour]) => isSuch(hour)).map(([, value]) => value)),
        )
        .sort((one, two) => one - two);
      // From the 5th to the 95th percentile of the others, some of which do not teach all of what they did.
      close(peersLow, of[Math.round(0.05 * (of.length - 1))] ?? 0, 0.008);
      expect(valueIn(peersHigh)).toBeLessThanOrEqual((of.at(-1) ?? 0) + SHARE);
      expect(valueIn(peersHigh)).toBeGreaterThanOrEqual(middle(of));
    },
  ],
];
