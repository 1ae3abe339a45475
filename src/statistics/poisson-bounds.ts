import { logGamma } from "./log-gamma.ts";

/**
 * Exact two-sided confidence bounds of a Poisson mean, given the number of events counted (Garwood 1936): what "3 false
 * alarms" says about the rate that made them. Too narrow where events cluster. Divide by the exposure for a rate.
 *
 * `confidence` is 0–1. Checked against R `poisson.test(count)$conf.int`.
 */
export function poissonBounds(count: number, confidence = 0.95): { readonly lower: number; readonly upper: number } {
  const tail = (1 - confidence) / 2;
  return {
    lower: count === 0 ? 0 : solve((mean) => 1 - poissonBelow(count - 1, mean) - tail, count),
    upper: solve((mean) => tail - poissonBelow(count, mean), count),
  };
}

/** P(X ≤ count). */
function poissonBelow(count: number, mean: number): number {
  let sum = 0;
  for (let k = 0; k <= count; k++) sum += Math.exp(k * Math.log(mean) - mean - logGamma(k + 1));
  return sum;
}

/** Root of an increasing function, by bisection to double precision. */
function solve(increasing: (mean: number) => number, count: number): number {
  let low = 1e-12;
  let high = 10 + 3 * count;
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = (low + high) / 2;
    if (increasing(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
