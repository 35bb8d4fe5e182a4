/** Statistics from training rows alone, block by block, at given parameters. */

import { atOnce } from "../base/in-pieces.ts";
import { randomSample, STREAMS } from "../base/random.ts";
import type { Statistics } from "../blocks/block-spec.ts";
import type { CategoryData, CategoryPort, Port, PortData } from "../blocks/ports.ts";
import type { ProgramBuilder } from "../program/builder.ts";
import { evaluate, type Feeds, rowsAtOnce } from "../program/evaluate.ts";
import { TABLE_INPUTS } from "../program/inputs.ts";
import { initialParameters, type ParameterValues } from "../program/parameters.ts";
import { withoutSchedule } from "../program/prediction-program.ts";
import type { Node, Program, ValueId } from "../program/types.ts";
import { sizeOf } from "../program/types.ts";
import { splitFingerprint } from "../table/split/split-fingerprint.ts";
import { type Columns, type Dataset, FIRST_LEVEL_CODE } from "../table/types.ts";
import type { Catalogue } from "./checks.ts";
import { type PipelineStatistics, writeProgram } from "./compile.ts";
import type { PipelineDocument } from "./document.ts";

/** Statistics are fitted on at most this many training rows, a seeded sample. */
export const FIT_ROWS = 20_000;

/** The table inputs of some rows, for the evaluator. */
export function tableFeeds(columns: Columns, rows: ArrayLike<number>): Feeds["inputs"] {
  const nNumbers = columns.schema.numbers.length;
  const nCategories = columns.schema.categories.length;
  const nRows = rows.length;
  const numbers = new Float64Array(nRows * nNumbers);
  const missing = new Float64Array(nRows * nNumbers);
  const categories = new Float64Array(nRows * nCategories);
  for (let i = 0; i < nRows; i++) {
    const row = rows[i];
    numbers.set(columns.numbers.subarray(row * nNumbers, (row + 1) * nNumbers), i * nNumbers);
    missing.set(columns.missing.subarray(row * nNumbers, (row + 1) * nNumbers), i * nNumbers);
    categories.set(columns.categories.subarray(row * nCategories, (row + 1) * nCategories), i * nCategories);
  }
  return { [TABLE_INPUTS.numbers]: numbers, [TABLE_INPUTS.missing]: missing, [TABLE_INPUTS.categories]: categories };
}

function fitRows(dataset: Dataset, seed: number, maxRows: number): Uint32Array {
  const { train } = dataset.split;
  if (train.length <= maxRows) return train;
  return randomSample({ seed, stream: STREAMS.sample, step: 0 }, train.length, maxRows)
    .map((index) => train[index])
    .sort();
}

/** uint32 [missing, unseen, levels …] over the training rows; empty where no such category is. */
function countCodes({ schema, categories, split }: Dataset, original: string): Uint32Array {
  const nColumns = schema.categories.length;
  const place = schema.categories.findIndex((column) => column.original === original);
  if (place < 0) return new Uint32Array(0);
  const counts = new Uint32Array(FIRST_LEVEL_CODE + schema.categories[place].levels.length);
  for (const row of split.train) counts[categories[row * nColumns + place]]++;
  return counts;
}

/** A value on all rows; no op mixes rows, so that blocks of rows give the same numbers. */
function evaluateInBlocks(nodes: readonly Node[], feeds: Feeds, value: ValueId): Float64Array {
  const { nRows } = feeds;
  const { rows, shape } = nodes[value].type;
  const atOnce = rowsAtOnce(nodes);
  if (!rows || nRows <= atOnce) return evaluate(nodes, feeds, [value])[0].data;
  const out = new Float64Array(nRows * sizeOf(shape));
  const whole = Object.entries(feeds.inputs).map(
    ([name, cells]) => [name, cells instanceof Float64Array ? cells : Float64Array.from(cells)] as const,
  );
  for (let start = 0; start < nRows; start += atOnce) {
    const end = Math.min(start + atOnce, nRows);
    const part = whole.map(([name, cells]) => {
      const width = cells.length / nRows;
      return [name, cells.subarray(start * width, end * width)] as const;
    });
    const inputs = Object.fromEntries(part);
    out.set(evaluate(nodes, { ...feeds, nRows: end - start, inputs }, [value])[0].data, start * sizeOf(shape));
  }
  return out;
}

/**
 * Values of a program that is still being written, on the rows that are fitted on, each computed once: what one block has asked
 * for is where the next one goes on from.
 */
class FittedRows {
  private readonly known = new Map<ValueId, Float64Array>();

  constructor(
    private readonly table: Feeds["inputs"],
    readonly nRows: number,
    private readonly parametersOf: (builder: ProgramBuilder) => ParameterValues,
  ) {}

