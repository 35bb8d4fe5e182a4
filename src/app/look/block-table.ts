/** The table that leaves a block: its first rows with what changed in them, each column counted before and after. */
import { formatNumber } from "../../base/numbers.ts";
import { quantile } from "../../base/quantile.ts";
import { randomSample, STREAMS } from "../../base/random.ts";
import type { CategoryPort, FeaturesPort, NumberPort, Port } from "../../blocks/ports.ts";
import { tableFeeds } from "../../pipeline/fit.ts";
import { evaluate } from "../../program/evaluate.ts";
import { withoutSchedule } from "../../program/prediction-program.ts";
import type { ValueId } from "../../program/types.ts";
import type { Dataset } from "../../table/types.ts";
import { type ColumnBins, columnBins } from "./column-bins.ts";
import type { LookedAt, LookedPipeline } from "./looked-pipeline.ts";
import { type PortColumn, portColumns, type Read } from "./port-cells.ts";
import { predictionColumns } from "./prediction-columns.ts";

/** Rows that columns are counted on and changes are looked for in; random ones where there are more. */
const MOST_ROWS = 1000;
const MOST_SHOWN_COLUMNS = 60;
/** Where so many of its cells read otherwise, a column was changed as a whole, and no cell stands out. */
const WHOLE = 0.9;
/** Of the distance between the quartiles: smooth caps move everything a little. */
const HARDLY = 0.01;
/** Steps of the random stream of samples that nothing else takes. */
const STEP = 2000;

export interface LookRequest {
  readonly block: string;
  /** The first ones, or those in which most cells changed. */
  readonly rows: "first" | "changed";
  readonly nRows: number;
  /** Part of the names of the columns that are shown, in any case; "" for all. */
  readonly find: string;
}

/** A number that a block has learned about a column. */
export interface Mark {
  /** Of the probe. */
  readonly name: string;
  readonly start: number;
  readonly now: number;
}

export interface BlockColumn {
  readonly name: string;
  /** No column of this name arrives. */
  readonly isNew: boolean;
  /** So many cells of the rows that were looked at read otherwise than they arrived; of these, so many were missing. */
  readonly nChanged: number;
  readonly nFilled: number;
  readonly isWhole: boolean;
  readonly bins: ColumnBins | undefined;
  readonly marks: readonly Mark[];
  /** Of the rows that are shown; "" where missing. */
  readonly cells: readonly string[];
  /** What a cell was that reads otherwise now; null where it does not. */
  readonly before: readonly (string | null)[];
}

export interface BlockTable {
  readonly of: LookedAt;
  /** Rows that were looked at, of so many that are not for testing. */
  readonly nLooked: number;
  readonly nRows: number;
  /** Places in the table, of the rows that are shown. */
  readonly rows: readonly number[];
  readonly target: { readonly name: string; readonly isNumber: boolean; readonly cells: readonly string[] };
  readonly columns: readonly BlockColumn[];
  /** Columns that leave the block and are called as wanted; more than are shown where there are many. */
  readonly nColumns: number;
  /** Weights of rows leave it, which exist while training alone. */
  readonly hasWeights: boolean;
}

type TablePort = NumberPort | CategoryPort | FeaturesPort;
const isTable = (port: Port | undefined): port is TablePort =>
  port?.type === "number" || port?.type === "category" || port?.type === "features";

/** @returns undefined where no column reaches the block. */
export function blockTable(looked: LookedPipeline, request: LookRequest): BlockTable | undefined {
  const { dataset, ports, of } = looked;
  const own = ports.get(request.block);
  if (!own) return undefined;
  const rows = lookedRows(dataset);
  const read = readerOf(looked, rows);
  const outputs = Object.values(own.outputs);
  const wanted = request.find.trim().toLowerCase();
  const isWanted = (name: string) => name.toLowerCase().includes(wanted);
  const names = outputs.filter(isTable).flatMap(({ columns }) => columns.map(({ name }) => name));
  const found = names.filter(isWanted);
  const shown = new Set(found.slice(0, MOST_SHOWN_COLUMNS));
  const inputs = Object.values(own.inputs).filter(isTable);
  const arriving = new Map(
    inputs.flatMap((port) => portColumns(port, read, (name) => shown.has(name)).map((column) => [column.name, column])),
  );
  const leaving = outputs.flatMap((port) =>
    isTable(port)
      ? portColumns(port, read, (name) => shown.has(name))
      : port.type === "prediction"
        ? predictionColumns(looked, rows)
        : [],
  );
  const marks = marksOf(looked, request.block);
  const compared = leaving.map((after) => compare(after, arriving.get(after.name), rows.length));
  const places = chosenPlaces(compared, rows.length, request);
  return {
    of,
    nLooked: rows.length,
    nRows: dataset.split.train.length + dataset.split.validation.length,
    rows: places.map((place) => rows[place]),
    target: targetCells(
      dataset,
      Array.from(places, (place) => rows[place]),
    ),
    columns: compared.map((column) => shownColumn(column, { nRows: rows.length, places, marks })),
    nColumns: isTableAlone(outputs) ? found.length : leaving.length,
    hasWeights: outputs.some(({ type }) => type === "weights"),
  };
}

const isTableAlone = (outputs: readonly Port[]) => outputs.every(({ type }) => type !== "prediction");

