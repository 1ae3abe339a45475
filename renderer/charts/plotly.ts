/** plotly with the traces that we draw: lines, which its core has, and heat maps. Loaded when the first figure is. */
import "./node-global.ts";
import Plotly from "plotly.js/lib/core";
import heatmap from "plotly.js/lib/heatmap";

Plotly.register([heatmap]);

export type PlotlyData = Parameters<typeof Plotly.react>[1];
export type PlotlyLayout = NonNullable<Parameters<typeof Plotly.react>[2]>;

/** Draws a figure into an element, or changes the one that is there. */
export async function drawFigure(element: HTMLElement, traces: PlotlyData, layout: PlotlyLayout): Promise<void> {
  await Plotly.react(element, traces, layout, { displayModeBar: false, responsive: false });
}

export function removeFigure(element: HTMLElement): void {
  Plotly.purge(element);
}
