/**
 * Every number that an explanation shows is computed again from the samples and events of the workspace, for every kind
 * of episode. A line with a number that nothing here accounts for fails as well.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyzeWorkspace } from "../../src/analysis/analyze-workspace.ts";
import { explainEpisode } from "../../src/analysis/explain-episode.ts";
import { DAY, HOUR, MINUTE, timestamp, type Timestamp } from "../../src/base/time.ts";
import { setPolicies } from "../../src/case/detection-decisions.ts";
import type { Episode } from "../../src/model/episode.ts";
import { CPU_UTILIZATION, HYPERVISOR_CPU, NETWORK_TRANSMIT, POWER, GPU_UTILIZATION } from "../../src/model/metrics.ts";
import { between, dataEnd, dataStart, isOffPeak, plantFleet, type PlantedCase } from "./planted-fleet.ts";
import { isBusiness, middle, numberIn, recompute, sum, timeIn, type Recomputed } from "./recompute.ts";

const CPUS = 8;
/** Half of the last digit that is shown, and what two honest estimates of the same normal differ by. */
const SHARE = 0.006;
const ESTIMATE = 0.03;
/** Robust standard deviations of CPU are at least this (metric registry, noise floor). */
const CPU_NOISE = 0.01;

const day = (number: number, hour = 0): Timestamp => timestamp(dataStart + number * DAY + hour * HOUR);
const minerStart = day(28, 21);
const pool = { destinationIp: "203.0.113.77", destinationPort: 14433, bytesOut: 9e6, bytesIn: 20e6 };
const poolStart = timestamp(minerStart + MINUTE);
const protectionStopped = timestamp(minerStart - 10 * MINUTE);
const logon = timestamp(minerStart - 20 * MINUTE);

const cases: readonly PlantedCase[] = [
  {
    host: "THROTTLED",
    load: between(minerStart, dataEnd, (time) => (isOffPeak(time) ? 0.85 : 0.5)),
    process: { name: "svchost.exe", executable: "C:\\ProgramData\\WinSvc\\svchost.exe", parentName: "explorer.exe" },
    connections: [{ start: poolStart, durationSeconds: (dataEnd - poolStart) / 1e6, ...pool }],
    controls: [
      { time: protectionStopped, action: "protection-stopped", user: "LAB\\u7", message: "off" },
      { time: logon, action: "logon", user: "LAB\\u7", message: "on" },
    ],
  },
  { host: "PLATEAU", load: between(day(30, 10), dataEnd, 0.4) },
  { host: "ENDED", load: between(day(25, 9), day(40, 3), (time) => 0.2 + (Math.floor(time / HOUR) % 3) * 0.1) },
  { host: "OLDER", load: () => 0.35 },
  { host: "DRIFTING", load: (time) => Math.max(0, (time - day(20)) / (29 * DAY)) * 0.2 },
  { host: "FALLEN", load: (time) => (time < day(32) ? 0.4 : 0) },
  { host: "SILENT", silent: between(day(33, 5), day(40), 1) },
  { host: "FALSE", metrics: { [HYPERVISOR_CPU]: between(day(30), dataEnd, 0.7) } },
  { host: "FORBIDDEN", metrics: { [GPU_UTILIZATION]: (time) => (isOffPeak(time) ? 0.5 : 0.1) } },
  {
    host: "DRAWING",
    metrics: {
      [GPU_UTILIZATION]: () => 0.01,
      [POWER]: (time) => 90 + (time >= day(29, 20) ? 170 : 0) + ((time / HOUR) % 3),
    },
  },
  {
    host: "ALLOWED",
    load: between(day(26, 6), day(35, 6), 0.6),
    process: { name: "render.exe", executable: "C:\\Render\\render.exe" },
    claims: [{ id: "CHG-RENDER", start: day(26, 5), end: day(35, 7), created: day(5, 8) }],
  },
];

let planted: ReturnType<typeof plantFleet>;
let again: Recomputed;
let episodes: readonly Episode[];
beforeAll(async () => {
  planted = plantFleet(cases, 12);
  setPolicies(
    planted.workspace,
    [CPU_UTILIZATION, GPU_UTILIZATION].map((metric) => ({ metric, above: 0.3, minutes: 90, when: "off-hours" })),
    "Nothing runs at night.",
  );
  episodes = (await analyzeWorkspace(planted.workspace)).episodes;
  again = recompute(planted.workspace);
}, 60_000);
afterAll(() => planted.close());

/** Hours of an episode that have samples of its leading metric, with what was seen and what was to be expected. */
interface HourOfEpisode {
  readonly hour: number;
  readonly seen: number;
  readonly normal: number;
  readonly others: number;
}

