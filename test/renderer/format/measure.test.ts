import { expect, it } from "vitest";
import { formatMeasure, formatTick } from "../../../renderer/format/measure.ts";

it("shows a value in the unit of its metric", () => {
  const shown = [
    formatMeasure(0.95, "1"),
    formatMeasure(2048, "By/s"),
    formatMeasure(251.7, "W"),
    formatMeasure(54.26, "Cel"),
    formatMeasure(90, "s"),
    formatMeasure(Number.NaN, "1"),
  ].map((text) => text.replace(/\s/g, " "));
  expect(shown).toEqual(["95 %", "2.00 KiB/s", "252 W", "54.3 °C", "1 min 30 s", "–"]);
});

it("says the mark of a scale as shortly as it can be said", () => {
  const shown = [formatTick(4 * 1024 ** 2, "By/s"), formatTick(1536, "By"), formatTick(0.5, "1"), formatTick(2, "W")];
  expect(shown.map((text) => text.replace(/\s/g, " "))).toEqual(["4 MiB/s", "1.50 KiB", "50 %", "2 W"]);
});
