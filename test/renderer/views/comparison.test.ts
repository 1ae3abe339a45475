import { expect, it } from "vitest";
import { DAY, HOUR, parseInstant, timestamp, toIso } from "../../../src/base/time.ts";
import { zoneOf, UTC } from "../../../src/base/zone.ts";
import { byClock, rangeByClock, WEEK, weeksEarlier } from "../../../renderer/state/timelines.ts";
import { beforeEpisode } from "../../../renderer/views/timeline/choose-comparison.ts";

const instant = (text: string) => timestamp(parseInstant(text) ?? Number.NaN);

it("keeps the hour of the day where the clocks change between the two times", () => {
  const berlin = zoneOf("Europe/Berlin") ?? UTC;
  const summer = instant("2026-04-01T10:00:00Z");
  expect(toIso(byClock(summer, -WEEK, berlin))).toBe("2026-03-25T11:00:00Z");
  expect(toIso(byClock(byClock(summer, -WEEK, berlin), WEEK, berlin))).toBe(toIso(summer));
  expect(rangeByClock({ start: summer, end: timestamp(summer + DAY) }, -WEEK, UTC).start).toBe(summer - WEEK);
});

it("goes as many whole weeks back as lie between what is shown of an episode and its beginning", () => {
  const start = instant("2026-04-12T22:00:00Z");
  const episode = { start, end: undefined };
  const shownFor = (length: number) => ({ start: timestamp(start - DAY), end: timestamp(start + length) });
  expect(beforeEpisode(episode, shownFor(2 * DAY))).toEqual(weeksEarlier(1));
  expect(beforeEpisode(episode, shownFor(15 * DAY))).toEqual(weeksEarlier(3));
  expect(beforeEpisode({ start, end: timestamp(start + HOUR) }, shownFor(30 * DAY))).toEqual(weeksEarlier(1));
});
