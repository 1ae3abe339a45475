/** What the story of an episode says. */
import { expect } from "vitest";
import { HOUR, MINUTE } from "../../../src/base/time.ts";
import { CPU_UTILIZATION, HYPERVISOR_CPU, NETWORK_TRANSMIT, POWER } from "../../../src/model/metrics.ts";
import { dataEnd, dataStart } from "../planted-fleet.ts";
import { isBusiness, sum, timeIn, type Recomputed } from "../recompute.ts";
import { hoursOf, mid, business, unitOf, carriedShare, spreadOf, stepsAt } from "./evidence.ts";
import { CPUS, day, caseOf, pool, poolStart, protectionStopped, logon } from "./planted-kinds.ts";
import { close, about, valueIn, P, T, V, N, type Template } from "./template.ts";

export const storyTemplates = (again: Recomputed): readonly Template[] => [
  [
    new RegExp(`is typically at ${V}, ${V} in business hours and ${V} outside them`),
    ([level = "", inside = "", outside = ""], episode) => {
      const rows = hoursOf(again, episode);
      close(
        level,
        mid(rows, ({ seen }) => seen),
      );
      close(
        inside,
        mid(business(rows, true), ({ seen }) => seen),
      );
      close(
        outside,
        mid(business(rows, false), ({ seen }) => seen),
      );
    },
  ],
  [
    new RegExp(`(?:Normal for those hours is|Its peers lead to expect) ${V}(?: \\(n = ${N} peers, at ${V}\\))?`),
    ([normal = "", peers, level], episode) => {
      const rows = hoursOf(again, episode);
      about(
        normal,
        mid(rows, (row) => row.normal),
      );
      if (peers === undefined || level === undefined) return;
      expect(Number(peers)).toBe(
        again.hosts.filter((host) => again.hours(host, episode.shape.metric).size > 0).length - 1,
      );
      close(
        level,
        mid(rows, ({ others }) => others),
      );
    },
  ],
  [
    new RegExp(`the deviation is ${N} robust standard deviations`),
    ([deviation = ""], episode) => {
      const inNoise = mid(hoursOf(again, episode), ({ seen, normal }) => seen - normal) / unitOf(episode);
      // The spread of a host or of its peers can be wider than the noise of the metric, never narrower.
      expect(Number(deviation)).toBeLessThanOrEqual(1.05 * inNoise);
      expect(Number(deviation)).toBeGreaterThanOrEqual(0.5 * inNoise);
    },
  ],
  [
    new RegExp(`turned round: ${V} outside business hours against ${V} inside them`),
    ([outside = "", inside = ""], episode) => {
      const rows = hoursOf(again, episode);
      close(
        outside,
        mid(business(rows, false), ({ seen }) => seen),
      );
      close(
        inside,
        mid(business(rows, true), ({ seen }) => seen),
      );
    },
  ],
  [
    new RegExp(`its hours lie within ${P} of their level`),
    ([within = ""], episode) => close(within, spreadOf(hoursOf(again, episode)), 0.004),
  ],
  [
    new RegExp(`It was there at the first sample, ${T}`),
    ([first = ""], { host, shape }) => expect(timeIn(first)).toBe(again.samples(host, shape.metric)[0]?.[0]),
  ],
  [
    new RegExp(`It began at ${T}`),
    ([began = ""], episode) => {
      expect(timeIn(began)).toBe(episode.start);
      if (episode.kind === "missing-data") {
        const last =
          again
            .samples(episode.host, CPU_UTILIZATION)
            .filter(([time]) => time < episode.start)
            .at(-1)?.[0] ?? 0;
        expect(episode.start - last).toBeLessThanOrEqual(HOUR);
      } else if (episode.kind === "policy-breach") {
        expect(hoursOf(again, episode)[0]?.seen).toBeGreaterThan(0.3);
      } else if (episode.kind === "falsified-reading") {
        const [, implied] = again.samples(episode.host, HYPERVISOR_CPU).find(([time]) => time >= episode.start) ?? [];
        expect(implied).toBe(0.7);
      } else if (episode.host !== "DRIFTING")
        expect(stepsAt(again, episode, episode.start), `${episode.host} ${began}`).toBe(true);
    },
  ],
  [
    new RegExp(`ended at ${T}`),
    ([ended = ""], episode) => {
      expect(timeIn(ended)).toBe(episode.end);
      if (episode.kind === "missing-data")
        expect(again.samples(episode.host, CPU_UTILIZATION).some(([time]) => time === episode.end)).toBe(true);
      else if (episode.host !== "DRIFTING")
        expect(stepsAt(again, episode, episode.end ?? 0), `${episode.host} ${ended}`).toBe(true);
    },
  ],
  [
    new RegExp(`${P} of the excess is carried by`),
    ([share = ""], episode) => about(share, carriedShare(again, episode)),
  ],
  [
    new RegExp(`${P} of the excess is not attributed`),
    ([share = ""], episode) => close(share, 1 - carriedShare(again, episode), 0.015),
  ],
  [
    new RegExp(`\\(pid 6666(?:, started by [^,]*)?(?:, run by [^,]*)?, seen from ${T} to ${T}\\)`),
    ([first = "", last = ""], episode) => {
      const load = caseOf(episode)?.load ?? (() => 0);
      const times = Array.from({ length: (dataEnd - dataStart) / HOUR }, (_, hour) => day(0, hour)).filter(
        (time) => load(time) > 0,
      );
      expect([timeIn(first), timeIn(last)]).toEqual([times[0], times.at(-1)]);
    },
  ],
  [
    new RegExp(`first seen on this host at the onset, ${T}`),
    ([first = ""], { start }) => expect(timeIn(first)).toBe(start),
  ],
  [
    new RegExp(
      `one connection to 203\\.0\\.113\\.77 port 14433, first at ${T}, open for ${N} days in all, ${V} sent and ${V} received; it is open for ${P} of the time, in one connection, carries ${N} bytes a second`,
    ),
    ([first = "", days = "", sent = "", received = "", time = "", rate = ""], { start }) => {
      const seconds = (dataEnd - poolStart) / 1e6;
      expect(timeIn(first)).toBe(poolStart);
      close(days, seconds / 86_400, 0.05);
      close(sent, pool.bytesOut, 0.005 * pool.bytesOut);
      close(received, pool.bytesIn, 0.005 * pool.bytesIn);
      close(time, (dataEnd - poolStart) / (dataEnd - start));
      close(rate, (pool.bytesOut + pool.bytesIn) / seconds, 0.5);
    },
  ],
  [/uses port 14433/, () => undefined],
  [
    /was seen on (\d+|none) of (?:the )?(\d+) other/,
    ([seen = "", others = ""]) => expect([seen, Number(others)]).toEqual(["none", again.hosts.length - 1]),
  ],
  [new RegExp(`${P} of the excess lies inside it`), ([share = ""]) => close(share, 1)],
  [new RegExp(`protection stopped at ${T}`), ([at = ""]) => expect(timeIn(at)).toBe(protectionStopped)],
  [new RegExp(`Logged on near the onset: \\S+ at ${T}`), ([at = ""]) => expect(timeIn(at)).toBe(logon)],
  [
    new RegExp(`it used ${N} CPU-hours`),
    ([hours = ""], episode) =>
      about(hours, CPUS * sum(hoursOf(again, episode, CPU_UTILIZATION).map(({ seen, normal }) => seen - normal))),
  ],
  [
    new RegExp(`${V} sent`),
    ([sent = ""], episode) => {
      const beyond = 3600 * sum(hoursOf(again, episode, NETWORK_TRANSMIT).map(({ seen, normal }) => seen - normal));
      close(sent, beyond, 0.03 * beyond + 1e6);
    },
  ],
  [
    new RegExp(`${N} kWh`),
    ([used = ""], episode) =>
      about(used, sum(hoursOf(again, episode, POWER).map(({ seen, normal }) => seen - normal)) / 1000),
  ],
  // How well a profile fits is a judgement; that it is the stored one can be checked.
  [new RegExp(`fits the profile of [\\w ]+ to ${P}`), ([score = ""], { profileScore }) => close(score, profileScore)],
  [
    new RegExp(`typically at ${V}, where ${V} is normal for those hours, ${P} less`),
    ([level = "", normal = "", less = ""], episode) => {
      const rows = hoursOf(again, episode);
      close(
        level,
        mid(rows, ({ seen }) => seen),
      );
      about(
        normal,
        mid(rows, (row) => row.normal),
      );
      about(less, 1 - mid(rows, ({ seen }) => seen) / mid(rows, (row) => row.normal));
    },
  ],
  [
    new RegExp(
      `in ${N} hours in which it usually reports there is no sample of any metric, while ${N} of the ${N} other hosts`,
    ),
    ([hours = "", going = "", others = ""], { host, start, end }) => {
      const expected = ((end ?? dataEnd) - start) / HOUR;
      const reporting = again.hosts.filter(
        (other) =>
          other !== host &&
          [...again.hours(other, CPU_UTILIZATION).keys()].some((hour) => hour >= start && hour < (end ?? dataEnd)),
      );
      expect([Number(hours), Number(going), Number(others)]).toEqual([
        expected,
        reporting.length,
        again.hosts.length - 1,
      ]);
    },
  ],
  [
    new RegExp(`it reads ${V}, while its hypervisor measured ${V}, in ${N} hours`),
    ([reads = "", measured = "", hours = ""], episode) => {
      close(
        reads,
        mid(hoursOf(again, episode), ({ seen }) => seen),
      );
      close(
        measured,
        mid(hoursOf(again, episode, HYPERVISOR_CPU), ({ seen }) => seen),
      );
      expect(Number(hours)).toBe(hoursOf(again, episode).length);
    },
  ],
  [
    new RegExp(
      `A policy forbids more than ${P} for ${N} minutes; it was exceeded for ${N} hours in (one|\\d+) stretch`,
    ),
    ([above = "", minutes = "", hours = "", stretches = ""], { host, start, end, shape }) => {
      const step = 30 * MINUTE;
      const runs: number[] = [];
      let last = Number.NaN;
      for (const [time, value] of again.samples(host, shape.metric)) {
        if (time < start || time >= (end ?? dataEnd) || isBusiness(time) || value <= 0.3) continue;
        runs.push(time === last + step ? (runs.pop() ?? 0) + step : step);
        last = time;
      }
      const long = runs.filter((length) => length >= 90 * MINUTE);
      const times = long.length === 1 ? "one" : String(long.length);
      close(hours, sum(long) / HOUR, 0.051);
      expect([valueIn(above), Number(minutes), stretches]).toEqual([0.3, 90, times]);
    },
  ],
  [new RegExp(`approved claims cover ${P} of the excess`), ([cover = ""]) => close(cover, 1)],
];
