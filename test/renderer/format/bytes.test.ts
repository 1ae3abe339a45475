import { expect, it } from "vitest";
import { formatBytes } from "../../../renderer/format/bytes.ts";
import { THIN_SPACE } from "../../../renderer/format/number.ts";

it("shows bytes in IEC units with three significant digits", () => {
  const shown = [0, 512, 1023, 1024, 1536, 10_240, 1_048_575, 5 * 1024 ** 3, -2048].map(formatBytes);
  const expected = ["0 B", "512 B", "1 023 B", "1.00 KiB", "1.50 KiB", "10.0 KiB", "1.00 MiB", "5.00 GiB", "−2.00 KiB"];
  expect(shown).toEqual(expected.map((text) => text.replaceAll(" ", THIN_SPACE)));
});

it("says that something is no number", () => {
  expect(formatBytes(Number.NaN)).toBe("–");
});
