/**
 * The share of a standard normal distribution above `x`, by the Chebyshev fit of the complementary error function in
 * Press et al., Numerical Recipes (relative error below 1.2e-7, in the far tail too). Checked against R
 * `pnorm(x, lower.tail = FALSE)`. O(1).
 */
export function normalTail(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + z / 2);
  const beyond = (t * Math.exp(COEFFICIENTS.reduceRight((sum, one) => one + t * sum, 0) - z * z)) / 2;
  return x >= 0 ? beyond : 1 - beyond;
}

/** From the constant up. */
const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
];
