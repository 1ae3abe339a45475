/** How much a run measures: `node scripts/bench.mjs` sets it from `--quick` and `--large`. */
export type Size = "quick" | "usual" | "large";

export const size: Size = sizeOf(process.env["PLIMSOLL_BENCH_SIZE"]);
export const ROUNDS = size === "quick" ? 3 : 5;

/** Hosts of eight metrics over 180 days for about 1, 10 and 100 million samples. */
export const hostsOf: Readonly<Record<Size, number>> = { quick: 3, usual: 24, large: 241 };

/** Hosts of each import that is measured: about 10 and 40 million samples unless told, which tell what a start costs. */
export const importedHosts: readonly number[] = size === "usual" ? [hostsOf.usual, 4 * hostsOf.usual] : [hostsOf[size]];

function sizeOf(text: string | undefined): Size {
  return text === "quick" || text === "large" ? text : "usual";
}
