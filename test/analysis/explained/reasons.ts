/** The reasons for and against the reading of an episode. */
import { expect } from "vitest";
import { DAY, HOUR } from "../../../src/base/time.ts";
import type { Episode } from "../../../src/model/episode.ts";
import { CPU_UTILIZATION, POWER, GPU_UTILIZATION } from "../../../src/model/metrics.ts";
import { dataEnd } from "../planted-fleet.ts";
import { middle, type Recomputed } from "../recompute.ts";
import { hoursOf, mid, business, unitOf, spreadOf, daysOf } from "./evidence.ts";
import { CPUS } from "./planted-kinds.ts";
import { close, about, P, N, type Template } from "./template.ts";

const above = (again: Recomputed, episode: Episode): number => {
  const rows = hoursOf(again, episode);
  return rows.filter(({ seen, normal }) => seen - normal > unitOf(episode)).length / rows.length;
};

export const reasonTemplates = (again: Recomputed): readonly Template[] => [
  [
    new RegExp(`(?:CPU|The GPU) stood ${P} (?:of the machine )?above normal for ${N} days`),
    ([excess = "", days = ""], episode) => {
      const rows = hoursOf(again, episode);
      about(excess, mid(rows, ({ seen }) => seen) - mid(rows, ({ normal }) => normal));
      close(days, daysOf(episode), 0.51);
    },
  ],
  [
    new RegExp(`The host drew ${N} W more than normal for ${N} days`),
    ([watts = "", days = ""], episode) => {
      about(
        watts,
        mid(hoursOf(again, episode), ({ seen, normal }) => seen - normal),
      );
      close(days, daysOf(episode), 0.51);
    },
  ],
  [
    new RegExp(`Its GPU reads as ${P}`),
    ([level = ""], episode) =>
      close(
        level,
        mid(hoursOf(again, episode, GPU_UTILIZATION), ({ seen }) => seen),
      ),
  ],
  [
    new RegExp(`${P} of the hours are above normal`),
    ([share = ""], episode) => close(share, above(again, episode), 0.02),
  ],
  [new RegExp(`Disk and network grew by ${P} of what CPU grew by`), ([share = ""]) => close(share, 0, 0.02)],
  [
    new RegExp(`It holds ${P} in business hours and ${P} outside`),
    ([inside = "", outside = ""], episode) => {
      close(
        inside,
        mid(business(hoursOf(again, episode), true), ({ seen }) => seen),
      );
      close(
        outside,
        mid(business(hoursOf(again, episode), false), ({ seen }) => seen),
      );
    },
  ],
  [
    new RegExp(`level within each part of the day \\(${P}\\)`),
    ([level = ""], episode) => close(level, 1 - spreadOf(hoursOf(again, episode))),
  ],
  [
    new RegExp(`${N} comparable hosts stand at ${P} at the same hours`),
    ([hosts = "", level = ""], episode) => {
      expect(Number(hosts)).toBe(again.hosts.length - 1);
      close(
        level,
        mid(hoursOf(again, episode), ({ others }) => others),
      );
    },
  ],
  [/lasts through 100 % of it with few bytes/, (_, { host }) => expect(host).toBe("THROTTLED")],
  [
    new RegExp(
      `CPU remainder: ${P} over (\\d+) hours, ${P} in the week before\\. ${P} of the rise is in no sampled process`,
    ),
    ([inside = "", hours = "", before = "", share = ""], episode) => {
      const { host, start, end } = episode;
      const first = [...again.hours(host, CPU_UTILIZATION)].filter(
        ([hour]) => hour >= start && hour < (end ?? dataEnd),
      );
      const told = first.slice(0, Number(hours));
      const week = [...again.hours(host, CPU_UTILIZATION)].filter(
        ([hour]) => hour >= start - 7 * DAY && hour + HOUR <= start,
      );
      const service = 0.1 / CPUS;
      close(inside, middle(told.map(([, value]) => value)) - service, 0.012);
      close(before, middle(week.map(([, value]) => value)) - service, 0.012);
      close(share, 1, 0.02);
    },
  ],
  [
    new RegExp(`power (?:rose )?by ${N} W`),
    ([watts = ""], episode) =>
      about(
        watts,
        mid(hoursOf(again, episode, POWER), ({ seen, normal }) => seen - normal),
      ),
  ],
  [new RegExp(`It ended by itself after ${N} days`), ([days = ""], episode) => close(days, daysOf(episode), 0.051)],
  [new RegExp(`It (?:has )?lasted (?:for )?${N} days`), ([days = ""], episode) => close(days, daysOf(episode), 0.51)],
];
