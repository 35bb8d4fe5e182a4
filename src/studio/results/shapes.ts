/** Curves of an additive model as the page shows and saves them. Pure. */
import type { ShapesOfRun } from "../../app/additive-shapes.ts";
import { formatCount, formatNumber } from "../../base/numbers.ts";
import { shapesText } from "../../base/texts/studio/shapes.ts";
import type { ColumnShape } from "../../training/additive-shapes.ts";
import { marksColumn, numberAxis } from "../ui/picture/axes.ts";
import type { Picture } from "../ui/picture/picture.ts";
import { intervalCell, intervalColumn } from "./interval-cell.ts";

/** The part of a plot's height that the densest part of the rows takes. */
export const DENSITY_SHARE = 0.2;
/** A column that moves predictions by less than this part of what the first one does adds nothing. */
const LEAST = 1e-6;

/** One output of a column's curve. */
export interface Shape {
  readonly column: string;
  readonly points: ColumnShape["points"];
  readonly counts: readonly number[];
  readonly curve: readonly number[];
  readonly missing: number | undefined;
  readonly spread: number;
}

/** Of one output, those that move it most first; columns that add nothing by their names. */
export function shapesOfOutput({ columns }: ShapesOfRun, output: number) {
  const all = columns
    .map(({ column, points, counts, curves, missing, spread }): Shape => {
      return { column, points, counts, curve: curves[output], missing: missing?.[output], spread: spread[output] };
    })
    .sort((a, b) => b.spread - a.spread);
  const least = LEAST * (all[0]?.spread ?? 0);
  return {
    shapes: all.filter(({ spread }) => spread > least),
    flat: all.filter(({ spread }) => spread <= least).map(({ column }) => column),
  };
}

/** One scale for all: from the least to the most that any adds, with room below for where the rows are. */
export function commonRange(shapes: readonly Shape[]): readonly [number, number] {
  const values = shapes.flatMap(({ curve, missing }) => (missing === undefined ? curve : [...curve, missing]));
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const air = 0.06 * (high - low) || 1;
  return [low - air - DENSITY_SHARE * (high - low), high + air];
}

/** Where the rows are, 0 … 1. */
export function densityOf({ counts }: Pick<Shape, "counts">): readonly number[] {
  const most = Math.max(1, ...counts);
  return counts.map((count) => count / most);
}

export const valueWords = ({ points }: Pick<Shape, "points">, at: number): string =>
  points.kind === "levels" ? points.labels[at] : formatNumber(points.values[at]);

/** The least and the most that a column adds, and where. */
export function shapeWords(shape: Shape): string {
  const { column, curve } = shape;
  const [least, most] = [Math.min(...curve), Math.max(...curve)];
  const at = (value: number) => valueWords(shape, curve.indexOf(value));
  return shapesText("shape", { column, least, leastAt: at(least), most, mostAt: at(most) });
}

export interface ShapesWords {
  /** What the values are. */
  readonly adds: string;
  readonly caption: string;
}

export function shapePicture(shape: Shape, range: readonly [number, number], { adds, caption }: ShapesWords): Picture {
  const { column, points, curve, missing } = shape;
  const title = `${shapesText("heading")}: ${column}`;
  const gap = missing === undefined ? "" : ` ${shapesText("missing", { value: missing })}.`;
  if (points.kind === "levels") {
    const intervals = curve.map((value) => ({ difference: value, low: Math.min(0, value), high: Math.max(0, value) }));
    return {
      ...{ title, caption: `${caption}${gap}` },
      body: {
        kind: "rows",
        columns: [
          { kind: "text", head: column },
          { kind: "text", head: shapesText("rowsHead"), isNumber: true },
          marksColumn(adds, { ends: range }),
          { kind: "text", head: "", isNumber: true },
        ],
        rows: points.labels.map((label, at) => ({
          cells: [
            ...[label, formatCount(points.nRows[at])],
            ...[intervalCell(intervals[at], "even"), shapesText("signed", { value: curve[at] })],
          ],
        })),
      },
    };
  }
  const { values } = points;
  const [from, to] = [values[0], values[values.length - 1]];
  const bin = (to - from) / shape.counts.length;
  const [low, high] = range;
  return {
    ...{ title, caption: `${shapeWords(shape)}${gap} ${caption}` },
    body: {
      kind: "plot",
      x: numberAxis(column, { ends: [from, to] }),
      y: numberAxis(adds, { ends: range, format: (value) => (value === 0 ? "0" : shapesText("signed", { value })) }),
      layers: [
        {
          ...{ kind: "bars", colour: "var(--color-border)" },
          bars: densityOf(shape).map((share, at) => ({
            ...{ from: from + at * bin, to: from + (at + 1) * bin, low },
            high: low + share * DENSITY_SHARE * (high - low),
          })),
        },
        {
          ...{ kind: "line", colour: "var(--color-quiet)", dash: "3 3", width: 1 },
          points: [from, to].map((x) => ({ x, y: 0 })),
        },
        { kind: "line", colour: "var(--color-learned)", points: values.map((x, at) => ({ x, y: curve[at] })) },
      ],
    },
  };
}

/** Which columns move predictions, and by how much. */
export function movesPicture(shapes: readonly Shape[], { adds, caption }: ShapesWords): Picture {
  const intervals = shapes.map(({ spread }) => ({ difference: spread, low: 0, high: spread }));
  return {
    ...{ title: shapesText("heading"), caption: `${shapesText("movesHint")}. ${caption}` },
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: shapesText("column") },
        intervalColumn(adds, intervals),
        { kind: "text", head: shapesText("movesHead"), isNumber: true },
      ],
      rows: shapes.map(({ column, spread }, at) => ({
        cells: [column, intervalCell(intervals[at], "even"), shapesText("moves", { spread })],
      })),
    },
  };
}

/** A line a point of a curve; where cells are missing, one without a value. */
export const shapeRows = (shapes: readonly Shape[]): readonly (readonly (string | number)[])[] => [
  ["column", "value", "adds"],
  ...shapes.flatMap(({ column, points, curve, missing }) => [
    ...curve.map((value, at) => [column, points.kind === "levels" ? points.labels[at] : points.values[at], value]),
    ...(missing === undefined ? [] : [[column, "", missing]]),
  ]),
];
