/**
 * Pearson's correlation of two series at the places where both have a value, -1 to 1; NaN values say nothing. NaN where
 * there are fewer than `least` such places or where either does not vary. O(n).
 */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>, least = 2): number {
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let place = 0; place < a.length; place++) {
    const [x, y] = [a[place] ?? Number.NaN, b[place] ?? Number.NaN];
    if (x !== x || y !== y) continue;
    count++;
    sumA += x;
    sumB += y;
    sumAA += x * x;
    sumBB += y * y;
    sumAB += x * y;
  }
  const spread = Math.sqrt((count * sumAA - sumA ** 2) * (count * sumBB - sumB ** 2));
  return count < least || !(spread > 0) ? Number.NaN : (count * sumAB - sumA * sumB) / spread;
}
