/** How numbers of a column become those of its metric. */

/** A factor that only moves the decimal point, as percent do, is applied to the digits; others multiply. */
export interface Factor {
  readonly places: number;
  readonly scale: number;
}

export function factorOf(scale: number): Factor {
  const places = Math.round(-Math.log10(scale));
  return places > 0 && Number(`1e-${places}`) === scale ? { places, scale: 1 } : { places: 0, scale };
}

/** Scales each value in place. */
export function scaleAll(values: Float64Array, scales: Float64Array): void {
  for (let index = 0; index < values.length; index += 1) {
    values[index] = scaled(values[index] ?? Number.NaN, scales[index] ?? 1);
  }
}

/** A zero below zero, which JSON knows and rounding makes, becomes zero. */
export function scaled(value: number, scale: number): number {
  return value * scale + 0;
}
