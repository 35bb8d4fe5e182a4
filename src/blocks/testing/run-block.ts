/** Test support: runs one block, or a chain of them, on a small table in float64, without a pipeline document. */
import { atOnce } from "../../base/in-pieces.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { evaluate, type Feeds } from "../../program/evaluate.ts";
import { initialParameters, type ParameterValues } from "../../program/parameters.ts";
import type { ValueId } from "../../program/types.ts";
import type { DatasetSchema } from "../../table/types.ts";
import { MISSING_CODE } from "../../table/types.ts";
import { type Block, type BlockParts, defineBlock, type ProbeReading, type StatisticsOf } from "../block.ts";
import type { BlockSpec, Statistics } from "../block-spec.ts";
import { program as sourceProgram } from "../csv-source/program.ts";
import type { CategoryPort, NumberPort, Port, PortData } from "../ports.ts";

/** Cells of a table: NaN is a missing number; "" a missing category. */
export interface TestTable {
  readonly numbers?: Readonly<Record<string, readonly number[]>>;
  /** What was subtracted from the file's numbers, where it is not 0. */
  readonly offsets?: Readonly<Record<string, number>>;
  /** Texts; those that `levels` does not list are unseen. */
  readonly categories?: Readonly<Record<string, readonly string[]>>;
  readonly levels?: Readonly<Record<string, readonly string[]>>;
}

interface Prepared {
  readonly schema: DatasetSchema;
  readonly nRows: number;
  readonly inputs: Feeds["inputs"];
}

export function prepare(table: TestTable): Prepared {
  const numbers = Object.entries(table.numbers ?? {});
  const categories = Object.entries(table.categories ?? {});
  const nRows = (numbers[0] ?? categories[0])?.[1].length ?? 0;
  const levelsOf = (name: string, cells: readonly string[]) =>
    table.levels?.[name] ?? [...new Set(cells.filter((cell) => cell !== ""))].sort();
  const rows = Array.from({ length: nRows }, (_, row) => row);
  const code = (name: string, cells: readonly string[], row: number) =>
    cells[row] === "" ? MISSING_CODE : 2 + levelsOf(name, cells).indexOf(cells[row]);
  return {
    nRows,
    schema: {
      numbers: numbers.map(([name]) => ({ name, original: name, offset: table.offsets?.[name] ?? 0 })),
      categories: categories.map(([name, cells]) => ({ name, original: name, levels: levelsOf(name, cells) })),
      sources: ["table.csv"],
      target: { name: "label", task: "binary", taskReason: "", classes: [] },
    },
    inputs: {
      numbers: rows.flatMap((row) => numbers.map(([, cells]) => (Number.isNaN(cells[row]) ? 0 : cells[row]))),
      missing: rows.flatMap((row) => numbers.map(([, cells]) => (Number.isNaN(cells[row]) ? 1 : 0))),
      categories: rows.flatMap((row) => categories.map(([name, cells]) => code(name, cells, row))),
      source: rows.map(() => 0),
    },
  };
}

export interface BlockRun<Fitted = Statistics> {
  readonly builder: ProgramBuilder;
  readonly ports: Readonly<Record<string, Port>>;
  readonly statistics: Fitted;
  readonly parameters: Record<string, Float32Array>;
  /** Evaluates a value on the rows of a table (the training table as a rule) at the given parameters. */
  read(
    value: ValueId,
    options?: { readonly table?: TestTable; readonly parameters?: ParameterValues; readonly temperature?: number },
  ): number[];
  /** Probes at the given parameters and the final temperature, as people see them. */
  probes(parameters?: ParameterValues): readonly ProbeReading[];
  explain(parameters?: ParameterValues, unitOf?: (column: string) => string): ReturnType<Block["explain"]>;
}

function portDataOf(port: Port, read: (value: ValueId) => number[], nRows: number): PortData | undefined {
  if (port.type === "number") {
    const [value, missing] = [port.value, port.missing].map((id) => Float64Array.from(read(id)));
    return { type: "number", value, missing, columns: port.columns };
  }
  if (port.type !== "category") return undefined;
  const nColumns = port.columns.length;
  const cells = Float64Array.from({ length: nRows * nColumns });
  const pairs = port.pairs.map(({ codes, weights }) => {
    const codeCells = codes.kind === "value" ? read(codes.value) : codes.codes;
    const weightCells = read(weights);
    return {
      codes: cells.map((_, i) => codeCells[i % codeCells.length]),
      weights: cells.map((_, i) => weightCells[i % weightCells.length]),
    };
  });
  return { type: "category", columns: port.columns, pairs };
}

