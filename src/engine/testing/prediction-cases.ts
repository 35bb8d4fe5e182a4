/** Values of programs as predictions compute them, with numbers for them: what pruning and compiling must not change. */
import { randomNormals, randomUint32, STREAMS } from "../../base/random.ts";
import type { Block } from "../../blocks/block.ts";
import { fitAround } from "../../blocks/testing/around.ts";
import { usualTable } from "../../blocks/testing/tables.ts";
import { tableFeeds } from "../../pipeline/fit.ts";
import { dependencies, type Feeds } from "../../program/evaluate.ts";
import { mixesRows } from "../../program/op-traits.ts";
import { hardenParameters, initialParameters } from "../../program/parameters.ts";
import { predictionProgram, withoutSchedule } from "../../program/prediction-program.ts";
import { type Node, type Program, sizeOf, type ValueId } from "../../program/types.ts";
import type { Columns, Task } from "../../table/types.ts";
import type { TensorMap } from "../engine.ts";
import { type CaseProgram, type Recipe, writeProgram } from "../loops/testing/random-programs.ts";
import { drawCase, N_ROWS } from "./draw-case.ts";
import type { OpCase } from "./op-cases.ts";
import { type SAMPLES, sampleCase } from "./sample-cases.ts";

export interface PredictionCase {
  readonly title: string;
  readonly nodes: readonly Node[];
  readonly value: ValueId;
  readonly nRows: number;
  readonly inputs: Feeds["inputs"];
  readonly parameters: TensorMap;
  /** Values that are 0 where an op has a kink or jumps. */
  readonly kinks: readonly ValueId[];
}

/** Soft as training leaves it, where choices lean and gates are half open; and hard. */
const STATES = ["soft", "hard"] as const;
type State = (typeof STATES)[number];

const JITTER = 0.5;

function parametersOf(program: Program, state: State): TensorMap {
  const leaning = Object.entries(initialParameters(program, 3)).map(([name, values], step) => {
    const noise = randomNormals({ seed: 9, stream: STREAMS.sample, step }, values.length);
    return [name, values.map((value, element) => value + JITTER * noise[element])] as const;
  });
  const parameters = Object.fromEntries(leaning);
  return state === "soft" ? parameters : hardenParameters(program, parameters).values;
}

function casesOf(title: string, whole: Program, columns: Columns): readonly PredictionCase[] {
  const { nodes, outputs } = predictionProgram(whole);
  const rows = Array.from({ length: Math.min(columns.nRows, 150) }, (_, row) => row);
  const inputs = tableFeeds(columns, rows);
  return STATES.map((state) => ({
    title: `${title}, ${state}`,
    nodes,
    value: outputs.prediction,
    nRows: rows.length,
    inputs,
    parameters: parametersOf(whole, state),
    kinks: [],
  }));
}

/** A pipeline around a block, in both states. */
export function blockCases(
  block: Block,
  task: Task,
  settings: Readonly<Record<string, unknown>> = {},
): readonly PredictionCase[] {
  const table = usualTable(task);
  return casesOf(block.spec.id, fitAround(block, table, settings).program, table);
}

/** The pipeline that is proposed for a sample, in both states. */
export async function sampleCases(sample: (typeof SAMPLES)[number]): Promise<readonly PredictionCase[]> {
  const { program, data } = await sampleCase(sample);
  return casesOf(sample.id, program, data);
}

export function opPrediction(opCase: OpCase, seed: number): PredictionCase {
  const { builder, value, inputs, parameters } = drawCase(opCase, seed);
  return { title: opCase.title, nodes: builder.nodes, value, nRows: N_ROWS, inputs, parameters, kinks: [] };
}

/** Whether a value is the same whatever other rows there are. */
function isOfOneRow(nodes: readonly Node[], value: ValueId): boolean {
  return [...dependencies(nodes, [value])].every((id) => {
    const node = nodes[id];
    return node.kind !== "op" || !mixesRows[node.op];
  });
}

/**
 * All row-bound numbers of a random program side by side. Some parameters become 0, 1 or so small that what they multiply
 * does not count, as in hard choices.
 */
export function randomPrediction(recipe: Recipe, nRows: number): PredictionCase {
  const program: CaseProgram = writeProgram(recipe);
  const { builder, kinks } = program;
  const ends = builder.nodes.flatMap(({ type }, id) =>
    type.rows && type.dtype === "float32" && isOfOneRow(builder.nodes, id) ? [id] : [],
  );
  const value = builder.concat(ends.slice(-8).map((id) => builder.reshape(id, [sizeOf(builder.typeOf(id).shape)])));
  const parameters = Object.fromEntries(
    Object.entries(program.parameters).map(([name, values], step) => [
      name,
      values.map((number, i) => {
        const draw = randomUint32({ seed: recipe.seed, stream: 95, step }, i) % 6;
        return draw === 0 ? 0 : draw === 1 ? 1 : number;
      }),
    ]),
  );
  const inputs = Object.fromEntries(program.rows(nRows).map((input) => [input.name, input.values]));
  const own = dependencies(builder.nodes, [value]);
  return {
    title: `seed ${recipe.seed}`,
    nodes: withoutSchedule(builder.nodes),
    value,
    nRows,
    inputs,
    parameters,
    kinks: kinks.filter((id) => own.has(id)),
  };
}
