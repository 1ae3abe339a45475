import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toIso, type Timestamp } from "../../../src/base/time.ts";
import { fixedZone, zoneOf } from "../../../src/base/zone.ts";
import { counterToRate } from "../../../src/importers/reading/counter-to-rate.ts";
import { decideDateOrder, parseEpoch, timeReader, type TimeForm } from "../../../src/importers/reading/times.ts";
import { memorySink } from "../memory-sink.ts";

function read(form: TimeForm, text: string, zone = zoneOf("Europe/Berlin")): string {
  const time = timeReader(form, zone, () => undefined)(text);
  return typeof time === "string" ? time : toIso(time);
}

describe("times", () => {
  test("what is no time, is missing, or is absurd gives the reason instead", () => {
    expect(read("iso", "yesterday")).toBe('"yesterday" is not a time of the form iso.');
    expect(read("iso", "N/A")).toBe("There is no time.");
    expect(read("iso", "0001-01-01T00:00:00Z")).toBe("The time lies outside 1980 to 2200.");
    expect(read("epoch", "12")).toBe("The time lies outside 1980 to 2200.");
    expect(read("month-first", "13/02/2025 17:30:00")).toContain("not a time");
    expect(read("day-first", "31/02/2025")).toContain("not a time");
    expect(read("iso", "2026-03-01T25:00:00Z")).toContain("not a time");
  });

  test.each<[TimeForm, string, string]>([
    ["iso", "2026-03-01T10:00:00.1234567Z", "2026-03-01T10:00:00.123456Z"],
    ["iso", "2026-03-01 10:00:00+02:00", "2026-03-01T08:00:00Z"],
    ["iso", "2026-07-01 10:00:00", "2026-07-01T08:00:00Z"],
    ["month-first", "10/31/2026 14:05:00.123", "2026-10-31T13:05:00.123Z"],
    ["day-first", "13/02/2025 17:30:00", "2025-02-13T16:30:00Z"],
    ["day-first", "31.10.2026", "2026-10-30T23:00:00Z"],
    ["day-first", "12/Mar/24 9:41 AM", "2024-03-12T08:41:00Z"],
    ["day-first", "21-NOV-2026 00:00:01", "2026-11-20T23:00:01Z"],
    ["month-first", "Oct 9, 2024 2:41:10\u202fPM", "2024-10-09T12:41:10Z"],
    ["month-first", "Apr 4, 2022 @ 18:53:08.657", "2022-04-04T16:53:08.657Z"],
    ["year-first", "2026/10/31 14:05:00.123", "2026-10-31T13:05:00.123Z"],
    ["epoch", "1372629804", "2013-06-30T22:03:24Z"],
    ["epoch", "1372629804.507", "2013-06-30T22:03:24.507Z"],
    ["epoch", "1372629804507", "2013-06-30T22:03:24.507Z"],
    ["epoch", "1372629804507001", "2013-06-30T22:03:24.507001Z"],
    ["epoch", "1711577670000000999", "2024-03-27T22:14:30Z"],
    ["epoch-s", "1588317520.80286", "2020-05-01T07:18:40.802860Z"],
    ["epoch-ms", "1588317520802", "2020-05-01T07:18:40.802Z"],
  ])("%s: %s is %s", (form, text, expected) => {
    expect(read(form, text)).toBe(expected);
  });

  test("a text without a zone that nobody stated is read as UTC, and that is noted once for all", () => {
    const sink = memorySink();
    const reader = timeReader("iso", undefined, sink.note);
    reader("2026-03-01 10:00:00");
    expect(toIso(reader("2026-03-01 10:00:01") as Timestamp)).toBe("2026-03-01T10:00:01Z");
    expect([...sink.notes]).toEqual([["The times name no zone and nobody stated one: they were read as UTC.", 1]]);
  });

  test("an offset in the text wins over the stated zone", () => {
    expect(read("iso", "2026-03-01T10:00:00-05:00", fixedZone(60))).toBe("2026-03-01T15:00:00Z");
  });

  test("every instant is found again in its epoch number, whatever the unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 400_000_000, max: 7_000_000_000 }), (seconds) => {
        expect(["", "000", "000000", "000000000"].map((zeros) => parseEpoch(`${seconds}${zeros}`))).toEqual(
          Array<number>(4).fill(seconds * 1e6),
        );
      }),
    );
  });

  test("a number over twelve tells the day from the month", () => {
    expect(decideDateOrder(["03/04/2026", "13/04/2026"])).toBe("day-first");
    expect(decideDateOrder(["03/04/2026", "03/31/2026"])).toBe("month-first");
    expect(decideDateOrder(["03/04/2026"])).toBeUndefined();
    expect(decideDateOrder(["13/04/2026", "04/13/2026"])).toBe("conflict");
  });
});

describe("a cumulative counter", () => {
  test("gives the rate between two readings, and nothing at the first or over a fall", () => {
    const rate = counterToRate();
    const second = (n: number): Timestamp => (n * 1e6) as Timestamp;
    expect([
      rate("eth0", second(0), 1_000),
      rate("eth1", second(0), 5),
      rate("eth0", second(10), 2_000),
      rate("eth0", second(20), 500),
      rate("eth0", second(30), 800),
      rate("eth0", second(30), 900),
    ]).toEqual([undefined, undefined, 100, undefined, 30, undefined]);
  });
});
