/** Text against a pattern with `*` for any text and `?` for any one character. */

/**
 * Whether the whole text fits. Greedy with one point to fall back to, which is enough since a later `*` takes up
 * whatever an earlier one could have: O(text × pattern) at worst, O(text) in practice.
 */
export function matchesWildcards(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const wanted = pattern[next];
    if (wanted === "*") {
      star = next++;
      resumeAt = at;
    } else if (wanted !== undefined && (wanted === "?" || wanted === text[at])) {
      at++;
      next++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resumeAt;
    } else return false;
  }
  while (pattern[next] === "*") next++;
  return next === pattern.length;
}
