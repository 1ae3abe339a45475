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

/** A zero below zero, which JSON knows and rounding makes, becomes zero. */
export function scaled(value: number, scale: number): number {
  return value * scale + 0;
}