function hoursOf({ host, start, end, shape, startsBeforeData, kind }: Episode, metric = shape.metric): HourOfEpisode[] {
  // What was forbidden may have been usual all along.
  const before = kind === "policy-breach" ? dataEnd : start;
  return [...again.hours(host, metric)]
    .filter(([hour]) => hour + HOUR > start && hour < (end ?? dataEnd))
    .map(([hour, seen]) => {
      const others = again.others(host, metric, hour);
      return { hour, seen, others, normal: startsBeforeData ? others : again.usual(host, metric, before, hour) };
    });
}

type Check = (groups: readonly string[], episode: Episode) => void;
type Template = readonly [RegExp, Check];

const P = String.raw`(-?[\d.]+ %)`;
const T = String.raw`(\d{4}-\d\d-\d\d \d\d:\d\d UTC)`;
const V = String.raw`(-?[\d.]+(?: %| W| [KMGT]?i?B(?:/s)?))`;
const N = String.raw`([\d.]+)`;

const valueIn = (text: string): number => numberIn(text.replace("/s", "").replace(" W", ""));
const close = (text: string, value: number, tolerance = SHARE * Math.max(1, Math.abs(value))): void =>
  expect(Math.abs(valueIn(text) - value), `${text} for ${value}`).toBeLessThanOrEqual(tolerance);
const about = (text: string, value: number, relative = ESTIMATE): void =>
  close(text, value, Math.max(SHARE, relative * Math.abs(value)));
const mid = (rows: readonly HourOfEpisode[], pick: (row: HourOfEpisode) => number): number => middle(rows.map(pick));
const excessOf = (rows: readonly HourOfEpisode[]): number => sum(rows.map(({ seen, normal }) => seen - normal));
const business = (rows: readonly HourOfEpisode[], wanted: boolean): HourOfEpisode[] =>
  rows.filter(({ hour }) => isBusiness(hour) === wanted);
const unitOf = ({ shape }: Episode): number => (shape.metric === POWER ? 2.5 : CPU_NOISE);
const caseOf = ({ host }: Episode): PlantedCase | undefined => cases.find((planted) => planted.host === host);

/** What the planted program used over what the host did beyond normal; the service is there on every host, always. */
function carriedShare(episode: Episode): number {
  const { host, startsBeforeData } = episode;
  const load = caseOf(episode)?.load ?? (() => 0);
  const rows = hoursOf(episode);
  const named = caseOf(episode)?.process === undefined ? 0 : sum(rows.map(({ hour }) => load(timestamp(hour))));
  const service = startsBeforeData && host !== "" ? (0.1 / CPUS) * rows.length : 0;
  return Math.min(1, (named + service) / excessOf(rows));
}

/** The middle half of the hours of a part of the week around their level, relative to it; the worse part. */
function spreadOf(rows: readonly HourOfEpisode[]): number {
  const parts = [true, false].map((wanted) => business(rows, wanted).map(({ seen }) => seen));
  return Math.max(
    ...parts.map((values) => {
      const sorted = [...values].sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
      return (at(0.75) - at(0.25)) / middle(values);
    }),
  );
}

/** Whether the samples step at a time: six before it on one side of the middle between the levels, six after on the other. */
function stepsAt(episode: Episode, time: number): boolean {
  const all = again.samples(episode.host, episode.shape.metric);
  const before = all.filter(([at]) => at < time).slice(-6);
  const after = all.filter(([at]) => at >= time).slice(0, 6);
  const half = (episode.shape.level + episode.shape.normalLevel) / 2;
  const isAbove = (values: typeof all): boolean => middle(values.map(([, value]) => value)) > half;
  return isAbove(before) !== isAbove(after);
}

