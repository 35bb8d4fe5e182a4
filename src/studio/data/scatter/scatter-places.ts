/** Where points stand in the plot of rows, and what a rectangle in it means for the grid. Pure; lengths in CSS pixels. */
import type { Scatter, ScatterAxis } from "../../../app/grid/scatter.ts";
import { randomUniform, STREAMS } from "../../../base/random.ts";
import type { GridFilter } from "../../../table/grid-query.ts";

export const PLOT_ROOM = { left: 64, right: 16, top: 10, bottom: 44 } as const;
/** Of an axis, left free at both its ends; and of the room of a level, taken by its points. */
const AIR = 0.04;
const SPREAD = 0.6;
/** Ends that are chosen are written with so many steps over the axis. */
const FINENESS = 200;

export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Share 0 … 1 of the axis at which a value stands. */
export function shareOf(axis: ScatterAxis, value: number): number {
  if (axis.kind === "levels") return (value + 0.5) / axis.labels.length;
  const reach = axis.high - axis.low || 1;
  return AIR + (1 - 2 * AIR) * (axis.high > axis.low ? (value - axis.low) / reach : 0.5);
}

/** What stands at a share of an axis of numbers. */
function valueAt(axis: Exclude<ScatterAxis, { kind: "levels" }>, share: number): number {
  return axis.low + ((share - AIR) / (1 - 2 * AIR)) * (axis.high - axis.low || 1);
}

export const leftOf = (share: number, { width }: PlotSize) =>
  PLOT_ROOM.left + share * (width - PLOT_ROOM.left - PLOT_ROOM.right);
export const topOf = (share: number, { height }: PlotSize) =>
  height - PLOT_ROOM.bottom - share * (height - PLOT_ROOM.top - PLOT_ROOM.bottom);

/** [left, top] of each point. Points of a level are spread out over its room, each row always to the same place. */
export function placesOf({ axes, x, y, rows }: Scatter, size: PlotSize): readonly (readonly [number, number])[] {
  const spread = (axis: ScatterAxis, row: number, element: number) => {
    if (axis.kind !== "levels") return 0;
    const drawn = randomUniform({ seed: row, stream: STREAMS.sample, step: 0 }, element);
    return ((drawn - 0.5) * SPREAD) / axis.labels.length;
  };
  return Array.from(rows, (row, at) => [
    leftOf(shareOf(axes[0], x[at]) + spread(axes[0], row, 0), size),
    topOf(shareOf(axes[1], y[at]) + spread(axes[1], row, 1), size),
  ]);
}

/** The point next to a place, at most so far away; undefined where there is none. */
export function nearest(
  places: readonly (readonly [number, number])[],
  [left, top]: readonly [number, number],
  reach: number,
): number | undefined {
  let [best, least] = [-1, reach];
  for (const [at, [x, y]] of places.entries()) {
    const distance = Math.hypot(x - left, y - top);
    if (distance <= least) [best, least] = [at, distance];
  }
  return best < 0 ? undefined : best;
}

/** Filters for what stands in a rectangle; none of an axis of levels where it takes all of them. */
export function filtersOf(axes: Scatter["axes"], box: Box, size: PlotSize): readonly GridFilter[] {
  const inner = {
    width: size.width - PLOT_ROOM.left - PLOT_ROOM.right,
    height: size.height - PLOT_ROOM.top - PLOT_ROOM.bottom,
  };
  const across = [box.left, box.right].map((left) => (left - PLOT_ROOM.left) / inner.width);
  const up = [box.bottom, box.top].map((top) => (size.height - PLOT_ROOM.bottom - top) / inner.height);
  return [...filterOf(axes[0], [across[0], across[1]]), ...filterOf(axes[1], [up[0], up[1]])];
}

function filterOf(axis: ScatterAxis, [from, to]: readonly [number, number]): readonly GridFilter[] {
  if (axis.kind === "levels") {
    const n = axis.labels.length;
    const levels = axis.labels.filter((_, level) => (level + 1) / n > from && level / n < to);
    return levels.length === n ? [] : [{ by: "levels", column: axis.name, levels }];
  }
  const step = axis.kind === "dates" ? 1 : 10 ** Math.floor(Math.log10((axis.high - axis.low || 1) / FINENESS));
  const round = (value: number, way: (share: number) => number) => Number((way(value / step) * step).toPrecision(12));
  return [
    {
      by: "range",
      column: axis.name,
      low: round(valueAt(axis, from), Math.floor),
      high: round(valueAt(axis, to), Math.ceil),
    },
  ];
}
