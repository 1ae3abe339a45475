/** A figure that stands still, drawn by plotly as SVG in the colours of the theme, with a cursor to read it by. */
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from "react";
import { useColours, type Colours } from "./colours.ts";
import type { PlotlyData, PlotlyLayout } from "./plotly.ts";
import { useSize } from "./use-size.ts";

export interface FigureSpec {
  readonly traces: PlotlyData;
  readonly layout: PlotlyLayout;
}

/** Pixels around what is plotted, for the marks of its axes. */
export interface FigureMargin {
  readonly l: number;
  readonly r: number;
  readonly t: number;
  readonly b: number;
}

/** Shares of the plotted part's width and height, from its upper left corner. */
export interface FigureBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const usualMargin: FigureMargin = { l: 44, r: 8, t: 8, b: 24 };

export function Figure({
  label,
  height,
  margin = usualMargin,
  spec,
  cursor,
  onKeyDown,
  onPoint,
}: {
  /** What the figure shows, in words, for those who do not see it. */
  readonly label: string;
  readonly height: number;
  readonly margin?: FigureMargin;
  readonly spec: (colours: Colours) => FigureSpec;
  /** What the cursor stands on. */
  readonly cursor: FigureBox | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** The pointer's place, as shares of the plotted part. */
  readonly onPoint: (x: number, y: number) => void;
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
      if (!isGone) await drawFigure(target, traces, { ...plainLayout(colours), ...layout, margin, width, height });
    });
    return () => {
      isGone = true;
    };
  }, [spec, colours, margin, width, height]);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    return () => {
      void import("./plotly.ts").then(({ removeFigure }) => removeFigure(target));
    };
  }, []);

  const onMouseMove = (event: MouseEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - box.left - margin.l) / (box.width - margin.l - margin.r);
    const y = (event.clientY - box.top - margin.t) / (box.height - margin.t - margin.b);
    if (x >= 0 && x < 1 && y >= 0 && y < 1) onPoint(x, y);
  };

  return (
    <div
      className="figure-area"
      role="application"
      tabIndex={0}
      aria-label={label}
      style={{ height }}
      onKeyDown={onKeyDown}
      onMouseMove={onMouseMove}
    >
      <div ref={element} className="figure" style={{ height }} />
      <div
        className="figure-plot"
        style={{ left: margin.l, right: margin.r, top: margin.t, bottom: margin.b }}
        aria-hidden="true"
      >
        {cursor === undefined ? null : (
          <div
            className="figure-cursor"
            style={{
              left: percent(cursor.left),
              top: percent(cursor.top),
              width: percent(cursor.width),
              height: percent(cursor.height),
            }}
          />
        )}
      </div>
    </div>
  );
}

/** What the cursor stands on, in words; spoken when it changes. */
export function FigureReadout({ words }: { readonly words: string }) {
  return (
    <p className="figure-readout data" aria-live="polite">
      {words}
    </p>
  );
}

function percent(share: number): string {
  return `${String(share * 100)}%`;
}

function plainLayout(colours: Colours): PlotlyLayout {
  return {
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    font: { family: "system-ui, sans-serif", size: 11, color: colours.muted },
    showlegend: false,
    dragmode: false,
    hovermode: false,
  };
}
