/** The printed result: one row a figure, with its floor and goal from the plan and whether it meets them. */
import { spreadOf } from "./measure.ts";

export interface Figure {
  readonly what: string;
  readonly ours: string;
  /** Empty where a figure has no peer. */
  readonly peer: string;
  /** One value a round; what floor and goal are about. */
  readonly measured: readonly number[];
  readonly unit: string;
  readonly target?: Target;
}

export interface Target {
  readonly floor: number;
  readonly goal: number;
  readonly better: "more" | "less";
}

/** Prints the figures as a Markdown table, medians with least and most. */
export function printFigures(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}\n`);
  console.log("| what | ours | peer | measured | floor | goal | met |");
  console.log("| --- | --- | --- | --- | --- | --- | --- |");
  for (const { what, ours, peer, measured, unit, target } of figures) {
    const { median, least, most } = spreadOf(measured);
    const range = measured.length > 1 ? ` (${short(least)}–${short(most)})` : "";
    const bounds = target === undefined ? ["", ""] : [bound(target, target.floor), bound(target, target.goal)];
    const cells = [what, ours, peer, `${short(median)}${unit}${range}`, ...bounds.map((text) => text && text + unit)];
    console.log(`| ${[...cells, target === undefined ? "" : verdict(median, target)].join(" | ")} |`);
  }
}

function bound({ better }: Target, value: number): string {
  return `${better === "more" ? "≥" : "≤"} ${short(value)}`;
}

function verdict(value: number, { floor, goal, better }: Target): string {
  const reaches = (limit: number): boolean => (better === "more" ? value >= limit : value <= limit);
  return reaches(goal) ? "goal" : reaches(floor) ? "floor" : "no";
}

/** Three digits that count. */
function short(value: number): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toFixed(Math.min(4, digits));
}
