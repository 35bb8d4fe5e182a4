/** Draws the cells of the heat map into a canvas. Colours come from the page's styles, so themes and forced colours hold. */
import type { LiveSeries } from "../session/live-series.ts";
import type { HeatLine } from "./heat-lines.ts";

/** Height of a line of the map in CSS pixels: tall enough to be aimed at. */
export const LINE_HEIGHT = 24;
/** Narrowest cell in CSS pixels. */
export const MIN_CELL = 2;
/** Widest: a few cells fill the map, the first ones of a run do not, or they would look like a whole one. */
const MAX_CELL = 80;
/** Height of a line in pixels of the canvas, each three CSS pixels tall; the first and the last stay clear. */
export const LINE_PIXELS = 8;
const SHADES = 256;

type Rgb = readonly [number, number, number];

export interface HeatColours {
  readonly low: Rgb;
  readonly middle: Rgb;
  readonly high: Rgb;
}

/** The scale in so many shades, each as a pixel of the canvas. */
export type HeatShades = Uint32Array;

/** Reads the scale's three colours as the browser resolved them on the legend's swatches. */
export function readShades(swatches: readonly (HTMLElement | null)[]): HeatShades {
  const [low, middle, high] = swatches.map((element) => parseRgb(element ? getComputedStyle(element).color : ""));
  const bytes = new Uint8ClampedArray(4 * SHADES);
  for (let shade = 0; shade < SHADES; shade++) {
    bytes.set([...colourOf(shade / (SHADES - 1), { low, middle, high }), 255], 4 * shade);
  }
  return new Uint32Array(bytes.buffer);
}

/** "rgb(1, 2, 3)" as the browser gives it back; black where it gave something else. */
export function parseRgb(text: string): Rgb {
  const numbers = text.match(/[\d.]+/g)?.map(Number) ?? [];
  const isUnit = text.startsWith("color(");
  const [red = 0, green = 0, blue = 0] = numbers.slice(0, 3).map((part) => (isUnit ? part * 255 : part));
  return [red, green, blue];
}

/** The colour of a share 0…1, between three stops. */
export function colourOf(share: number, { low, middle, high }: HeatColours): Rgb {
  const t = Math.min(1, Math.max(0, share)) * 2;
  const [from, to] = t <= 1 ? [low, middle] : [middle, high];
  const part = t <= 1 ? t : t - 1;
  return [0, 1, 2].map((i) => Math.round(from[i] + (to[i] - from[i]) * part)) as unknown as Rgb;
}

export interface HeatPicture {
  readonly live: Pick<LiveSeries, "frameAt">;
  readonly lines: readonly HeatLine[];
  /** Lines to draw. */
  readonly range: readonly [begin: number, end: number];
  readonly frames: readonly number[];
  readonly shades: HeatShades;
  /** In CSS pixels, whole. */
  readonly width: number;
}

/** How wide the cells are together, in CSS pixels. */
export function cellsWidth({ frames, width }: Pick<HeatPicture, "frames" | "width">): number {
  return Math.min(width, frames.length * MAX_CELL);
}

/**
 * One cell a frame and row. There is a pixel for each CSS pixel across, so that the canvas keeps its size when frames are
 * added: then nothing is laid out.
 *
 * @returns [LINE_PIXELS · lines, width], row-major; clear where there is no cell.
 */
export function heatPixels(picture: HeatPicture): Uint32Array<ArrayBuffer> {
  const { live, lines, range, frames, shades, width } = picture;
  const [begin, end] = range;
  const pixels = new Uint32Array(width * LINE_PIXELS * (end - begin));
  const cell = cellsWidth(picture) / frames.length;
  const columns = frames.map((frame, column) => ({
    values: live.frameAt(frame),
    from: Math.round(column * cell),
    to: Math.round((column + 1) * cell),
  }));
  for (let line = begin; line < end; line++) {
    const entry = lines[line];
    if (entry.kind !== "row") continue;
    const first = (LINE_PIXELS * (line - begin) + 1) * width;
    for (const { values, from, to } of columns) {
      const value = values[entry.row];
      if (Number.isNaN(value)) continue;
      pixels.fill(shades[Math.round(Math.min(1, Math.max(0, value)) * (SHADES - 1))], first + from, first + to);
    }
    for (let copy = 1; copy < LINE_PIXELS - 2; copy++) pixels.copyWithin(first + copy * width, first, first + width);
  }
  return pixels;
}

/** Paints the canvas, which the page stretches to the height of its lines. */
export function paintHeat(canvas: HTMLCanvasElement, picture: HeatPicture): void {
  const { width, range } = picture;
  const height = LINE_PIXELS * (range[1] - range[0]);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  if (width === 0 || height === 0) return;
  const image = new ImageData(new Uint8ClampedArray(heatPixels(picture).buffer), width, height);
  canvas.getContext("2d", { willReadFrequently: true })?.putImageData(image, 0, 0);
}
