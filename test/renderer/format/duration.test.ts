import { expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../../../src/base/time.ts";
import { formatDuration } from "../../../renderer/format/duration.ts";

it("shows the two largest units, the second padded", () => {
  const lengths = [5 * DAY + 4 * HOUR, 3 * HOUR + 5 * MINUTE, 12 * MINUTE + 4 * SECOND, 45 * SECOND, 0.35 * SECOND];
  expect(lengths.map(formatDuration)).toEqual(["5 d 04 h", "3 h 05 min", "12 min 04 s", "45 s", "0.3 s"]);
});

it("carries instead of showing sixty minutes or twenty-four hours", () => {
  expect(formatDuration(2 * DAY - 1)).toBe("2 d 00 h");
  expect(formatDuration(2 * HOUR - 1)).toBe("2 h 00 min");
  expect(formatDuration(HOUR - 1)).toBe("1 h 00 min");
  expect(formatDuration(MINUTE - 1)).toBe("1 min 00 s");
});

it("signs what runs backwards", () => {
  expect(formatDuration(-90 * SECOND)).toBe("−1 min 30 s");
});
