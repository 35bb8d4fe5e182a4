/** What a block has learned as a few bars: gates, shares, thresholds, weights. Pure; where they are drawn is elsewhere. */
import { type BlockRows, rowsOfKind } from "./block-rows.ts";

/** A bar in a picture that is 1 wide and 1 high, with 0, 0 at the upper left; `strength` 0…1 is how opaque it is. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly strength: number;
}

/** Reads a row of the live series by its index; NaN where there is no value. */
type Read = (row: number) => number;

/** Below this a gate is closed, as in what is said of it. */
const CLOSED = 0.05;
/** A bar that is closed stays as a stub, so that one sees which it was. */
const STUB = 0.08;
const GAP = 0.25;

/**
 * @param own the block's rows.
 * @param now values of now. @param start values at the first step, beside which thresholds are drawn.
 * @returns no bar where the block has nothing to show, or no value yet.
 */
export function blockPicture(options: {
  readonly own: BlockRows;
  readonly now: Read;
  readonly start: Read;
}): readonly Bar[] {
  const { own, now, start } = options;
  const gates = valuesOf(rowsOfKind(own, "gate"), now);
  if (gates.length > 0) return gateBars(gates);
  const shares = shareBars(own, now);
  const fences = thresholdBars({ pairs: own.pairs, now, start });
  if (shares.length > 0 && fences.length > 0) return [...within(shares, 0, 0.35), ...within(fences, 0.5, 0.5)];
  if (shares.length > 0 || fences.length > 0) return [...shares, ...fences];
  const weights = valuesOf(rowsOfKind(own, "weight"), now);
  const most = weights.reduce((most, weight) => Math.max(most, weight), 1);
  return gateBars(weights.map((weight) => weight / most));
}

function valuesOf(rows: readonly number[], now: Read): readonly number[] {
  return rows.map(now).filter((value) => !Number.isNaN(value));
}

/** One bar a column, as high as its gate is open; columns that close fade. */
function gateBars(values: readonly number[]): readonly Bar[] {
  const pitch = 1 / values.length;
  return values.map((value, index) => {
    const height = Math.max(STUB, Math.min(1, value));
    const strength = value < CLOSED ? 0.3 : 0.45 + 0.55 * Math.min(1, value);
    return { x: index * pitch, y: 1 - height, width: pitch * (1 - GAP), height, strength };
  });
}

/**
 * One row of shares side by side, the mean of all columns, of the first choice that has values; the more an alternative has,
 * the stronger it is drawn.
 */
function shareBars({ probes }: BlockRows, now: Read): Bar[] {
  const choice = probes.find(({ kind, rows }) => kind === "choice" && rows.some((row) => !Number.isNaN(now(row))));
  if (!choice) return [];
  const sums = choice.alternatives.map(() => 0);
  for (const [index, row] of choice.rows.entries()) sums[index % sums.length] += now(row) || 0;
  const total = sums.reduce((sum, value) => sum + value, 0);
  let x = 0;
  return sums.map((value) => {
    const share = total > 0 ? value / total : 0;
    const bar = { x, y: 0.2, width: share, height: 0.6, strength: 0.15 + 0.85 * share };
    x += share;
    return bar;
  });
}

/**
 * For each column a line from its lower to its upper threshold, beside where they began: the whole height is twice the range
 * between the first two.
 */
function thresholdBars(options: {
  readonly pairs: BlockRows["pairs"];
  readonly now: Read;
  readonly start: Read;
}): readonly Bar[] {
  const { now, start } = options;
  const pairs = options.pairs.filter((pair) => pair.every((row) => !Number.isNaN(now(row))));
  const pitch = 1 / pairs.length;
  return pairs.flatMap((pair, index) => {
    const [low, high] = [...pair].sort((a, b) => start(a) - start(b));
    const [from, to] = [start(low), start(high)];
    if (!(to > from)) return [];
    const place = (value: number) => Math.min(1, Math.max(0, 0.25 + (0.5 * (value - from)) / (to - from)));
    const [top, bottom] = [1 - place(now(high)), 1 - place(now(low))];
    const x = index * pitch;
    const width = pitch * (1 - GAP);
    return [
      { x, y: 0.25, width, height: 0.5, strength: 0.18 },
      { x: x + width * 0.3, y: top, width: width * 0.4, height: Math.max(0.02, bottom - top), strength: 0.9 },
    ];
  });
}

/** The same bars in a band of the picture. */
function within(bars: readonly Bar[], top: number, height: number): readonly Bar[] {
  return bars.map((bar) => ({ ...bar, y: top + bar.y * height, height: bar.height * height }));
}

/** Of the picture on a block, in pixels of the canvas. */
const PICTURE = { width: 170, height: 22 };
/** Bars begin and end at whole parts of a pixel, which tell two of them apart on a dense screen. */
const PARTS = 2;
/** Degrees of strength that can be told apart. */
const SHADES = 32;

/** A path of SVG round all bars of one strength. */
export interface BarShape {
  /** 0…1 */
  readonly opacity: number;
  readonly path: string;
}

/** The bars as large as on a block, in as few shapes as they have strengths. */
export function barShapes(bars: readonly Bar[]): readonly BarShape[] {
  const along = (share: number, size: number) => Math.round(share * size * PARTS) / PARTS;
  const paths = new Map<number, string[]>();
  for (const bar of bars) {
    const shade = Math.round(bar.strength * SHADES);
    const [left, top] = [along(bar.x, PICTURE.width), along(bar.y, PICTURE.height)];
    const wide = Math.max(1 / PARTS, along(bar.width, PICTURE.width));
    const path = `M${left} ${top}h${wide}v${along(bar.height, PICTURE.height)}h${-wide}z`;
    const before = paths.get(shade);
    if (!before) paths.set(shade, [path]);
    // Of very many bars, several fall on one place.
    else if (before.at(-1) !== path) before.push(path);
  }
  return Array.from(paths, ([shade, parts]) => ({ opacity: shade / SHADES, path: parts.join("") }));
}
