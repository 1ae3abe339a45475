/** Independent grounds for suspicion, and how they add up. */

export interface Ground {
  /** A kind that code can ask for, such as `masquerade`. */
  readonly kind: string;
  /** A clause that reads after the program's or connection's name: "runs from a temporary folder". */
  readonly text: string;
  /** 0–1: how much it alone speaks against an innocent explanation. */
  readonly weight: number;
}

/** Noisy-or: each ground takes its share of what doubt is left, so that many weak ones never make certainty. */
export function suspicionOf(grounds: readonly Ground[]): number {
  return 1 - grounds.reduce((doubt, { weight }) => doubt * (1 - weight), 1);
}
