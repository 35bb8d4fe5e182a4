import type { ProgramBuilder } from "../program/builder.ts";
import { labelsInput } from "../program/inputs.ts";
import type { ValueId } from "../program/types.ts";
import type { Task } from "../table/types.ts";

/** Logits that a task needs: one for two classes and for a number, else one a class. */
export function outputsOf(task: Task, nClasses: number): number {
  return task === "multiclass" ? nClasses : 1;
}

/**
 * Loss of each row, mean over members: cross-entropy of logits, or half the squared error of the standardised target.
 *
 * @param prediction float32 rows [members, outputs].
 * @returns float32 rows [].
 * @source softplus(z) − y·z is the binary cross-entropy of a logit; log Σ exp z − z_y that of several.
 */
export function rowLoss(builder: ProgramBuilder, prediction: ValueId, task: Task): ValueId {
  const [members, outputs] = builder.typeOf(prediction).shape;
  const meanOverMembers = (perMember: ValueId) => builder.mul(builder.sum(perMember, 0), builder.scalar(1 / members));
  if (task === "multiclass") {
    const labels = builder.oneHot(labelsInput(builder, "int32"), [outputs]);
    const picked = builder.sum(builder.mul(prediction, labels), 1);
    return meanOverMembers(builder.sub(builder.logSumExp(prediction), picked));
  }
  const labels = labelsInput(builder, "float32");
  const z = builder.reshape(prediction, [members]);
  if (task === "binary") return meanOverMembers(builder.sub(builder.softplus(z), builder.mul(z, labels)));
  return meanOverMembers(builder.mul(builder.scalar(0.5), builder.square(builder.sub(z, labels))));
}
