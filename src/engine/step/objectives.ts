/** The scalars that training differentiates, written onto the program once for all engines. */

import { studioError } from "../../base/error.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { dependencies } from "../../program/evaluate.ts";
import { parameterNodes } from "../../program/parameters.ts";
import type { Node, ParameterNode, Program, ValueId } from "../../program/types.ts";

/** How far the model's parameters are perturbed to each side for the central difference of an alignment. */
export const ALIGNMENT_DISTANCE = 0.01;

/** The sides of that difference: along the direction and against it. */
export const SIDES = ["plus", "minus"] as const;
export type Side = (typeof SIDES)[number];

/** The name by which an alignment reads the copy of a parameter on one side. */
export function perturbedName(side: Side, parameter: string): string {
  return `${parameter} ${side}`;
}

export interface Objectives {
  readonly nodes: readonly Node[];
  /** Σ wᵢ ℓᵢ / batch, of the loss that is trained. */
  readonly trainLoss: ValueId;
  /** trainLoss + penalty. */
  readonly train: ValueId;
  /** Mean loss, rows unweighted. */
  readonly validationLoss: ValueId;
  /** validationLoss + penalty. */
  readonly validation: ValueId;
  /**
   * mean(wᵢ (ℓᵢ⁻ − ℓᵢ⁺) / 2d) + penalty with d = ALIGNMENT_DISTANCE, where ℓᵢ⁺ and ℓᵢ⁻ are the losses of a row on both sides; absent
   * where the program has no row weights. Perturbed by ± d along `alignmentDirection` u of the model's validation gradient g,
   * so long that uᵀg = ‖g‖, a row's factor is −uᵀ∇ℓᵢ: how much the validation loss grows with its weight where the optimiser takes the step, up to a scale.
   * It fades as the row is fitted.
   *
   * @source Ren et al., "Learning to reweight examples" (ICML 2018), with the optimiser's own step as in arXiv 2602.00329, and the
   *   directional derivative by differences as in "DARTS" (Liu et al., ICLR 2019, §2.3).
   */
  readonly alignment?: ValueId;
  /** The parameters whose perturbed copies the alignment reads: those of the model that move and that a row's loss depends on. */
  readonly perturbed: readonly string[];
}

/**
 * @param frozen names of parameters that do not move.
 * @throws E_ENGINE_LOSS for a program without a loss, such as one that only predicts.
 */
export function writeObjectives(program: Program, frozen: readonly string[] = []): Objectives {
  const { loss, trainedLoss = loss, weights, penalty } = program.outputs;
  if (loss === undefined || trainedLoss === undefined) {
    throw studioError("E_ENGINE_LOSS");
  }
  const builder = new ProgramBuilder(program);
  const plusPenalty = (value: ValueId) => (penalty === undefined ? value : builder.add(value, penalty));
  const validationLoss = builder.meanRows(loss);
  const trainLoss = builder.meanRows(weights === undefined ? trainedLoss : builder.mul(trainedLoss, weights));
  const objectives = {
    trainLoss,
    train: plusPenalty(trainLoss),
    validationLoss,
    validation: plusPenalty(validationLoss),
  };
  if (weights === undefined) return { ...objectives, perturbed: [], nodes: builder.nodes };
  const moving = parameterNodes(program.nodes).filter(({ role, name }) => role === "model" && !frozen.includes(name));
  const perturbed = parametersBehind(program.nodes, loss, new Set(moving.map(({ name }) => name))).map(
    ({ node }) => node.name,
  );
  const [plus, minus] = SIDES.map((side) => writePerturbed(builder, side, trainedLoss, new Set(perturbed)));
  const slope = builder.mul(builder.sub(minus, plus), builder.scalar(1 / (2 * ALIGNMENT_DISTANCE)));
  const alignment = plusPenalty(builder.meanRows(builder.mul(weights, slope)));
  return { ...objectives, alignment, perturbed, nodes: builder.nodes };
}

/** Writes once more what depends on some parameters, with their copies on one side; what does not depend on them is shared. */
function writePerturbed(builder: ProgramBuilder, side: Side, value: ValueId, names: ReadonlySet<string>): ValueId {
  const needed = dependencies(builder.nodes, [value]);
  const written = new Map<ValueId, ValueId>();
  for (let id = 0; id <= value; id++) {
    const node = builder.nodes[id];
    if (!needed.has(id)) continue;
    if (node.kind === "parameter" && names.has(node.name)) {
      const { block, name, type, role, initial, decays } = node;
      const own = perturbedName(side, name.slice(block.length + 1));
      const options = { shape: type.shape, role, initial, decays };
      written.set(
        id,
        builder.inBlock(block, () => builder.parameter(own, options)),
      );
    }
    if (node.kind !== "op" || !node.inputs.some((input) => written.has(input))) continue;
    const inputs = node.inputs.map((input) => written.get(input) ?? input);
    written.set(
      id,
      builder.inBlock(node.block, () => builder.op(node.op, inputs, node.attributes as never)),
    );
  }
  return written.get(value) ?? value;
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
