/** A figure that stands still, drawn by plotly as SVG in the colours of the theme. */
import { useEffect, useRef } from "react";
import { useColours, type Colours } from "./colours.ts";
import type { PlotlyData, PlotlyLayout } from "./plotly.ts";
import { useSize } from "./use-size.ts";

export interface FigureSpec {
  readonly traces: PlotlyData;
  readonly layout: PlotlyLayout;
}

export function Figure({
  label,
  height,
  spec,
}: {
  /** What the figure shows, in words, for those who do not see it. */
  readonly label: string;
  readonly height: number;
  readonly spec: (colours: Colours) => FigureSpec;
}) {
  const element = useRef<HTMLDivElement>(null);
  const colours = useColours();
  const { width } = useSize(element);

  useEffect(() => {
    const target = element.current;
    if (target === null || width === 0) return;
    let isGone = false;
    const { traces, layout } = spec(colours);
    void import("./plotly.ts").then(async ({ drawFigure }) => {
      if (!isGone) await drawFigure(target, traces, { ...plainLayout(colours), ...layout, width, height });
    });
    return () => {
      isGone = true;
    };
  }, [spec, colours, width, height]);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    return () => {
      void import("./plotly.ts").then(({ removeFigure }) => removeFigure(target));
    };
  }, []);

  return <div ref={element} className="figure" role="img" aria-label={label} style={{ height }} />;
}

function plainLayout(colours: Colours): PlotlyLayout {
  return {
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    font: { family: "system-ui, sans-serif", size: 11, color: colours.muted },
    margin: { l: 44, r: 8, t: 8, b: 24 },
    showlegend: false,
    dragmode: false,
    hovermode: "closest",
    hoverlabel: { bgcolor: colours.bar, bordercolor: colours.border, font: { color: colours.text } },
  };
}
