import { logGamma } from "./log-gamma.ts";

/**
 * Upper tail of the hypergeometric distribution: the probability that, of `draws` taken without replacement from
 * `population` of which `marked` are marked, at least `seen` are marked. It is Fisher's exact one-sided test.
 *
 * Used to ask whether a department holds more of the abnormal hosts than chance would put there. All counts are whole
 * numbers ≥ 0 with `marked` and `draws` ≤ `population`; throws a RangeError otherwise. O(draws).
 * Checked against R `phyper(seen - 1, marked, population - marked, draws, lower.tail = FALSE)`.
 */
export function hypergeometricTail(population: number, marked: number, draws: number, seen: number): number {
  if (!(population >= 0 && marked >= 0 && draws >= 0 && marked <= population && draws <= population)) {
    throw new RangeError("hypergeometricTail needs 0 ≤ marked ≤ population and 0 ≤ draws ≤ population");
  }
  const least = Math.max(seen, draws - (population - marked), 0);
  const most = Math.min(marked, draws);
  if (least <= Math.max(0, draws - (population - marked))) return 1;
  let sum = 0;
  for (let k = most; k >= least; k--) {
    sum += Math.exp(logChoose(marked, k) + logChoose(population - marked, draws - k) - logChoose(population, draws));
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
