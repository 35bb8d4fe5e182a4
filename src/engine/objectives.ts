/** The scalars that training differentiates, written onto the program once for all engines. */
import { ProgramBuilder } from "../program/builder.ts";
import { StudioError } from "../program/error.ts";
import { dependencies } from "../program/evaluate.ts";
import type { Node, ParameterNode, Program, ValueId } from "../program/types.ts";

/** Norm of the parameter steps, there and back, of the central difference in an alignment update. */
export const ALIGNMENT_DISTANCE = 0.01;

/** float32 rows []: what a weight of a row is worth, fed in an alignment update. */
export const ALIGNMENT_INPUT = "alignment";

export interface Objectives {
  readonly nodes: readonly Node[];
  /** rows []: loss of each row, before its weight. */
  readonly rowLoss: ValueId;
  /** Σ wᵢ ℓᵢ / batch. */
  readonly trainLoss: ValueId;
  /** trainLoss + penalty. */
  readonly train: ValueId;
  /** Mean loss, rows unweighted. */
  readonly validationLoss: ValueId;
  /** validationLoss + penalty. */
  readonly validation: ValueId;
  /** mean(wᵢ aᵢ) + penalty, where a is ALIGNMENT_INPUT; absent where the program has no row weights. */
  readonly alignment?: ValueId;
}

/** @throws E_ENGINE_LOSS for a program without a loss, such as one that only predicts. */
export function writeObjectives(program: Program): Objectives {
  const { loss, weights, penalty } = program.outputs;
  if (loss === undefined) {
    throw new StudioError({
      code: "E_ENGINE_LOSS",
      where: "program",
      expected: "an output loss",
      got: "a program that only predicts",
      fix: "Compile the pipeline for training.",
    });
  }
  const builder = new ProgramBuilder(program);
  const plusPenalty = (value: ValueId) => (penalty === undefined ? value : builder.add(value, penalty));
  const validationLoss = builder.meanRows(loss);
  const trainLoss = weights === undefined ? validationLoss : builder.meanRows(builder.mul(loss, weights));
  const objectives = {
    rowLoss: loss,
    trainLoss,
    train: plusPenalty(trainLoss),
    validationLoss,
    validation: plusPenalty(validationLoss),
  };
  if (weights === undefined) return { ...objectives, nodes: builder.nodes };
  const worth = builder.input(ALIGNMENT_INPUT, { rows: true, shape: [], dtype: "float32" }, { kind: "row" });
  const alignment = plusPenalty(builder.meanRows(builder.mul(weights, worth)));
  return { ...objectives, alignment, nodes: builder.nodes };
}

/** The parameters among `names` that a value depends on, in node order. */
export function parametersBehind(
  nodes: readonly Node[],
  value: ValueId,
  names: ReadonlySet<string>,
): readonly { readonly id: ValueId; readonly node: ParameterNode }[] {
  const needed = dependencies(nodes, [value]);
  return nodes.flatMap((node, id) =>
    node.kind === "parameter" && needed.has(id) && names.has(node.name) ? [{ id, node }] : [],
  );
}
