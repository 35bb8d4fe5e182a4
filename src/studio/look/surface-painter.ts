/** Draws what is said over two columns, and rows as dots on it. Colours come from the theme. */
import type { Surface } from "../../app/look/surface.ts";

type Rgb = readonly [number, number, number];

export interface SurfaceColours {
  /** Of classes, in turn; of numbers the first one for low and the second one for high. */
  readonly series: readonly Rgb[];
  readonly surface: Rgb;
  readonly text: string;
}

const N_SERIES = 8;
const DOT = 3.5;
const RING = 7;
/** The field stays lighter than the dots on it. */
const FULLEST = 0.75;

export function readSurfaceColours(element: Element): SurfaceColours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    series: Array.from({ length: N_SERIES }, (_, index) => rgbOf(of(`--series-${index + 1}`))),
    surface: rgbOf(of("--color-surface")),
    text: of("--color-text"),
  };
}

/** "#2457a6" as the styles have it, or "#fff" as a build writes it. */
export function rgbOf(hex: string): Rgb {
  const digits = hex.replace("#", "");
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  const number = Number.parseInt(long, 16) || 0;
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/** Which numbers stand for the ends of the scale: of classes 0 and 1, else those that most rows lie within. */
export function scaleOf({ labels, points }: Pick<Surface, "labels" | "points">): readonly [number, number] {
  if (labels.length > 0) return [0, 1];
  const sorted = points.labels.slice().sort();
  const [low, high] = [sorted[Math.floor(0.05 * (sorted.length - 1))], sorted[Math.ceil(0.95 * (sorted.length - 1))]];
  return low < high ? [low, high] : [low - 0.5, low + 0.5];
}

/** Which colour, and how much of it on the ground, 0 … 1. */
export interface Tone {
  /** The colour's place, from 0. */
  readonly series: number;
  readonly part: number;
}

/** How what is said of a row is shown: fuller where it is surer. */
export function toneSaid(said: ArrayLike<number>, [low, high]: readonly [number, number]): Tone {
  if (said.length > 2) {
    let best = 0;
    for (let code = 1; code < said.length; code++) if (said[code] > said[best]) best = code;
    const even = 1 / said.length;
    return { series: best % N_SERIES, part: (FULLEST * (said[best] - even)) / (1 - even) };
  }
  const value = said.length === 2 ? said[1] : said[0];
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return { series: share < 0.5 ? 0 : 1, part: FULLEST * Math.abs(2 * share - 1) };
}

/** How what is true of a row is shown. */
export function toneTrue(
  label: number,
  { labels }: Pick<Surface, "labels">,
  [low, high]: readonly [number, number],
): Tone {
  if (labels.length > 0) return { series: label % N_SERIES, part: 1 };
  const share = Math.min(1, Math.max(0, (label - low) / (high - low)));
  return { series: share < 0.5 ? 0 : 1, part: 0.25 + 0.75 * Math.abs(2 * share - 1) };
}

export function colourOf({ series: place, part }: Tone, { series, surface }: SurfaceColours): Rgb {
  const [to, share] = [series[place], Math.min(1, Math.max(0, part))];
  return [0, 1, 2].map((index) => Math.round(surface[index] + (to[index] - surface[index]) * share)) as unknown as Rgb;
}

const css = ([red, green, blue]: Rgb) => `rgb(${red} ${green} ${blue})`;

/** Kept for the next time: a canvas of so few pixels is stretched by the browser. */
const fields = new WeakMap<HTMLCanvasElement, HTMLCanvasElement>();

export function paintSurface(
  canvas: HTMLCanvasElement,
  surface: Surface,
  { colours, pins }: { readonly colours: SurfaceColours; readonly pins: readonly number[] },
): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const density = Math.min(2, globalThis.devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * density)) canvas.width = Math.round(width * density);
  if (canvas.height !== Math.round(height * density)) canvas.height = Math.round(height * density);
  const context = canvas.getContext("2d");
  if (!context || width === 0 || height === 0) return;
  const field = fields.get(canvas) ?? document.createElement("canvas");
  fields.set(canvas, field);
  const scale = scaleOf(surface);
  paintField(field, surface, { colours, scale });
  context.setTransform(density, 0, 0, density, 0, 0);
  context.imageSmoothingEnabled = surface.axes.every(({ kind }) => kind === "numbers");
  context.drawImage(field, 0, 0, width, height);
  const { x, y, labels, rows } = surface.points;
  const own = css(colours.surface);
  for (let place = 0; place < rows.length; place++) {
    if (!(x[place] >= 0 && x[place] <= 1 && y[place] >= 0 && y[place] <= 1)) continue;
    const [left, top] = [x[place] * width, (1 - y[place]) * height];
    dot(context, {
      left,
      top,
      radius: DOT,
      fill: css(colourOf(toneTrue(labels[place], surface, scale), colours)),
      edge: own,
    });
    if (!pins.includes(rows[place])) continue;
    context.strokeStyle = colours.text;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(left, top, RING, 0, 2 * Math.PI);
    context.stroke();
  }
}

function dot(
  context: CanvasRenderingContext2D,
  { left, top, radius, fill, edge }: { left: number; top: number; radius: number; fill: string; edge: string },
): void {
  context.beginPath();
  context.arc(left, top, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = 1;
  context.stroke();
}

function paintField(
  field: HTMLCanvasElement,
  { axes: [across, up], values, labels }: Surface,
  { colours, scale }: { readonly colours: SurfaceColours; readonly scale: readonly [number, number] },
): void {
  const width = Math.max(labels.length, 1);
  field.width = across.n;
  field.height = up.n;
  const image = new ImageData(across.n, up.n);
  for (let place = 0; place < across.n * up.n; place++) {
    const said = values.subarray(place * width, (place + 1) * width);
    // The lowest values stand at the bottom.
    const row = up.n - 1 - Math.floor(place / across.n);
    image.data.set([...colourOf(toneSaid(said, scale), colours), 255], 4 * (row * across.n + (place % across.n)));
  }
  field.getContext("2d")?.putImageData(image, 0, 0);
}

/** The row whose dot lies next to a place on the canvas, in CSS pixels; undefined where none is near. */
export function rowAt(
  { points: { x, y, rows } }: Pick<Surface, "points">,
  at: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): number | undefined {
  let [best, row]: [number, number | undefined] = [12 ** 2, undefined];
  for (let place = 0; place < rows.length; place++) {
    const distance = (x[place] * at.width - at.left) ** 2 + ((1 - y[place]) * at.height - at.top) ** 2;
    if (distance < best) [best, row] = [distance, rows[place]];
  }
  return row;
}

/** What was said of a pinned row, from the first answer to the last one. */
export function paintHistory(
  canvas: HTMLCanvasElement,
  values: readonly number[],
  { low, high, colour }: { readonly low: number; readonly high: number; readonly colour: string },
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.strokeStyle = colour;
  context.lineWidth = 3;
  context.beginPath();
  values.forEach((value, index) => {
    const left = values.length === 1 ? width : (index / (values.length - 1)) * width;
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    const top = height - 3 - share * (height - 6);
    if (index === 0) context.moveTo(values.length === 1 ? 0 : left, top);
    context.lineTo(left, top);
  });
  context.stroke();
}
