/**
 * A table as the learned pipeline cleans it: gaps filled, outliers tamed, each level in one spelling and each number as a number, in the
 * units of the file. Nothing is scaled, encoded or left out, and every row and column stays in its place.
 */
import { quantile } from "../base/quantile.ts";
import { csvLine } from "../export/prediction-writer.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { type CleanedPorts, cleanedPorts } from "../pipeline/cleaned-ports.ts";
import { tableFeeds } from "../pipeline/fit.ts";
import { evaluate, rowsAtOnce } from "../program/evaluate.ts";
import { hardenParameters, parameterNodes } from "../program/parameters.ts";
import { sizeOf, type ValueId } from "../program/types.ts";
import { datePartName } from "../table/apply-rules.ts";
import { defused } from "../table/cells/formula-cell.ts";
import { markersOf } from "../table/cells/markers.ts";
import { readDateCells, readLevelCells, readNumberCells } from "../table/cells/read-cells.ts";
import { cellText } from "../table/raw-column.ts";
import { type ColumnRule, FIRST_LEVEL_CODE, type RawColumn, UNSEEN_CODE } from "../table/types.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { portColumns } from "./look/port-cells.ts";
import { type PipelineRows, usedRules } from "./predict.ts";

/** Rows that are put into words at once. */
const WRITTEN_AT_ONCE = 4096;
/** What a block leaves alone comes back as it was but for rounding: of float32, and of smooth thresholds far away. */
const UNTOUCHED = 1e-6;
/** Digits of a number that was computed; whole ones have all of theirs. */
const DIGITS = 7;
const DAY_MS = 86_400_000;

/** How many cells of the table say something else behind the cleaning, spelling apart. */
export interface CleanedCounts {
  /** Gaps. */
  readonly nFilled: number;
  /** Numbers, days and levels. */
  readonly nMoved: number;
}

/** @param isDefused whether text cells get an apostrophe that a spreadsheet would compute. */
export function* cleanedCsv(rows: PipelineRows, { isDefused = false } = {}): Generator<string, CleanedCounts> {
  const { table, columns, trained } = rows;
  const cleaned = cleanedPorts({ catalogue, ...trained, statistics: trained.soft.statistics });
  const written = (cell: string) => (isDefused ? defused(cell) : cell);
  const writers = writersOf(rows);
  const parameters = parametersOf(trained, cleaned);
  const tells = writers.map((found) => {
    if (!found) return undefined;
    const [readOf, markers] = [found.writer(new Map()), markersOf(found.rule)];
    const isGap = (cell: string) => cell === "" || markers.has(cell.toLowerCase());
    return (cell: string, row: number, place: number) => {
      const read = readOf(row, place);
      if (isGap(read)) nFilled += isGap(cell) ? 0 : 1;
      else if (cell !== read) nMoved++;
    };
  });
  let [nFilled, nMoved] = [0, 0];
  yield csvLine(table.columns.map(({ name }) => written(name)));
  const atOnce = rowsAtOnce(cleaned.nodes);
  let [text, nHeld] = ["", 0];
  for (let first = 0; first < table.nRows; first += atOnce) {
    const places = Array.from({ length: Math.min(atOnce, table.nRows - first) }, (_, at) => first + at);
    const feeds = { nRows: places.length, inputs: tableFeeds(columns, places), parameters };
    const values = valuesOf(cleaned, (value) => evaluate(cleaned.nodes, feeds, [value])[0].data);
    const cells = table.columns.map(
      (column, at) => writers[at]?.writer(values) ?? ((row: number) => cellText(column, first + row)),
    );
    for (const [row, place] of places.entries()) {
      const line = cells.map((cellOf) => cellOf(row, place));
      for (const [at, tell] of tells.entries()) tell?.(line[at], row, place);
      text += csvLine(line.map(written));
    }
    nHeld += places.length;
    if (nHeld < WRITTEN_AT_ONCE) continue;
    yield text;
    [text, nHeld] = ["", 0];
  }
  if (text !== "") yield text;
  return { nFilled, nMoved };
}

export interface CleanedCell {
  readonly rule: ColumnRule;
  /** In one spelling, as a number or as a day; "" where missing. */
  readonly read: string;
  /** The same behind the cleaning. */
  readonly cleaned: string;
}

/** What cleaning makes of the cells of one row, column by column of those that are used. */
export function cleanedCells(rows: PipelineRows, row: number): readonly CleanedCell[] {
  const { columns, trained } = rows;
  const cleaned = cleanedPorts({ catalogue, ...trained, statistics: trained.soft.statistics });
  const feeds = { nRows: 1, inputs: tableFeeds(columns, [row]), parameters: parametersOf(trained, cleaned) };
  const values = valuesOf(cleaned, (value) => evaluate(cleaned.nodes, feeds, [value])[0].data);
  return writersOf(rows).flatMap((found) => {
    if (!found) return [];
    const { rule, writer } = found;
    return [{ rule, read: writer(new Map())(0, row), cleaned: writer(values)(0, row) }];
  });
}