/** Rows that are not for testing, ascending. */
function lookedRows({ split }: Dataset): Uint32Array {
  const all = new Uint32Array(split.train.length + split.validation.length);
  all.set(split.train);
  all.set(split.validation, split.train.length);
  if (all.length <= MOST_ROWS) return all.sort();
  const sample = randomSample({ seed: 0, stream: STREAMS.sample, step: STEP }, all.length, MOST_ROWS);
  return sample.map((place) => all[place]).sort();
}

/** Values of the program on rows, each computed once. */
function readerOf({ dataset, program, weights }: LookedPipeline, rows: Uint32Array): Read {
  const nodes = withoutSchedule(program.nodes);
  const feeds = { nRows: rows.length, inputs: tableFeeds(dataset, rows), parameters: weights };
  const known = new Map<ValueId, Float64Array>();
  return (value) => {
    const before = known.get(value);
    if (before) return before;
    const [{ data }] = evaluate(nodes, feeds, [value]);
    known.set(value, data);
    return data;
  };
}

interface Compared {
  readonly after: PortColumn;
  readonly before: PortColumn | undefined;
  /** What a cell of the rows was that reads otherwise now; null where it does not. */
  readonly was: readonly (string | null)[];
  readonly nChanged: number;
  readonly nFilled: number;
  readonly isWhole: boolean;
}

/** By how cells read: what nobody would see is no change, nor is what hardly moves. */
function compare(after: PortColumn, before: PortColumn | undefined, nRows: number): Compared {
  if (!before) return { after, before, was: [], nChanged: 0, nFilled: 0, isWhole: false };
  const hardly = HARDLY * (before.levels ? 0 : quartileDistance(before, nRows));
  const was = Array.from({ length: nRows }, (_, row) => {
    const text = before.textOf(row);
    const moved = Math.abs(after.numberOf(row) - before.numberOf(row));
    return text === after.textOf(row) || moved < hardly ? null : text;
  });
  const nChanged = was.filter((text) => text !== null).length;
  const nFilled = was.filter((text) => text === "").length;
  const nThere = Array.from({ length: nRows }, (_, row) => before.textOf(row)).filter((text) => text !== "").length;
  return { after, before, was, nChanged, nFilled, isWhole: nThere > 0 && nChanged - nFilled >= WHOLE * nThere };
}

function quartileDistance({ numberOf }: PortColumn, nRows: number): number {
  const sorted = Float64Array.from({ length: nRows }, (_, row) => numberOf(row))
    .filter((value) => !Number.isNaN(value))
    .sort();
  return quantile(sorted, 0.75) - quantile(sorted, 0.25);
}

/** Places among the rows that were looked at, ascending. */
function chosenPlaces(compared: readonly Compared[], nLooked: number, { rows, nRows }: LookRequest): readonly number[] {
  const all = Array.from({ length: nLooked }, (_, place) => place);
  if (rows === "first") return all.slice(0, nRows);
  const cells = compared.filter(({ isWhole }) => !isWhole);
  const nOf = all.map((place) => cells.filter(({ was }) => was[place] !== null && was[place] !== undefined).length);
  return all
    .filter((place) => nOf[place] > 0)
    .sort((a, b) => nOf[b] - nOf[a] || a - b)
    .slice(0, nRows)
    .sort((a, b) => a - b);
}

function shownColumn(
  { after, before, was, nChanged, nFilled, isWhole }: Compared,
  options: {
    readonly nRows: number;
    readonly places: readonly number[];
    readonly marks: ReadonlyMap<string, readonly Mark[]>;
  },
): BlockColumn {
  const { nRows, places } = options;
  const marks = options.marks.get(after.name) ?? [];
  // What has another scale is not drawn beside what it was.
  const bins = columnBins({ after, before: isWhole ? undefined : before, nRows, marks });
  return {
    ...{ name: after.name, isNew: before === undefined, nChanged, nFilled, isWhole, bins, marks },
    cells: places.map(after.textOf),
    before: places.map((place) => (isWhole ? null : (was[place] ?? null))),
  };
}

/** By column: numbers in its unit that the block has learned. */
function marksOf(looked: LookedPipeline, block: string): ReadonlyMap<string, readonly Mark[]> {
  const { program, start, weights } = looked;
  const probes = program.probes.filter(
    (probe) =>
      probe.block === block &&
      (probe.kind === "threshold" || probe.kind === "constant") &&
      probe.columnLabels.length === 0,
  );
  const wanted = probes.map(({ value }) => value);
  const nodes = withoutSchedule(program.nodes);
  if (probes.length === 0) return new Map();
  const at = (parameters: LookedPipeline["weights"]) => evaluate(nodes, { nRows: 1, inputs: {}, parameters }, wanted);
  const [began, is] = [at(start), at(weights)];
  const marks = new Map<string, Mark[]>();
  for (const [index, { name, rowLabels }] of probes.entries()) {
    for (const [place, column] of rowLabels.entries()) {
      const mark = { name, start: began[index].data[place], now: is[index].data[place] };
      marks.set(column, [...(marks.get(column) ?? []), mark]);
    }
  }
  return marks;
}

function targetCells({ schema: { target }, labels }: Dataset, rows: readonly number[]): BlockTable["target"] {
  const isNumber = target.task === "regression";
  const textOf = (row: number) => (isNumber ? formatNumber(labels[row]) : (target.classes[labels[row]]?.label ?? ""));
  return { name: target.name, isNumber, cells: rows.map(textOf) };
}
