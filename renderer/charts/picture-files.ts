/** A timeline's picture as the bytes of a file. */
import { readColours } from "./colours.ts";
import { drawPicture, pictureHeight, PICTURE_WIDTH, type Picture } from "./draw-picture.ts";
import { drawSvg } from "./svg-pen.ts";

/** Pixels of the PNG for each of the picture's: sharp on paper. */
const SHARPNESS = 2;

export function svgOf(picture: Picture): string {
  const ruler = contextOf(document.createElement("canvas"));
  const drawing = drawSvg(PICTURE_WIDTH, pictureHeight(picture), picture.title, (text, font) => {
    ruler.font = font;
    return ruler.measureText(text);
  });
  drawPicture(drawing.pen, picture, readColours());
  return drawing.text();
}

export async function pngOf(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement("canvas");
  canvas.width = PICTURE_WIDTH * SHARPNESS;
  canvas.height = pictureHeight(picture) * SHARPNESS;
  const context = contextOf(canvas);
  context.scale(SHARPNESS, SHARPNESS);
  drawPicture(context, picture, readColours());
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("The picture is too large to be drawn.");
  return new Uint8Array(await blob.arrayBuffer());
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("There is no canvas to draw on.");
  return context;
}
