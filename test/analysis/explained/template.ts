/** Sentences as templates: each takes the numbers of its sentence and checks them. */
import { expect } from "vitest";
import type { Episode } from "../../../src/model/episode.ts";
import { numberIn } from "../recompute.ts";

/** Half of the last digit that is shown, and what two honest estimates of the same normal differ by. */
export const SHARE = 0.006;
export const ESTIMATE = 0.03;

export type Check = (groups: readonly string[], episode: Episode) => void;
export type Template = readonly [RegExp, Check];

export const P = String.raw`(-?[\d.]+ %)`;
export const T = String.raw`(\d{4}-\d\d-\d\d \d\d:\d\d UTC)`;
export const V = String.raw`(-?[\d.]+(?: %| W| [KMGT]?i?B(?:/s)?))`;
export const N = String.raw`([\d.]+)`;

export const valueIn = (text: string): number => numberIn(text.replace("/s", "").replace(" W", ""));
export const close = (text: string, value: number, tolerance = SHARE * Math.max(1, Math.abs(value))): void =>
  expect(Math.abs(valueIn(text) - value), `${text} for ${value}`).toBeLessThanOrEqual(tolerance);
export const about = (text: string, value: number, relative = ESTIMATE): void =>
  close(text, value, Math.max(SHARE, relative * Math.abs(value)));

/** Every number is taken by a template and checked; what is left must hold none, but in names. */
export function checkAll(text: string, templates: readonly Template[], episode: Episode): void {
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
