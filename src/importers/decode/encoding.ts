/** Which characters a file's bytes stand for: found out from the bytes, since exports rarely say. */

export type Encoding = "utf-8" | "utf-16le" | "utf-16be";
export type CodePage = "windows-1251" | "windows-1252";

export interface EncodingDecision {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark, which are no text. */
  readonly markLength: number;
}

/**
 * The encoding of a file by its first bytes: the byte order mark, else the pattern of NUL bytes that UTF-16 leaves in
 * mostly Latin text, else UTF-8 (lines that are not UTF-8 are dealt with where they occur).
 */
export function decideEncoding(head: Uint8Array): EncodingDecision {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: "utf-8", markLength: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", markLength: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", markLength: 2 };
  const pairs = Math.min(head.length >> 1, 2_048);
  let evenNulls = 0;
  let oddNulls = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (head[2 * pair] === 0) evenNulls += 1;
    if (head[2 * pair + 1] === 0) oddNulls += 1;
  }
  if (pairs > 0 && oddNulls > pairs * 0.4 && evenNulls < pairs * 0.05) return { encoding: "utf-16le", markLength: 0 };
  if (pairs > 0 && evenNulls > pairs * 0.4 && oddNulls < pairs * 0.05) return { encoding: "utf-16be", markLength: 0 };
  return { encoding: "utf-8", markLength: 0 };
}

/**
 * The Windows code page of text that is not UTF-8. Cyrillic words are runs of bytes from C0 up; in Western text such
 * bytes stand alone or in twos among plain letters. A wrong guess damages names, never numbers.
 */
export function guessCodePage(bytes: Uint8Array): CodePage {
  let letters = 0;
  let inRuns = 0;
  let run = 0;
  for (let index = 0; index <= bytes.length; index += 1) {
    if ((bytes[index] ?? 0) >= 0xc0) {
      run += 1;
      continue;
    }
    letters += run;
    if (run >= 3) inRuns += run;
    run = 0;
  }
  return inRuns * 2 > letters ? "windows-1251" : "windows-1252";
}
