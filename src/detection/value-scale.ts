/**
 * The scale on which values of a metric are compared. Utilisations and watts are compared as they are; rates span
 * orders of magnitude, so that "ten times as much" is the natural step, and are compared as logarithms above their noise.
 */
import { findMetric } from "../model/metrics.ts";

export interface ValueScale {
  readonly isLogarithmic: boolean;
  /** Least robust standard deviation on this scale. */
  readonly floor: number;
  toScale(value: number): number;
  fromScale(scaled: number): number;
}

/** Rates vary by a quarter without anybody's doing. */
const LOGARITHMIC_FLOOR = 0.25;

export function valueScale(metric: string): ValueScale {
  const { unit, noiseFloor } = findMetric(metric) ?? { unit: "1", noiseFloor: 0.01 };
  if (unit !== "By/s" && unit !== "{operation}/s") {
    return { isLogarithmic: false, floor: noiseFloor, toScale: (value) => value, fromScale: (scaled) => scaled };
  }
  return {
    isLogarithmic: true,
    floor: LOGARITHMIC_FLOOR,
    toScale: (value) => Math.log1p(Math.max(0, value) / noiseFloor),
    fromScale: (scaled) => Math.expm1(scaled) * noiseFloor,
  };
}
