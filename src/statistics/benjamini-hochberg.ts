/**
 * Benjamini–Hochberg: p-values of many tests made comparable, so that taking all below q keeps the expected share of
 * false ones below q. Used when every department is looked at and only the unusual ones are named.
 *
 * Returns adjusted values in the order of the input. O(n log n). Benjamini & Hochberg 1995.
 * Checked against R `p.adjust(p, "BH")`.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  order.forEach(({ p, index }, place) => {
    least = Math.min(least, (p * pValues.length) / (pValues.length - place));
    adjusted[index] = least;
  });
  return adjusted;
}