const story: readonly Template[] = [
  [
    new RegExp(`is typically at ${V}, ${V} in business hours and ${V} outside them`),
    ([level = "", inside = "", outside = ""], episode) => {
      const rows = hoursOf(episode);
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
      const rows = hoursOf(episode);
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
      const inNoise = mid(hoursOf(episode), ({ seen, normal }) => seen - normal) / unitOf(episode);
      // The spread of a host or of its peers can be wider than the noise of the metric, never narrower.
      expect(Number(deviation)).toBeLessThanOrEqual(1.05 * inNoise);
      expect(Number(deviation)).toBeGreaterThanOrEqual(0.5 * inNoise);
    },
  ],
  [
    new RegExp(`turned round: ${V} outside business hours against ${V} inside them`),
    ([outside = "", inside = ""], episode) => {
      const rows = hoursOf(episode);
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
    ([within = ""], episode) => close(within, spreadOf(hoursOf(episode)), 0.004),
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
        expect(hoursOf(episode)[0]?.seen).toBeGreaterThan(0.3);
      } else if (episode.kind === "falsified-reading") {
        const [, implied] = again.samples(episode.host, HYPERVISOR_CPU).find(([time]) => time >= episode.start) ?? [];
        expect(implied).toBe(0.7);
      } else if (episode.host !== "DRIFTING")
        expect(stepsAt(episode, episode.start), `${episode.host} ${began}`).toBe(true);
    },
  ],
  [
    new RegExp(`ended at ${T}`),
    ([ended = ""], episode) => {
      expect(timeIn(ended)).toBe(episode.end);
      if (episode.kind === "missing-data")
        expect(again.samples(episode.host, CPU_UTILIZATION).some(([time]) => time === episode.end)).toBe(true);
      else if (episode.host !== "DRIFTING")
        expect(stepsAt(episode, episode.end ?? 0), `${episode.host} ${ended}`).toBe(true);
    },
  ],
  [new RegExp(`${P} of the excess is carried by`), ([share = ""], episode) => about(share, carriedShare(episode))],
  [
    new RegExp(`${P} of the excess is not attributed`),
    ([share = ""], episode) => close(share, 1 - carriedShare(episode), 0.015),
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
      about(hours, CPUS * sum(hoursOf(episode, CPU_UTILIZATION).map(({ seen, normal }) => seen - normal))),
  ],
  [
    new RegExp(`${V} sent`),
    ([sent = ""], episode) => {
      const beyond = 3600 * sum(hoursOf(episode, NETWORK_TRANSMIT).map(({ seen, normal }) => seen - normal));
      close(sent, beyond, 0.03 * beyond + 1e6);
    },
  ],
  [
    new RegExp(`${N} kWh`),
    ([used = ""], episode) => about(used, sum(hoursOf(episode, POWER).map(({ seen, normal }) => seen - normal)) / 1000),
  ],
  // How well a profile fits is a judgement; that it is the stored one can be checked.
  [new RegExp(`fits the profile \\S+ to ${P}`), ([score = ""], { profileScore }) => close(score, profileScore)],
  [
    new RegExp(`typically at ${V}, where ${V} is normal for those hours, ${P} less`),
    ([level = "", normal = "", less = ""], episode) => {
      const rows = hoursOf(episode);
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
        mid(hoursOf(episode), ({ seen }) => seen),
      );
      close(
        measured,
        mid(hoursOf(episode, HYPERVISOR_CPU), ({ seen }) => seen),
      );
      expect(Number(hours)).toBe(hoursOf(episode).length);
    },
  ],
  [
    new RegExp(
      `A policy forbids more than ${P} for ${N} minutes; it was exceeded for ${N} hours in (one|\\d+) stretch`,
    ),
    ([above = "", minutes = "", hours = "", stretches = ""], { host, start, end, shape }) => {
      const runs: number[] = [];
      let last = Number.NaN;
      for (const [hour, value] of again.hours(host, shape.metric)) {
        if (hour + HOUR <= start || hour >= (end ?? dataEnd) || isBusiness(hour) || value <= 0.3) continue;
        if (hour === last + HOUR) runs.push((runs.pop() ?? 0) + 1);
        else runs.push(1);
        last = hour;
      }
      const long = runs.filter((length) => length * 60 >= 90);
      const times = long.length === 1 ? "one" : String(long.length);
      expect([valueIn(above), Number(minutes), Number(hours), stretches]).toEqual([0.3, 90, sum(long), times]);
    },
  ],
  [new RegExp(`approved claims cover ${P} of the excess`), ([cover = ""]) => close(cover, 1)],
];

/** Every number is taken by a template and checked; what is left must hold none, but in names. */
function checkAll(text: string, templates: readonly Template[], episode: Episode): void {
  let rest = text;
  for (const [pattern, check] of templates) {
    for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
      check(match.slice(1), episode);
      rest = `${rest.slice(0, match.index)}…${rest.slice(match.index + match[0].length)}`;
    }
  }
  const names = [/LAB\\u7/g, /203\.0\.113\.77(?: port 14433)?/g, /CHG-RENDER/g];
  const left = names.reduce((text, name) => text.replace(name, ""), rest);
  expect([episode.host, ...(left.match(/.{0,40}\d.{0,20}/g) ?? [])].join(": ")).toBe(episode.host);
}

