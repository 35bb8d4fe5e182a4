/** What the axes of a line chart say, whichever library draws it: a chart must not jump when its run is over. Pure. */
import { formatFixed, formatNumber } from "../../base/numbers.ts";
import { logTicks, ticksAround, ticksWithin } from "../ui/axis-ticks.ts";
import type { ChartPoint } from "./bucket-points.ts";

export type LineScale = "linear" | "log";

export interface LinesLook {
  readonly scale: LineScale;
  /** Fixed ends of the y axis; absent: as the values are. */
  readonly domain?: readonly [number, number];
  /** Points hold each line twice: smoothed, and after all of these as it is, which is drawn pale. */
  readonly isSmoothed?: boolean;
}

/** How opaque a line is that stands behind its smoothed one. */
export const PALE = 0.3;

/** CSS pixels, above 0. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

interface Axis {
  readonly ends: readonly [number, number];
  readonly ticks: number[];
  readonly format: (value: number) => string;
}

const MOST_TICKS = 5;
const MOST_LOG_TICKS = 8;
const MOST_FIXED_DIGITS = 4;

/** Room around the lines, in CSS pixels. On the right half of the last step fits, up to "100,000". */
export const LINES_ROOM = { top: 8, right: 24, bottom: 4, left: 0, steps: 30, values: 52 } as const;

/** Values of a line as they can be drawn: a logarithmic axis has no place for zero or less. */
export function drawable(value: number | undefined, scale: LineScale): number | null {
  return value === undefined || (scale === "log" && value <= 0) ? null : value;
}

/** Whole steps, from the first to the last. */
export function stepTicks(points: readonly ChartPoint[]): number[] {
  return ticksWithin(points[0]?.x ?? 0, points.at(-1)?.x ?? 0, MOST_TICKS).filter((step) => Number.isInteger(step));
}

/** The y axis: its ends are its outermost ticks, those of a logarithmic one the values themselves. */
export function valuesAxis(points: readonly ChartPoint[], { scale, domain }: LinesLook): Axis {
  const [low, high] = domain ?? endsOf(points, scale);
  if (scale === "log") return { ends: [low, high], ticks: logTicks(low, high, MOST_LOG_TICKS), format: formatNumber };
  const ticks = ticksAround(low, high, MOST_TICKS);
  const digits = Math.max(0, -Math.floor(Math.log10(ticks[1] - ticks[0])));
  return {
    ends: [ticks[0], ticks[ticks.length - 1]],
    ticks,
    format: (value) => (digits <= MOST_FIXED_DIGITS ? formatFixed(value, digits) : formatNumber(value)),
  };
}

/** The least and the greatest value that can be drawn; some where there is none. */
function endsOf(points: readonly ChartPoint[], scale: LineScale): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { values } of points) {
    for (const value of values) {
      const drawn = drawable(value, scale);
      if (drawn === null) continue;
      low = Math.min(low, drawn);
      high = Math.max(high, drawn);
    }
  }
  return low <= high ? [low, high] : [0.1, 1];
}
