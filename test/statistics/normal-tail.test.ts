import { expect, test } from "vitest";
import { normalTail } from "../../src/statistics/normal-tail.ts";

// R 4.4: format(pnorm(c(-3, 0, 1, 1.96, 4, 8), lower.tail = FALSE), digits = 10)
test.each([
  [-3, 0.998650102],
  [0, 0.5],
  [1, 0.1586552539],
  [1.96, 0.0249978951],
  [4, 3.167124183e-5],
  [8, 6.220960574e-16],
])("the share above %f is R's", (x, share) => {
  expect(Math.abs(normalTail(x) - share) / share).toBeLessThan(2e-7);
});

test("both tails make one", () => {
  for (const x of [0.3, 1.7, 5]) expect(normalTail(x) + normalTail(-x)).toBeCloseTo(1, 12);
});
