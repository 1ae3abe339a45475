import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND, timestamp } from "../../src/base/time.ts";
import { bytesText, durationText, numberText, percentText, timeText, valueText } from "../../src/report/wording.ts";

describe("figures in a report", () => {
  it("are times in UTC to the minute", () => {
    expect(timeText(timestamp(Date.UTC(2026, 3, 12, 22, 10, 59) * 1000))).toBe("2026-04-12 22:10");
    expect(timeText(undefined)).toBe("–");
  });

  it("are durations in their two largest units", () => {
    expect([5 * DAY + 4 * HOUR, 3 * HOUR + 20 * MINUTE, 7 * MINUTE, 45 * SECOND].map(durationText)).toEqual([
      "5 d 04 h",
      "3 h 20 min",
      "7 min",
      "45 s",
    ]);
  });

  it("are sizes in IEC units and ratios in percent", () => {
    expect([0, 1023, 1536, 3 * 2 ** 40].map(bytesText)).toEqual(["0 B", "1023 B", "1.50 KiB", "3.00 TiB"]);
    expect([0.034, 0.95, 12.13, undefined].map(percentText)).toEqual(["3.4 %", "95 %", "1213 %", "–"]);
    expect(valueText(2048, "By/s")).toBe("2.00 KiB/s");
  });

  it("set thousands apart and keep three digits", () => {
    expect([12_448_800, 0.012345, 99.96, -1234].map(numberText)).toEqual([
      "12\u202f448\u202f800",
      "0.0123",
      "100",
      "-1\u202f234",
    ]);
  });
});
