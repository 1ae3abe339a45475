import { expect, test } from "vitest";
import { DAY, HOUR, timestamp, type Timestamp } from "../../src/base/time.ts";
import { controlHistory } from "../../src/correlation/control-rarity.ts";
import { silenceNear } from "../../src/correlation/silence.ts";
import { at } from "./planted.ts";

const onset = at("2026-03-10T22:00:00");
const before = (days: number, hours = 0) => timestamp(onset - days * DAY - hours * HOUR);

function unusual(user: string, logons: readonly Timestamp[], records: readonly Timestamp[]) {
  const history = controlHistory();
  for (const time of records) history.see({ host: "H", time, action: "log-cleared", user: "CORP\\sys", message: "" });
  for (const time of logons) history.see({ host: "H", time, action: "logon", user, message: "" });
  return history.rated({ action: "logon", at: onset, user, text: "" }).unusual;
}

const since = [before(100)];
const daily = Array.from({ length: 100 }, (_, day) => before(day + 1, 2));

test("the first logon of an account in months is told, a daily one is not", () => {
  expect(unusual("CORP\\u123", [onset], since)).toBe("the first by CORP\\u123 in 100 days of records");
  expect(unusual("CORP\\u123", [...daily, onset], since)).toBeUndefined();
  expect(unusual("CORP\\u123", [before(20), before(40), onset], since)).toBe(
    "seen by CORP\\u123 on 2 of the 100 days before",
  );
});

test("an account is one whatever its domain is written like, and a week of records is needed", () => {
  expect(unusual("u123@corp.example", [...daily, onset], since)).toBeUndefined();
  expect(unusual("CORP\\u123", [onset], [before(3)])).toBeUndefined();
});

const reach = { start: before(2), end: timestamp(onset + 2 * DAY) };
const reports = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => before(from - index, 1)).filter((time) => time > 0);

test("an agent that reported every day and then no more is silent, where others go on", () => {
  const until = timestamp(onset + 20 * DAY);
  const silence = silenceNear("H", reports(10, 0), reach, until);
  expect(silence).toMatchObject({ action: "agent-silent", time: before(0, 1) });
  expect(silence?.message).toMatch(/for 20 days after 2026-03-10 21:00 UTC/);
});

test("an export that ends, a weekend, and an agent that never reported much are no silence", () => {
  expect(silenceNear("H", reports(10, 0), reach, timestamp(onset + DAY))).toBeUndefined();
  expect(
    silenceNear("H", [...reports(10, 0), timestamp(onset + 2 * DAY)], reach, timestamp(onset + 2 * DAY)),
  ).toBeUndefined();
  expect(silenceNear("H", [before(9), before(5), before(1)], reach, timestamp(onset + 20 * DAY))).toBeUndefined();
  expect(silenceNear("H", [], reach, onset)).toBeUndefined();
});