/** By column of the program, of a row: a number in the unit of the file, or the code of a level; NaN where missing. */
type Values = ReadonlyMap<string, (row: number) => number>;

function valuesOf({ byColumn }: CleanedPorts, evaluated: (value: ValueId) => Float64Array): Values {
  const known = new Map<ValueId, Float64Array>();
  const read = (value: ValueId) => {
    const data = known.get(value) ?? evaluated(value);
    known.set(value, data);
    return data;
  };
  return new Map(
    [...byColumn].flatMap(([name, port]) =>
      portColumns(port, read, (each) => each === name).map(({ numberOf, levels }) => {
        return [name, levels ? (row: number) => numberOf(row) + UNSEEN_CODE : numberOf] as const;
      }),
    ),
  );
}

type Writer = (values: Values) => (row: number, place: number) => string;

/** What writes the cells of each column of the table; undefined where they stay letter for letter. */
function writersOf({
  table,
  known,
  rules,
  trained,
}: PipelineRows): readonly ({ readonly rule: ColumnRule; readonly writer: Writer } | undefined)[] {
  const used = new Map(usedRules(trained, rules).map((rule) => [rule.name, rule]));
  return table.columns.map((_, at) => {
    const rule = used.get(known.columns[at].name);
    return rule && { rule, writer: writerOf(known.columns[at], rule) };
  });
}

function writerOf(column: RawColumn, rule: ColumnRule): Writer {
  switch (rule.type) {
    case "number":
      return numberWriter(rule, readNumberCells(column, rule).values);
    case "date":
      return dateWriter(column, rule);
    case "category":
    case "text":
      return levelWriter(column, rule);
    default:
      return rule.type satisfies never;
  }
}

/** @param usual a usual size of the column's cells: what is nothing beside it is nothing at a cell of 0, too */
const isUntouched = (value: number, cell: number, usual: number) =>
  value === cell || Math.abs(value - cell) <= UNTOUCHED * Math.max(Math.abs(value), Math.abs(cell), usual);

/** The median of the sizes of cells that are neither missing nor 0. */
function usualSize(cells: Float64Array): number {
  return quantile(
    cells
      .map(Math.abs)
      .filter((size) => size > 0)
      .sort(),
    0.5,
  );
}

function numberWriter({ name }: ColumnRule, cells: Float64Array): Writer {
  const usual = usualSize(cells);
  return (values) => {
    const cleanedOf = values.get(name);
    return (row, place) => {
      const value = cleanedOf?.(row) ?? cells[place];
      if (Number.isNaN(value)) return "";
      return String(isUntouched(value, cells[place], usual) ? cells[place] : rounded(value));
    };
  };
}

function rounded(value: number): number {
  const nWhole = Math.trunc(Math.abs(value)).toFixed().length;
  return Number(value.toPrecision(Math.min(Math.max(DIGITS, nWhole), 21)));
}

/** ISO; what fills a gap is a day. */
function dateWriter(column: RawColumn, rule: ColumnRule): Writer {
  const { days } = readDateCells(column, rule).parts;
  const usual = usualSize(days);
  return (values) => {
    const cleanedOf = values.get(datePartName(rule.name, "days"));
    return (row, place) => {
      const value = cleanedOf?.(row) ?? days[place];
      if (Number.isNaN(value)) return "";
      return isoOf(isUntouched(value, days[place], usual) ? days[place] : Math.round(value));
    };
  };
}

function isoOf(days: number): string {
  const date = new Date(Math.round(days * DAY_MS));
  if (Number.isNaN(date.getTime())) return "";
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.replace(/(:00)?\.000Z$|Z$/, "");
}

/** A level by its label. What training did not see, or pooled, keeps its own text. */
function levelWriter(column: RawColumn, rule: ColumnRule): Writer {
  const { codes } = readLevelCells(column, rule);
  const labels = rule.levels.map(({ label }) => label);
  return (values) => {
    const cleanedOf = values.get(rule.name);
    return (row, place) => {
      const code = cleanedOf?.(row) ?? codes[place];
      if (Number.isNaN(code)) return "";
      const label = labels[code - FIRST_LEVEL_CODE];
      const isOwn = label === undefined || label === rule.otherLabel;
      return isOwn && code === codes[place] ? cellText(column, place).trim() : (label ?? "");
    };
  };
}

/** Of the pipeline that is deployed, where it is the learned one; else of the learned one, its choices made. */
function parametersOf({ predictor, soft }: TrainedPipeline, { nodes }: CleanedPorts) {
  const needed = parameterNodes(nodes);
  const isDeployed = needed.every(({ name, type }) => predictor.parameters[name]?.length === sizeOf(type.shape));
  return isDeployed ? predictor.parameters : hardenParameters({ nodes }, soft.state.parameters).values;
}
