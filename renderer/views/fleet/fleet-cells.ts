/** The cells of the fleet overview: what each says in a colour, a level and words. */
import { WEEK, type Timestamp } from "../../../src/base/time.ts";
import type { Zone } from "../../../src/base/zone.ts";
import type { FleetWeeks } from "../../../src/api/engine-contract.ts";
import type { StoredJustification } from "../../../src/model/justification.ts";
import { formatShare, formatShort } from "../../format/number.ts";
import { formatDate } from "../../format/time.ts";
import { occurrencesOf } from "../timeline/occurrences.ts";

/** Residuals in robust standard units at which a cell takes its next colour. */
export const LEVELS = [2, 3, 5, 8, 12, 20];
/** What is missing of a week is drawn from this share on: an hour here and there is no gap. */
const LEAST_MISSING = 0.05;

export interface FleetCell {
  readonly host: string;
  readonly week: Timestamp;
  /** NaN without a load line or samples. */
  readonly residual: number;
  /** Share of the week's hours without samples, 0 where it is too small to matter. */
  readonly missing: number;
  readonly claim: StoredJustification | undefined;
}

export function fleetCell(
  { host, residual, coverage }: FleetWeeks["hosts"][number],
  week: Timestamp,
  at: number,
  claims: readonly StoredJustification[],
): FleetCell {
  const missing = 1 - (coverage[at] ?? 0);
  return {
    host,
    week,
    residual: residual[at] ?? Number.NaN,
    missing: missing < LEAST_MISSING ? 0 : missing,
    claim: claimIn(claims, host, week),
  };
}

export function levelOf({ residual }: FleetCell): string {
  if (Number.isNaN(residual)) return "none";
  return String(LEVELS.filter((level) => residual >= level).length);
}

export function cellWords(cell: FleetCell, zone: Zone): string {
  return `${cell.host}, week of ${formatDate(cell.week, zone)}: ${standingWords(cell)}`;
}

export function standingWords({ residual, missing, claim }: FleetCell): string {
  const parts = [
    missing >= 1
      ? "no samples"
      : Number.isNaN(residual)
        ? "not analysed"
        : `${formatShort(residual)} σ from the load line`,
    ...(missing > 0 && missing < 1 ? [`${formatShare(missing)} of its hours have no samples`] : []),
    ...(claim === undefined ? [] : [`claimed by ${claim.id} ${claim.title}`]),
  ];
  return parts.join("; ");
}

/** A claim that reaches into the week, once or as often as it recurs. */
function claimIn(
  claims: readonly StoredJustification[],
  host: string,
  week: Timestamp,
): StoredJustification | undefined {
  const span = { start: week, end: (week + WEEK) as Timestamp };
  return claims.find(
    (claim) => claim.end !== undefined && claim.hosts.includes(host) && occurrencesOf(claim, span).length > 0,
  );
}
