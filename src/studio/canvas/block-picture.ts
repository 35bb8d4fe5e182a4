/** What a block has learned as a few bars: gates, shares, thresholds, weights. Pure; where they are drawn is elsewhere. */
import type { LiveRow } from "../session/live-rows.ts";

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

/** The rows of each block, by their indices. Made once for the rows of a run. */
const known = new WeakMap<readonly LiveRow[], ReadonlyMap<string, readonly number[]>>();

export function rowsOfBlock(rows: readonly LiveRow[], block: string): readonly number[] {
  let byBlock = known.get(rows);
  if (!byBlock) {
    const made = new Map<string, number[]>();
    for (const [index, row] of rows.entries()) {
      const own = made.get(row.block) ?? [];
      own.push(index);
      made.set(row.block, own);
    }
    byBlock = made;
    known.set(rows, made);
  }
  return byBlock.get(block) ?? [];
}

/**
 * @param own indices of the block's rows.
 * @param now values of now. @param start values at the first step, beside which thresholds are drawn.
 * @returns no bar where the block has nothing to show, or no value yet.
 */
export function blockPicture(options: {
  readonly rows: readonly LiveRow[];
  readonly own: readonly number[];
  readonly now: Read;
  readonly start: Read;
}): readonly Bar[] {
  const { rows, own, now, start } = options;
  const of = (kind: LiveRow["kind"]) => own.filter((row) => rows[row].kind === kind && !Number.isNaN(now(row)));
  const gates = of("gate");
  if (gates.length > 0) return gateBars(gates.map(now));
  const choice = of("choice");
  const thresholds = of("threshold");
  if (choice.length > 0) {
    const shares = shareBars({ rows, own: choice, now });
    const fences = thresholdBars({ rows, own: thresholds, now, start });
    return fences.length === 0 ? shares : [...within(shares, 0, 0.35), ...within(fences, 0.5, 0.5)];
  }
  if (thresholds.length > 0) return thresholdBars({ rows, own: thresholds, now, start });
  const weights = of("weight").map(now);
  const most = Math.max(1, ...weights);
  return gateBars(weights.map((weight) => weight / most));
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

/** One row of shares side by side, the mean of all columns; the more an alternative has, the stronger it is drawn. */
function shareBars({ rows, own, now }: { rows: readonly LiveRow[]; own: readonly number[]; now: Read }): Bar[] {
  const key = rows[own[0]].key;
  const names = own.map((row) => alternativeOf(rows[row].label));
  const alternatives = [...new Set(names.filter((_, index) => rows[own[index]].key === key))];
  const sums = alternatives.map((name) =>
    own.reduce((sum, row, index) => sum + (names[index] === name && rows[row].key === key ? now(row) : 0), 0),
  );
  const total = sums.reduce((sum, value) => sum + value, 0);
  let x = 0;
  return sums.map((value) => {
    const share = total > 0 ? value / total : 0;
    const bar = { x, y: 0.2, width: share, height: 0.6, strength: 0.15 + 0.85 * share };
    x += share;
    return bar;
  });
}

const alternativeOf = (label: string) => label.slice(label.lastIndexOf(" · ") + 1);

/**
 * For each column a line from its lower to its upper threshold, beside where they began: the whole height is twice the range
 * between the first two.
 */
function thresholdBars(options: {
  readonly rows: readonly LiveRow[];
  readonly own: readonly number[];
  readonly now: Read;
  readonly start: Read;
}): readonly Bar[] {
  const { rows, own, now, start } = options;
  const columns = new Map<string, number[]>();
  for (const row of own) {
    const pair = columns.get(rows[row].label) ?? [];
    pair.push(row);
    columns.set(rows[row].label, pair);
  }
  const pairs = [...columns.values()].filter(({ length }) => length === 2);
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
  const paths = new Map<number, string>();
  for (const bar of bars) {
    const shade = Math.round(bar.strength * SHADES);
    const [left, top] = [along(bar.x, PICTURE.width), along(bar.y, PICTURE.height)];
    const wide = Math.max(1 / PARTS, along(bar.width, PICTURE.width));
    paths.set(shade, `${paths.get(shade) ?? ""}M${left} ${top}h${wide}v${along(bar.height, PICTURE.height)}h${-wide}z`);
  }
  return Array.from(paths, ([shade, path]) => ({ opacity: shade / SHADES, path }));
}
