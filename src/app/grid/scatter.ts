/** Rows as points over two columns, and which of them meet a query: what is chosen in the plot is chosen in the grid, and the other way round. */
import { quantile } from "../../base/quantile.ts";
import { randomSample, STREAMS } from "../../base/random.ts";
import type { GridQuery } from "../../table/grid-query.ts";
import { cellText } from "../../table/raw-column.ts";
import type { TableDescription } from "../describe-table.ts";
import type { OpenTable } from "../open-table.ts";
import { type gridColumn, gridColumns, rowsOfQuery } from "./grid-rows.ts";

type GridColumn = ReturnType<typeof gridColumn>;

export interface ScatterRequest {
  readonly query: GridQuery;
  /** Names of two different columns; of the first one the horizontal axis. */
  readonly columns: readonly [string, string];
  /** Rows of the table that are to be among the points. */
  readonly also: readonly number[];
  /** Numbers far out of their column are left out: few of them would press all others together. */
  readonly isWithoutFar: boolean;
}

/** numbers: in the file's unit. dates: days since 1970-01-01. levels: places in `labels`. */
export type ScatterAxis =
  | { readonly kind: "numbers" | "dates"; readonly name: string; readonly low: number; readonly high: number }
  | { readonly kind: "levels"; readonly name: string; readonly labels: readonly string[] };

/** Of the numbers beside one level: quantiles 5, 25, 50, 75 and 95 %. */
export interface LevelBox {
  readonly level: number;
  readonly nRows: number;
  readonly quantiles: readonly [number, number, number, number, number];
}

export interface Scatter {
  readonly axes: readonly [ScatterAxis, ScatterAxis];
  /** float64 [points] */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Rows of the table, ascending. */
  readonly rows: Uint32Array;
  /** 1: the row meets the query. */
  readonly isMet: Uint8Array;
  /** Classes of the target, the codes of the points; no labels where it has none, −1 where a row says none. */
  readonly classes: readonly string[];
  readonly codes: Int32Array;
  /** Where one axis has levels and the other one has none. */
  readonly boxes: readonly LevelBox[];
  /** Rows that were looked at for this, and of the table. */
  readonly nLooked: number;
  readonly nRows: number;
}

const MOST_LOOKED = 20_000;
const MOST_POINTS = 900;
const MOST_MET = 300;
const MOST_LEVELS = 12;
const MOST_CLASSES = 8;
const BOX_SHARES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
/** Steps of the random stream of samples that nothing else takes. */
const STEP = 4200;

/** @returns undefined where the table lacks one of the columns, or nothing stands in both. */
export function scatterOf(
  open: OpenTable,
  description: TableDescription,
  { query, columns: names, also, isWithoutFar }: ScatterRequest,
): Scatter | undefined {
  const { nRows } = open.table;
  const columns = gridColumns(open, description);
  const [across, up] = names.map((name) => columns.find(({ rule }) => rule.name === name));
  if (!across || !up || across === up) return undefined;
  const met = new Uint8Array(nRows);
  const metRows = rowsOfQuery(open, description, query);
  for (const row of metRows) met[row] = 1;
  const looked = sampleOf(
    Uint32Array.from({ length: nRows }, (_, row) => row),
    MOST_LOOKED,
    STEP,
  );
  const [x, y] = [across, up].map((column) => axisOf(column, looked, isWithoutFar));
  if (!x || !y) return undefined;
  const isShown = (row: number) => !Number.isNaN(x.valueOf(row)) && !Number.isNaN(y.valueOf(row));
  const shown = looked.filter(isShown);
  if (shown.length === 0) return undefined;
  const wanted = [
    ...sampleOf(shown, MOST_POINTS, STEP + 1),
    ...sampleOf(metRows, MOST_MET, STEP + 2).filter(isShown),
    ...also.filter((row) => row < nRows && isShown(row)),
  ];
  const rows = Uint32Array.from(new Set(wanted)).sort();
  const target = columns.find(({ rule }) => rule.name === description.target?.name);
  const classes = target ? (description.target?.classes.map(({ label }) => label) ?? []) : [];
  const areFew = classes.length <= MOST_CLASSES;
  return {
    axes: [x.axis, y.axis],
    x: Float64Array.from(rows, x.valueOf),
    y: Float64Array.from(rows, y.valueOf),
    rows,
    isMet: Uint8Array.from(rows, (row) => met[row]),
    classes: areFew ? classes : [],
    codes: Int32Array.from(rows, (row) => (target && areFew ? classes.indexOf(textOf(target, row)) : -1)),
    boxes: x.axis.kind === "levels" ? boxesOf(x, y, shown) : boxesOf(y, x, shown),
    nLooked: looked.length,
    nRows,
  };
}

interface Axis {
  readonly axis: ScatterAxis;
  /** NaN where the cell says nothing that the axis has. */
  readonly valueOf: (row: number) => number;
}

const textOf = ({ column }: GridColumn, row: number) => cellText(column, row).trim();

function axisOf(column: GridColumn, looked: Uint32Array, isWithoutFar: boolean): Axis | undefined {
  const { rule, reader, fences } = column;
  const { name, type } = rule;
  if (type === "number" || type === "date") {
    const [least, most] =
      isWithoutFar && fences ? [fences.low, fences.high] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const within = (row: number) => {
      const value = reader.valueOf(row);
      return value >= least && value <= most ? value : Number.NaN;
    };
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const row of looked) {
      const value = within(row);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (low > high) return undefined;
    return { axis: { kind: type === "date" ? "dates" : "numbers", name, low, high }, valueOf: within };
  }
  const counts = new Map<string, number>();
  for (const row of looked) {
    if (reader.stateOf(row) !== "filled") continue;
    const text = textOf(column, row);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const frequent = [...counts].sort(([a, nA], [b, nB]) => nB - nA || (a < b ? -1 : 1)).slice(0, MOST_LEVELS);
  const labels = frequent.map(([label]) => label).sort();
  const places = new Map(labels.map((label, place) => [label, place]));
  if (labels.length === 0) return undefined;
  return { axis: { kind: "levels", name, labels }, valueOf: (row) => places.get(textOf(column, row)) ?? Number.NaN };
}

function boxesOf(levels: Axis, numbers: Axis, rows: Uint32Array): readonly LevelBox[] {
  if (levels.axis.kind !== "levels" || numbers.axis.kind === "levels") return [];
  return levels.axis.labels.flatMap((_, level) => {
    const found = Float64Array.from(
      rows.filter((row) => levels.valueOf(row) === level),
      numbers.valueOf,
    ).sort();
    if (found.length === 0) return [];
    const [low, first, middle, third, high] = BOX_SHARES.map((share) => quantile(found, share));
    return [{ level, nRows: found.length, quantiles: [low, first, middle, third, high] as const }];
  });
}

function sampleOf(rows: Uint32Array, count: number, step: number): Uint32Array {
  if (rows.length <= count) return rows;
  return randomSample({ seed: 0, stream: STREAMS.sample, step }, rows.length, count)
    .map((at) => rows[at])
    .sort();
}
