/** The vertical scale of a metric lane: from zero to a round number that holds everything there is. */

export interface ValueScale {
  readonly top: number;
  readonly ticks: readonly number[];
}

/** Ratios end at 100 % once they come near it; other values at a round number of their own unit. */
export function valueScale(greatest: number, unit: string): ValueScale {
  const highest = Number.isFinite(greatest) && greatest > 0 ? greatest : 1;
  if (unit === "1" && highest > 0.5 && highest <= 1.02) return { top: 1.02, ticks: [0, 0.5, 1] };
  const base = unit === "By" || unit === "By/s" ? 1024 : 10;
  const power = base ** Math.floor(Math.log(highest) / Math.log(base));
  const rounds = base === 10 ? [1, 2, 5, 10] : [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
  const top = (rounds.find((one) => one * power >= highest) ?? base) * power;
  return { top, ticks: [0, top / 2, top] };
}
