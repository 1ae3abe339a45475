/**
 * What an explanation says, computed a second time: plain code over the samples and events of a workspace that shares
 * nothing with detection. Hours are judged by their medians; what is normal is what the same hours of such days showed
 * before, or what the other hosts show at the same time.
 */
import { DAY, HOUR, timestamp, type Timestamp } from "../../src/base/time.ts";
import type { Workspace } from "../../src/store/workspace.ts";
import { isOffPeak } from "./planted-fleet.ts";

export type Hours = ReadonlyMap<number, number>;

export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export interface Recomputed {
  /** Median of each hour with samples, by the hour's beginning. */
  hours(host: string, metric: string): Hours;
  samples(host: string, metric: string): readonly (readonly [time: number, value: number])[];
  /** What the same hours of such days showed in the weeks before. */
  usual(host: string, metric: string, before: Timestamp, hour: number): number;
  /** Median of the other hosts at the hour. */
  others(host: string, metric: string, hour: number): number;
  readonly hosts: readonly string[];
}

const WEEKS = 8;

export function recompute(workspace: Workspace): Recomputed {
  const hosts = workspace.hosts().map(({ name }) => name);
  const known = new Map<string, Hours>();
  const usual = new Map<string, number>();
  const samples = (host: string, metric: string): [number, number][] =>
    workspace.series({ hosts: [host], metrics: [metric] }).flatMap(({ id }) => {
      const { times, values } = workspace.readSamples(id);
      return Array.from(times, (time, index): [number, number] => [time, values[index] ?? Number.NaN]);
    });
  const hours = (host: string, metric: string): Hours => {
    const key = `${host}/${metric}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const byHour = new Map<number, number[]>();
    for (const [time, value] of samples(host, metric)) {
      const hour = time - (time % HOUR);
      byHour.set(hour, [...(byHour.get(hour) ?? []), value]);
    }
    const medians = new Map([...byHour].map(([hour, values]) => [hour, middle(values)]));
    known.set(key, medians);
    return medians;
  };
  return {
    hosts,
    hours,
    samples,
    usual(host, metric, before, hour) {
      const key = JSON.stringify([host, metric, before, kindOf(hour)]);
      const found = usual.get(key);
      if (found !== undefined) return found;
      const from = before - WEEKS * 7 * DAY;
      const alike = [...hours(host, metric)].filter(
        ([time]) => time >= from && time + HOUR <= before && kindOf(time) === kindOf(hour),
      );
      const level = middle(alike.map(([, value]) => value));
      usual.set(key, level);
      return level;
    },
    others: (host, metric, hour) =>
      middle(
        hosts
          .filter((other) => other !== host)
          .map((other) => hours(other, metric).get(hour) ?? Number.NaN)
          .filter((value) => value === value),
      ),
  };
}

/** Hour of the day, and whether people work on that day. */
function kindOf(hour: number): string {
  const day = new Date(hour / 1000).getUTCDay();
  return `${new Date(hour / 1000).getUTCHours()}/${day === 0 || day === 6 ? "off" : "on"}`;
}

export function isBusiness(hour: number): boolean {
  return !isOffPeak(timestamp(hour));
}

const UNITS: Readonly<Record<string, number>> = {
  "%": 0.01,
  B: 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
  days: DAY,
  hours: HOUR,
};

/** The number that `5.1 %`, `123 MiB`, `20.1 days` or `1429` says. */
export function numberIn(text: string): number {
  const [digits = "", unit] = text.split(" ");
  return Number(digits) * (unit === undefined ? 1 : (UNITS[unit] ?? Number.NaN));
}

/** The time that `2026-02-02 21:00 UTC` says. */
export function timeIn(text: string): number {
  return Date.parse(`${text.replace(" UTC", "").replace(" ", "T")}Z`) * 1000;
}
