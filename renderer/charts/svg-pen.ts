/**
 * Draws into SVG text with the moves of a canvas, so that an exported picture is drawn by the very code that draws the
 * screen. Fills, strokes, clips by rectangle, dashes and single lines of text; text is escaped.
 */
import type { Pen } from "./pen.ts";

export interface SvgDrawing {
  readonly pen: Pen;
  /** The picture as a document of its own. */
  text(): string;
}

type Style = Pick<Pen, "fillStyle" | "strokeStyle" | "lineWidth" | "globalAlpha" | "font" | "textBaseline"> & {
  dash: readonly number[];
  clip: string | undefined;
  /** Where the origin stands. */
  right: number;
  down: number;
};

/** `measure` gives the width of a text in a font, which SVG text cannot know by itself. */
export function drawSvg(
  width: number,
  height: number,
  title: string,
  measure: (text: string, font: string) => TextMetrics,
): SvgDrawing {
  const parts: string[] = [];
  const clips: string[] = [];
  const saved: Style[] = [];
  let path = "";
  let style: Style = {
    fillStyle: "#000000",
    strokeStyle: "#000000",
    lineWidth: 1,
    globalAlpha: 1,
    font: "10px sans-serif",
    textBaseline: "alphabetic",
    dash: [],
    clip: undefined,
    right: 0,
    down: 0,
  };

  const put = (element: string): void => {
    parts.push(style.clip === undefined ? element : `<g clip-path="url(#${style.clip})">${element}</g>`);
  };
  const fill = (): string => paint("fill", style.fillStyle, style.globalAlpha);
  const stroke = (): string =>
    `fill="none" ${paint("stroke", style.strokeStyle, style.globalAlpha)} stroke-width="${short(style.lineWidth)}"` +
    (style.dash.length === 0 ? "" : ` stroke-dasharray="${style.dash.map(short).join(" ")}"`);
  const box = (x: number, y: number, wide: number, high: number): string =>
    `x="${short(x + style.right)}" y="${short(y + style.down)}" width="${short(wide)}" height="${short(high)}"`;
  const to = (command: "M" | "L", x: number, y: number): void => {
    path += `${path === "" ? "M" : command}${short(x + style.right)} ${short(y + style.down)}`;
  };

  const pen: Pen = {
    get fillStyle() {
      return style.fillStyle;
    },
    set fillStyle(value) {
      style.fillStyle = value;
    },
    get strokeStyle() {
      return style.strokeStyle;
    },
    set strokeStyle(value) {
      style.strokeStyle = value;
    },
    get lineWidth() {
      return style.lineWidth;
    },
    set lineWidth(value) {
      style.lineWidth = value;
    },
    get globalAlpha() {
      return style.globalAlpha;
    },
    set globalAlpha(value) {
      style.globalAlpha = value;
    },
    get font() {
      return style.font;
    },
    set font(value) {
      style.font = value;
    },
    get textBaseline() {
      return style.textBaseline;
    },
    set textBaseline(value) {
      style.textBaseline = value;
    },
    setLineDash(dash) {
      style.dash = [...dash];
    },
    save() {
      saved.push({ ...style });
    },
    restore() {
      style = saved.pop() ?? style;
    },
    translate(right, down) {
      style.right += right;
      style.down += down;
    },
    beginPath() {
      path = "";
    },
    moveTo: (x, y) => to("M", x, y),
    lineTo: (x, y) => to("L", x, y),
    // Lanes draw whole circles only.
    arc(x, y, radius) {
      const r = short(radius);
      path += `M${short(x + style.right - radius)} ${short(y + style.down)}a${r} ${r} 0 1 0 ${short(2 * radius)} 0a${r} ${r} 0 1 0 ${short(-2 * radius)} 0`;
    },
    rect(x, y, wide, high) {
      path += `M${short(x + style.right)} ${short(y + style.down)}h${short(wide)}v${short(high)}h${short(-wide)}z`;
    },
    clip() {
      const id = `clip${String(clips.length)}`;
      const outer = style.clip === undefined ? "" : ` clip-path="url(#${style.clip})"`;
      clips.push(`<clipPath id="${id}"${outer}><path d="${path}"/></clipPath>`);
      style.clip = id;
    },
    fill() {
      if (path !== "") put(`<path d="${path}" ${fill()}/>`);
    },
    stroke() {
      if (path !== "") put(`<path d="${path}" ${stroke()}/>`);
    },
    fillRect: (x, y, wide, high) => put(`<rect ${box(x, y, wide, high)} ${fill()}/>`),
    strokeRect: (x, y, wide, high) => put(`<rect ${box(x, y, wide, high)} ${stroke()}/>`),
    fillText(text, x, y) {
      const middle = style.textBaseline === "middle" ? ` dominant-baseline="central"` : "";
      put(
        `<text x="${short(x + style.right)}" y="${short(y + style.down)}"${middle} style="font:${escaped(style.font)}" ${fill()}>${escaped(text)}</text>`,
      );
    },
    measureText: (text) => measure(text, style.font),
  };

  return {
    pen,
    text: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}" role="img">` +
      `<title>${escaped(title)}</title><defs>${clips.join("")}</defs>${parts.join("\n")}</svg>\n`,
  };
}

/** A colour as attributes; transparency apart, since not every reader of SVG knows it inside a colour. */
function paint(name: "fill" | "stroke", colour: Pen["fillStyle"], alpha: number): string {
  const [, red, green, blue, share] = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)%\)$/.exec(String(colour)) ?? [];
  const opacity = alpha * (share === undefined ? 1 : Number(share) / 100);
  const plain = share === undefined ? String(colour) : `rgb(${String(red)},${String(green)},${String(blue)})`;
  return `${name}="${escaped(plain)}"${opacity < 1 ? ` ${name}-opacity="${short(opacity)}"` : ""}`;
}

function short(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** Text and attributes: no markup, and no control characters, which XML does not allow. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
