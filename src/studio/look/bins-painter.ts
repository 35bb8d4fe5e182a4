/** Draws how a column lies before and after a block, with what the block has learned about it. */
import type { BlockColumn } from "../../app/look/block-table.ts";

/** Of the canvas, in CSS pixels; it has twice as many. */
export const PICTURE = { width: 168, height: 34 } as const;
const DENSITY = 2;
const FOOT = 1;

export interface LookColours {
  readonly before: string;
  readonly after: string;
  readonly quiet: string;
  readonly learned: string;
  readonly soft: string;
}

/** As the theme has them; Canvas for forced colours, too. */
export function readColours(element: Element): LookColours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    before: of("--color-border-strong"),
    after: of("--color-accent"),
    quiet: of("--color-quiet"),
    learned: of("--color-learned"),
    soft: of("--color-learned-soft"),
  };
}

export function paintBins(canvas: HTMLCanvasElement, { bins, marks }: BlockColumn, colours: LookColours): void {
  const { width, height } = PICTURE;
  if (canvas.width !== width * DENSITY) {
    canvas.width = width * DENSITY;
    canvas.height = height * DENSITY;
  }
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(DENSITY, 0, 0, DENSITY, 0, 0);
  context.clearRect(0, 0, width, height);
  if (!bins) return;
  const isNumbers = bins.kind === "numbers";
  const placeOf = (value: number) => (isNumbers ? ((value - bins.low) / (bins.high - bins.low)) * width : 0);
  const [lower, upper] = ["lower", "upper"].map((name) => marks.find((mark) => mark.name === name));
  if (isNumbers && lower && upper) {
    // What lies outside of the caps.
    context.fillStyle = colours.soft;
    context.fillRect(0, 0, Math.max(0, placeOf(lower.now)), height);
    context.fillRect(placeOf(upper.now), 0, width, height);
  }
  const most = Math.max(1, ...bins.after, ...(bins.before ?? []));
  const pitch = width / bins.after.length;
  const gap = isNumbers ? 0.5 : Math.min(3, pitch / 4);
  const tall = (count: number) => (count === 0 ? 0 : Math.max(1, (count / most) * (height - FOOT - 1)));
  const bar = (count: number, index: number, part: { readonly from: number; readonly width: number }) => {
    const size = tall(count);
    context.fillRect(index * pitch + gap / 2 + part.from, height - FOOT - size, part.width, size);
  };
  const whole = Math.max(0.5, pitch - gap);
  const isChanged = bins.before?.some((count, index) => count !== bins.after[index]) ?? false;
  context.fillStyle = colours.before;
  for (const [index, count] of (bins.before ?? bins.after).entries()) bar(count, index, { from: 0, width: whole });
  if (isChanged) {
    // What leaves stands in front, narrower: both can be seen in every bin.
    context.fillStyle = colours.after;
    const narrow = Math.max(1, whole / 2);
    for (const [index, count] of bins.after.entries()) bar(count, index, { from: (whole - narrow) / 2, width: narrow });
  }
  context.fillStyle = colours.quiet;
  context.fillRect(0, height - FOOT, width, FOOT);
  if (!isNumbers) return;
  for (const { start, now } of marks) {
    line(context, { x: placeOf(start), colour: colours.quiet, dash: [2, 2], width: 1 });
    line(context, { x: placeOf(now), colour: colours.learned, dash: [], width: 2 });
  }
}

function line(
  context: CanvasRenderingContext2D,
  { x, colour, dash, width }: { readonly x: number; colour: string; dash: number[]; readonly width: number },
): void {
  const place = Math.min(Math.max(x, width / 2), PICTURE.width - width / 2);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(place, 0);
  context.lineTo(place, PICTURE.height);
  context.stroke();
}