/** Kinds that teach the host's own line as any hour does. */
const TEACHES: ReadonlySet<string> = new Set(["falsified-reading", "policy-breach", "drop"]);
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const loadLine: readonly Template[] = [
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

const othersWith = (host: string, metric: string): readonly string[] =>
  again.hosts.filter((other) => other !== host && again.hours(other, metric).size > 0);

const questions: readonly Template[] = [
  [
    new RegExp(`What carries the ${P} of the excess`),
    ([share = ""], episode) => close(share, 1 - carriedShare(episode), 0.015),
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
  [/it has no peers/, (_, { host, shape }) => expect(othersWith(host, shape.metric)).toEqual([])],
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

const daysOf = ({ start, end }: Episode): number => ((end ?? dataEnd) - start) / DAY;
const above = (episode: Episode): number => {
  const rows = hoursOf(episode);
  return rows.filter(({ seen, normal }) => seen - normal > unitOf(episode)).length / rows.length;
};

const reasons: readonly Template[] = [
  [
    new RegExp(`(?:CPU|The GPU) stood ${P} (?:of the machine )?above normal for ${N} days`),
    ([excess = "", days = ""], episode) => {
      const rows = hoursOf(episode);
      about(excess, mid(rows, ({ seen }) => seen) - mid(rows, ({ normal }) => normal));
      close(days, daysOf(episode), 0.51);
    },
  ],
  [
    new RegExp(`The host drew ${N} W more than normal for ${N} days`),
    ([watts = "", days = ""], episode) => {
      about(
        watts,
        mid(hoursOf(episode), ({ seen, normal }) => seen - normal),
      );
      close(days, daysOf(episode), 0.51);
    },
  ],
  [
    new RegExp(`Its GPU reads as ${P}`),
    ([level = ""], episode) =>
      close(
        level,
        mid(hoursOf(episode, GPU_UTILIZATION), ({ seen }) => seen),
      ),
  ],
  [new RegExp(`${P} of the hours are above normal`), ([share = ""], episode) => close(share, above(episode), 0.02)],
  [new RegExp(`Disk and network grew by ${P} of what CPU grew by`), ([share = ""]) => close(share, 0, 0.02)],
  [
    new RegExp(`It holds ${P} in business hours and ${P} outside`),
    ([inside = "", outside = ""], episode) => {
      close(
        inside,
        mid(business(hoursOf(episode), true), ({ seen }) => seen),
      );
      close(
        outside,
        mid(business(hoursOf(episode), false), ({ seen }) => seen),
      );
    },
  ],
  [
    new RegExp(`level within each part of the day \\(${P}\\)`),
    ([level = ""], episode) => close(level, 1 - spreadOf(hoursOf(episode))),
  ],
  [
    new RegExp(`${N} comparable hosts stand at ${P} at the same hours`),
    ([hosts = "", level = ""], episode) => {
      expect(Number(hosts)).toBe(again.hosts.length - 1);
      close(
        level,
        mid(hoursOf(episode), ({ others }) => others),
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
        mid(hoursOf(episode, POWER), ({ seen, normal }) => seen - normal),
      ),
  ],
  [new RegExp(`It ended by itself after ${N} days`), ([days = ""], episode) => close(days, daysOf(episode), 0.051)],
  [new RegExp(`It (?:has )?lasted (?:for )?${N} days`), ([days = ""], episode) => close(days, daysOf(episode), 0.51)],
];

describe("what an explanation shows", () => {
  test("is there for every kind of episode", () => {
    const kinds = new Set(episodes.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      "drop",
      "falsified-reading",
      "flat-plateau",
      "level-shift",
      "missing-data",
      "policy-breach",
      "rhythm-change",
      "slow-drift",
    ]);
  });

  test("is computed again for its story", () => {
    for (const episode of episodes) checkAll(explainEpisode(planted.workspace, episode.id).sentence, story, episode);
  });

  test("is computed again for its load lines", () => {
    for (const episode of episodes) {
      for (const line of explainEpisode(planted.workspace, episode.id).baseline) checkAll(line, loadLine, episode);
    }
  });

  test("is computed again for what is not known and for what would clear it", () => {
    for (const episode of episodes) {
      const { unknown, wouldClear } = explainEpisode(planted.workspace, episode.id);
      for (const line of [...unknown, ...wouldClear]) checkAll(line, questions, episode);
    }
  });

  test("is computed again for the reasons of its reading", () => {
    for (const episode of episodes) {
      for (const { text } of [...episode.reasons.for, ...episode.reasons.against]) checkAll(text, reasons, episode);
    }
  });
});
