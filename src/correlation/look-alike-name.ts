/**
 * Names made to be misread: `svch0st`, `lsasss`, `ехplorer` with Cyrillic letters. A name that is itself known is
 * never a look-alike of another one.
 */

/** Short names are one letter away from too many others. */
const SHORTEST = 5;

/** Characters that many fonts draw alike, and what they are read as. Unicode confusables (UTS 39), those that matter. */
const READ_AS: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "|": "l",
  "5": "s",
  "3": "e",
  "4": "a",
  а: "a",
  с: "c",
  ԁ: "d",
  е: "e",
  һ: "h",
  і: "i",
  ј: "j",
  ӏ: "l",
  ո: "n",
  о: "o",
  р: "p",
  ѕ: "s",
  т: "t",
  υ: "u",
  ν: "v",
  ԝ: "w",
  х: "x",
  у: "y",
  α: "a",
  ο: "o",
  ρ: "p",
  ı: "i",
};

export interface LookAlike {
  readonly imitated: string;
  readonly how: "drawn-alike" | "one-letter";
}

/**
 * Which of the `imitated` names a name pretends to be. `written` is the name as the source wrote it, without extension:
 * capitals matter, since a capital I is read as a small L.
 */
export function lookAlikeOf(
  written: string,
  imitated: ReadonlySet<string>,
  isKnown: (name: string) => boolean,
): LookAlike | undefined {
  const name = written.toLowerCase();
  if (name.length < SHORTEST || isKnown(name)) return undefined;
  // A name in capitals throughout is merely shouted.
  const read = skeletonOf(written === written.toUpperCase() ? name : written);
  const candidates = [...imitated].filter((candidate) => candidate.length >= SHORTEST);
  const drawnAlike = candidates.find((candidate) => skeletonOf(candidate) === read);
  if (drawnAlike !== undefined) return { imitated: drawnAlike, how: "drawn-alike" };
  const oneLetter = candidates.find((candidate) => isOneEditAway(name, candidate));
  return oneLetter === undefined ? undefined : { imitated: oneLetter, how: "one-letter" };
}

function skeletonOf(text: string): string {
  const letters = [...text.replaceAll("I", "l").toLowerCase()].map((letter) => READ_AS[letter] ?? letter).join("");
  return letters.replaceAll("rn", "m").replaceAll("vv", "w");
}

/** Whether one insertion, deletion, replacement or swap of neighbours turns `a` into `b` (Damerau 1964). O(length). */
export function isOneEditAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const left = a.slice(start, endA);
  const right = b.slice(start, endB);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
