/** Draws the cells of the heat map onto a canvas. Colours come from the page's styles, so themes and forced colours hold. */
import type { LiveSeries } from "../session/live-series.ts";
import type { HeatLine } from "./heat-lines.ts";

/** Height of a line of the map in CSS pixels: tall enough to be aimed at. */
export const LINE_HEIGHT = 24;
const CELL_GAP = 3;
/** Widest and narrowest cell in CSS pixels. */
const MAX_CELL = 20;
export const MIN_CELL = 2;

type Rgb = readonly [number, number, number];

export interface HeatColours {
  readonly low: Rgb;
  readonly middle: Rgb;
  readonly high: Rgb;
}

/** Reads the scale's three colours as the browser resolved them on the legend's swatches. */
export function readColours(swatches: readonly (HTMLElement | null)[]): HeatColours {
  const [low, middle, high] = swatches.map((element) => parseRgb(element ? getComputedStyle(element).color : ""));
  return { low, middle, high };
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
  readonly live: LiveSeries;
  readonly lines: readonly HeatLine[];
  /** Lines to draw, and where the first of them begins above the canvas's top edge, in CSS pixels. */
  readonly range: readonly [begin: number, end: number];
  readonly scrollTop: number;
  readonly frames: readonly number[];
  readonly colours: HeatColours;
}

/**
 * Paints one cell a frame and row: first into a picture of one pixel a cell, which is then stretched.
 *
 * @returns how wide the cells are together, in CSS pixels.
 */
export function paintHeat(canvas: HTMLCanvasElement, store: HTMLCanvasElement, picture: HeatPicture): number {
  const { live, lines, range, scrollTop, frames, colours } = picture;
  const [begin, end] = range;
  const context = canvas.getContext("2d");
  const cells = store.getContext("2d", { willReadFrequently: true });
  if (!context || !cells) return 0;
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  if (frames.length === 0 || end <= begin) return 0;

  store.width = frames.length;
  store.height = end - begin;
  const image = cells.createImageData(frames.length, end - begin);
  for (const [column, frame] of frames.entries()) {
    const values = live.frameAt(frame);
    for (let line = begin; line < end; line++) {
      const entry = lines[line];
      if (entry.kind !== "row" || Number.isNaN(values[entry.row])) continue;
      const [red, green, blue] = colourOf(values[entry.row], colours);
      image.data.set([red, green, blue, 255], 4 * ((line - begin) * frames.length + column));
    }
  }
  cells.putImageData(image, 0, 0);

  context.imageSmoothingEnabled = false;
  const drawnWidth = Math.min(width, frames.length * MAX_CELL);
  for (let line = begin; line < end; line++) {
    if (lines[line].kind !== "row") continue;
    const top = line * LINE_HEIGHT - scrollTop + CELL_GAP;
    context.drawImage(store, 0, line - begin, frames.length, 1, 0, top, drawnWidth, LINE_HEIGHT - 2 * CELL_GAP);
  }
  return drawnWidth;
}
