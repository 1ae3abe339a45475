/** Numbers as an investigator reads them: thin-space thousands, few digits, a real minus sign. */

/** Narrow no-break space: the thin space that does not break a number over two lines. */
export const THIN_SPACE = "\u202f";

/** A count or measure with grouped thousands and at most `digits` decimals (0 unless told). */
export function formatNumber(value: number, digits = 0): string {
  if (!Number.isFinite(value)) return "–";
  const [whole = "0", fraction] = Math.abs(value).toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  const isZero = Number(whole) === 0 && (fraction === undefined || Number(fraction) === 0);
  const sign = value < 0 && !isZero ? "−" : "";
  return fraction === undefined ? `${sign}${grouped}` : `${sign}${grouped}.${fraction}`;
}

/** Three significant digits, never in exponent form. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  return formatNumber(value, digits);
}

/** A ratio 0–1 as a percentage: whole from 10 % on, one decimal below. */
export function formatShare(ratio: number): string {
  if (!Number.isFinite(ratio)) return "–";
  const percent = ratio * 100;
  const isWhole = Math.abs(percent) >= 9.95 || Number.isInteger(percent);
  return `${formatNumber(percent, isWhole ? 0 : 1)}${THIN_SPACE}%`;
}
