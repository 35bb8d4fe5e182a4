/** From logits to what a row is told: written as ops, so that whatever predicts says the same. */
import { ProgramBuilder } from "../program/builder.ts";
import type { Node, ValueId } from "../program/types.ts";
import type { Task } from "../table/types.ts";
import type { Predictor } from "./types.ts";

export interface PredictedValues {
  readonly nodes: readonly Node[];
  /** Of each row: probabilities [nClasses], or [1], a value in the target's own unit; means over members. */
  readonly value: ValueId;
}

/** What follows the prediction [members, outputs] of a predictor's program. */
export function predictedValues({ program, labelOffset, labelScale }: Predictor, task: Task): PredictedValues {
  const builder = new ProgramBuilder(program);
  const { prediction } = program.outputs;
  const [nMembers] = builder.typeOf(prediction).shape;
  const told = builder.inBlock("", () => {
    switch (task) {
      case "regression":
        return builder.add(builder.mul(prediction, builder.exact([], [labelScale])), builder.exact([], [labelOffset]));
      case "binary":
        return builder.concat([builder.sigmoid(builder.neg(prediction)), builder.sigmoid(prediction)]);
      case "multiclass":
        return builder.softmax(prediction);
      default:
        return task satisfies never;
    }
  });
  const total = builder.sum(told, 0);
  return { nodes: builder.nodes, value: nMembers === 1 ? total : builder.div(total, builder.exact([], [nMembers])) };
}
