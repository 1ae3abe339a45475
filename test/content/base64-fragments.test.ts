import { expect, test } from "vitest";
import { base64Fragments } from "../../src/content/base64-fragments.ts";

test("the fragments of a plain phrase are those that public rules list", () => {
  expect(base64Fragments("--donate-level=").slice(0, 3)).toEqual([
    "LS1kb25hdGUtbGV2ZWw9",
    "0tZG9uYXRlLWxldmVsP",
    "tLWRvbmF0ZS1sZXZlbD",
  ]);
  expect(base64Fragments("stratum+tcp://").slice(0, 3)).toEqual([
    "c3RyYXR1bSt0Y3A6Ly",
    "N0cmF0dW0rdGNwOi8v",
    "zdHJhdHVtK3RjcDovL",
  ]);
});

test("whatever stands around the phrase, one fragment is in the encoded text", () => {
  const phrase = "stratum+tcp://";
  for (const encoding of ["latin1", "utf16le"] as const) {
    for (const before of ["", "x", "xy", "xyz", "-o "]) {
      const text = Buffer.from(`${before}${phrase}pool:3333`, encoding).toString("base64");
      expect(base64Fragments(phrase).some((fragment) => text.includes(fragment))).toBe(true);
    }
  }
});