  /** float64, row-major; one row where the value is row-free. */
  read(builder: ProgramBuilder, value: ValueId): Float64Array {
    const before = this.known.get(value);
    if (before) return before;
    const inputs = { ...this.table };
    const nodes = withoutSchedule(builder.nodes).map((node, id): Node => {
      const data = this.known.get(id);
      // What is the same for all rows is quickly had anew.
      if (!data || !node.type.rows) return node;
      const name = `value ${id}`;
      inputs[name] = data;
      return { kind: "input", name, type: node.type, block: node.block };
    });
    const data = evaluateInBlocks(nodes, { nRows: this.nRows, inputs, parameters: this.parametersOf(builder) }, value);
    this.known.set(value, data);
    return data;
  }
}

/** Numbers of a port that was just written, computed when a block looks at them: most blocks look at few, models at none. */
function portData(port: Port, nRows: number, read: (value: ValueId) => Float64Array): PortData | undefined {
  const { type } = port;
  let pairs: CategoryData["pairs"] | undefined;
  switch (type) {
    case "number":
      return {
        type,
        columns: port.columns,
        get value() {
          return read(port.value);
        },
        get missing() {
          return read(port.missing);
        },
      };
    case "features":
      return {
        type,
        columns: port.columns,
        get value() {
          return read(port.value);
        },
      };
    case "category":
      return {
        type,
        columns: port.columns,
        get pairs() {
          pairs ??= port.pairs.map((pair) => categoryData(pair, { nColumns: port.columns.length, nRows, read }));
          return pairs;
        },
      };
    case "prediction":
    case "weights":
      return undefined;
    default:
      return type satisfies never;
  }
}

function categoryData(
  pair: CategoryPort["pairs"][number],
  options: { readonly nColumns: number; readonly nRows: number; readonly read: (value: ValueId) => Float64Array },
): CategoryData["pairs"][number] {
  const { nColumns, nRows, read } = options;
  const { codes } = pair;
  const weights = read(pair.weights);
  const size = { nColumns, nRows };
  return {
    codes: codes.kind === "value" ? read(codes.value) : onAllRows(codes.codes, size),
    weights: weights.length === nRows * nColumns ? weights : onAllRows(weights, size),
  };
}

/** @param values one a column, or one. */
function onAllRows(
  values: ArrayLike<number>,
  { nColumns, nRows }: { readonly nColumns: number; readonly nRows: number },
): Float64Array {
  const all = new Float64Array(nRows * nColumns);
  if (values.length === 1) return all.fill(values[0]);
  for (let row = 0; row < nRows; row++) all.set(values, row * nColumns);
  return all;
}

function meanAndDeviation(values: Float64Array): readonly [number, number] {
  const mean = values.reduce((total, value) => total + value, 0) / Math.max(values.length, 1);
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / Math.max(values.length, 1);
  return [mean, Math.sqrt(variance) || 1];
}

export interface FitOptions {
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  readonly seed: number;
  /** Parameters at which the prefix runs: absent for initial ones, hardened ones when refitting. */
  readonly at?: ParameterValues;
  /** At most; absent: `FIT_ROWS`. */
  readonly maxRows?: number | undefined;
}

export interface Fitted {
  readonly program: Program;
  readonly statistics: PipelineStatistics;
}

/** Fits every block in topological order on training rows and writes the program. */
export const fit = (options: FitOptions): Fitted => atOnce(fitInPieces(options));

/** As `fit`, a block, or some columns of one, at a time. */
export function* fitInPieces(options: FitOptions): Generator<void, Fitted> {
  const { catalogue, document, dataset, seed, at, maxRows = FIT_ROWS } = options;
  const { schema } = dataset;
  const rows = fitRows(dataset, seed, maxRows);
  const nTrainRows = dataset.split.train.length;
  const labels = Float64Array.from(rows, (row) => dataset.labels[row]);
  const sourceCounts = new Float64Array(schema.sources.length);
  for (const row of dataset.split.train) sourceCounts[dataset.source[row]]++;
  const sourceShares = Array.from(sourceCounts, (count) => count / Math.max(nTrainRows, 1));
  const fitted = new FittedRows(tableFeeds(dataset, rows), rows.length, (builder) => ({
    ...initialParameters(builder, seed),
    ...at,
  }));
  const codeCounts = (original: string) => countCodes(dataset, original);
  const blocks: Record<string, Statistics> = {};
  const program = yield* writeProgram({
    catalogue,
    document,
    schema,
    nTrainRows,
    *statisticsOf(instance, block, inputs, builder) {
      const read = (value: ValueId) => fitted.read(builder, value);
      const data = Object.fromEntries(
        Object.entries(inputs).map(([name, port]) => [name, port && portData(port, rows.length, read)]),
      );
      const settings = block.parseSettings(instance.settings, `${instance.type} (block ${instance.id})`);
      blocks[instance.id] = yield* block.fit({
        settings,
        inputs: data,
        nRows: rows.length,
        schema,
        labels,
        nTrainRows,
        codeCounts,
        sourceShares,
      });
      return blocks[instance.id];
    },
  });
  const [labelOffset, labelScale] = schema.target.task === "regression" ? meanAndDeviation(labels) : [0, 1];
  const split = splitFingerprint(dataset.split);
  return { program, statistics: { nTrainRows, labelOffset, labelScale, split, blocks } };
}
