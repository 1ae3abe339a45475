import type { PageOf } from "../../../src/api/engine-contract.ts";
import { formatNumber } from "../../format/number.ts";

/** How many of what is seen there are, and of how many rows where not all were looked at. */
export function seenWords(found: number, pages: readonly (PageOf<unknown> | undefined)[]): string {
  const parts = pages.filter((page) => page !== undefined && page.rows.length < page.total);
  const all = `newcomers first, ${formatNumber(found)} in all`;
  if (parts.length === 0) return all;
  const looked = parts.map((page) => `${formatNumber(page?.rows.length ?? 0)} of ${formatNumber(page?.total ?? 0)}`);
  return `${all} among the first ${looked.join(" and ")} rows`;
}
