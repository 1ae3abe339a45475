import { expect, test } from "vitest";
import { normaliseIp } from "../../../src/importers/reading/ip-address.ts";

test("what is no address is none", () => {
  const texts = [
    "",
    "pool.example",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "1.2.3.",
    "1..2.3",
    "1.2.3.4x",
    "0x1.2.3.4",
    "::g",
  ];
  expect(texts.map(normaliseIp)).toEqual(texts.map(() => undefined));
});

test.each([
  ["10.0.4.7", "10.0.4.7"],
  [" 10.0.4.7 ", "10.0.4.7"],
  ["::ffff:185.1.2.3", "185.1.2.3"],
  ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["[fe80::1%12]", "fe80::1"],
  ["::", "::"],
])("%s is %s", (text, expected) => {
  expect(normaliseIp(text)).toBe(expected);
});
