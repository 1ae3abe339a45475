import { logGamma } from "../../src/statistics/log-gamma.ts";

/**
 * Exact two-sided 95 % confidence bounds of a share, 0–1, given that many hits of so many (Clopper and Pearson 1934):
 * 38 of 50 are 0.62–0.87.
 */
export function binomialBounds(hits: number, count: number): { readonly lower: number; readonly upper: number } {
  return {
    lower: hits === 0 ? 0 : solve((share) => 1 - chanceOfAtMost(hits - 1, count, share) - TAIL),
    upper: hits === count ? 1 : solve((share) => TAIL - chanceOfAtMost(hits, count, share)),
  };
}

const TAIL = 0.025;

function chanceOfAtMost(most: number, count: number, share: number): number {
  let sum = 0;
  for (let hits = 0; hits <= most; hits++) {
    const ways = logGamma(count + 1) - logGamma(hits + 1) - logGamma(count - hits + 1);
    sum += Math.exp(ways + hits * Math.log(share) + (count - hits) * Math.log1p(-share));
  }
  return sum;
}

/** Root of a function that increases over 0–1, by bisection. */
function solve(increasing: (share: number) => number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (increasing(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