/** Fits a block on a table, right after the source, and writes its program. Settings are parsed, so `{}` gives the defaults. */
export function runBlock<Spec extends BlockSpec>(
  parts: BlockParts<Spec>,
  table: TestTable,
  options: {
    readonly settings?: unknown;
    readonly nTrainRows?: number;
    readonly codeCounts?: (original: string) => Uint32Array;
  } = {},
): BlockRun<StatisticsOf<Spec>> {
  const block = defineBlock(parts);
  const builder = new ProgramBuilder();
  const { schema, nRows, inputs } = prepare(table);
  const nTrainRows = options.nTrainRows ?? nRows;
  const settings = block.parseSettings(options.settings ?? {}, parts.spec.id);
  const common = { builder, schema, task: "binary", nOutputs: 1, nTrainRows } as const;
  const source = builder.inBlock("source", () =>
    sourceProgram({
      ...common,
      settings: {},
      statistics: { numbers: [], categories: [], sources: [] },
      inputs: {},
    }),
  );
  const run = (value: ValueId, feeds: Feeds) => Array.from(evaluate(builder.nodes, feeds, [value])[0].data);
  const readSource = (value: ValueId) => run(value, { nRows, inputs, parameters: {} });
  const arriving = Object.fromEntries(
    parts.spec.inputs.map((port) => [port.name, Object.values(source).find((from) => from.type === port.type)]),
  );
  const data = Object.fromEntries(
    Object.entries(arriving).map(([name, port]) => [name, port && portDataOf(port, readSource, nRows)]),
  );
  const labels = new Float64Array(nRows);
  const codeCounts = options.codeCounts ?? (() => new Uint32Array());
  const statistics = atOnce(
    block.fit({ settings, inputs: data, nRows, schema, labels, nTrainRows, codeCounts, sourceShares: [1] }),
  );
  const ports = builder.inBlock("block", () => block.program({ ...common, settings, statistics, inputs: arriving }));
  const parameters = initialParameters(builder, 1);
  const probes = (at: ParameterValues = parameters): readonly ProbeReading[] =>
    builder.probes.map((probe) => ({
      ...probe,
      values: run(probe.value, { nRows, inputs: { ...inputs, temperature: [0.3] }, parameters: at }),
    }));
  return {
    builder,
    ports,
    // They come from this block's own `fit`.
    statistics: statistics as StatisticsOf<Spec>,
    parameters,
    read(value, { table: other, parameters: at, temperature } = {}) {
      const prepared = other ? prepare(other) : { nRows, inputs };
      const feeds = { ...prepared.inputs, temperature: [temperature ?? 1] };
      return run(value, { nRows: prepared.nRows, inputs: feeds, parameters: at ?? parameters });
    },
    probes,
    explain: (at, unitOf = () => "") => block.explain({ settings, statistics, probes: probes(at), unitOf }),
  };
}

/** The port of that name and type; fails the test where it is absent. */
export function numberPort(run: BlockRun, name = "numbers"): NumberPort {
  const port = run.ports[name];
  if (port?.type !== "number") throw new Error(`no number port ${name}`);
  return port;
}

export function categoryPort(run: BlockRun, name = "categories"): CategoryPort {
  const port = run.ports[name];
  if (port?.type !== "category") throw new Error(`no category port ${name}`);
  return port;
}

/** The value of a features or weights port. */
export function portValue(run: BlockRun, name: string): ValueId {
  const port = run.ports[name];
  if (port?.type !== "features" && port?.type !== "weights") throw new Error(`no features or weights port ${name}`);
  return port.value;
}

/** Logits that make one alternative of a choice all but certain, for every row of the choice. */
export function oneHotLogits(parameter: Float32Array, nAlternatives: number, chosen: number): Float32Array {
  return parameter.map((_, i) => (i % nAlternatives === chosen ? 60 : -60));
}

/** Every n-th number from `start`: one column of row-major cells. */
export function columnOf(cells: readonly number[], nColumns: number, column: number): number[] {
  return cells.filter((_, i) => i % nColumns === column);
}
