/** Shorter slices are copies as they are. */
const SHORTEST_SLICE = 13;

/** A copy of a text that may be a slice: what a line was cut into keeps the whole block of the file in memory. */
export function ownText(text: string): string {
  return text.length < SHORTEST_SLICE ? text : ` ${text}`.slice(1);
}
