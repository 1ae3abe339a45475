/** The shares of the excess at which a verdict changes (CLI.md, "A claim"). */
const EXPLAINED_FROM = 0.95;
const PARTLY_FROM = 0.2;
/** Sums of hours differ from the whole by rounding. */
const ROUNDING = 1e-9;

export function explainsWholly(share: number): boolean {
  return share >= EXPLAINED_FROM - ROUNDING;
}

export function explainsPartly(share: number): boolean {
  return share >= PARTLY_FROM - ROUNDING;
}

/** The greatest share that does not explain wholly. */
export const MOST_OF_PARTLY = EXPLAINED_FROM - 2 * ROUNDING;
