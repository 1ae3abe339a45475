/** What is not known, and what would clear an episode. */
import { expect } from "vitest";
import { HOUR } from "../../../src/base/time.ts";
import { CPU_UTILIZATION } from "../../../src/model/metrics.ts";
import { dataEnd } from "../planted-fleet.ts";
import { timeIn, type Recomputed } from "../recompute.ts";
import { carriedShare } from "./evidence.ts";
import { protectionStopped } from "./planted-kinds.ts";
import { close, P, T, type Template } from "./template.ts";

const othersWith = (again: Recomputed, host: string, metric: string): readonly string[] =>
  again.hosts.filter((other) => other !== host && again.hours(other, metric).size > 0);

export const questionTemplates = (again: Recomputed): readonly Template[] => [
  [
    new RegExp(`What carries the ${P} of the excess`),
    ([share = ""], episode) => close(share, 1 - carriedShare(again, episode), 0.015),
  ],
  [
    new RegExp(`What happened in the ${P} of its hours that have no samples`),
    ([share = ""], { host, start, end, shape }) => {
      const length = ((end ?? dataEnd) - start) / HOUR;
      const covered = [...again.hours(host, shape.metric).keys()].filter(
        (hour) => hour + HOUR > start && hour < (end ?? dataEnd),
      );
      close(share, 1 - covered.length / length);
    },
  ],
  [/it has no peers/, (_, { host, shape }) => expect(othersWith(again, host, shape.metric)).toEqual([])],
  // Every host of this workspace has samples of its processes' CPU, from its first hour to its last.
  [/no process samples cover it/, (_, { host, shape }) => expect([host, shape.metric]).not.toContain(CPU_UTILIZATION)],
  [
    /it has only (\d+) peers/,
    ([peers = ""], { host, shape }) =>
      expect(Number(peers)).toBe(
        again.hosts.filter((other) => other !== host && again.hours(other, shape.metric).size > 0).length,
      ),
  ],
  [new RegExp(`created before ${T}`), ([before = ""], { start }) => expect(timeIn(before)).toBe(start)],
  [new RegExp(`until ${T}`), ([until = ""], { end }) => expect(timeIn(until)).toBe(end)],
  [new RegExp(`"protection stopped" at ${T}`), ([at = ""]) => expect(timeIn(at)).toBe(protectionStopped)],
];
