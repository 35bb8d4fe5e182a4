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

/** So much of its weight a row keeps, however wrong its label seems: without, nothing keeps probabilities of rows that were written off from 0. */
const LEAST_WEIGHT = 0.05;

/**
 * The loss of a row whose label is wrong with probability ρ, and then any other class alike: (1 − b)·f + b·ℓ with
 * f = −ln((1 − ρ)·p + ρ·(1 − p) / (C − 1)), p = e^−ℓ, what the model says of the label, and b = LEAST_WEIGHT. The slope of f in ℓ is
 * about the probability that the label is right, given what the model says of it: rows are weighed by that, anew in each step.
 *
 * @param loss float32 rows []: cross-entropy ℓ.
 * @param wrong ρ > 0; below (C − 1) / C, or wrong labels would be the likelier ones.
 * @source Forward correction by a symmetric noise matrix: Patrini et al., "Making deep neural networks robust to label noise" (CVPR 2017).
 *   DIFF: b; there it is 0.
 */
export function lossOfDoubted(
  builder: ProgramBuilder,
  loss: ValueId,
  { wrong, nClasses }: { readonly wrong: number; readonly nClasses: number },
): ValueId {
  const ofOther = wrong / (nClasses - 1);
  const probability = builder.exp(builder.neg(loss));
  const ofLabel = builder.add(builder.scalar(ofOther), builder.mul(builder.scalar(1 - wrong - ofOther), probability));
  const weighed = builder.mul(builder.scalar(1 - LEAST_WEIGHT), builder.neg(builder.log(ofLabel)));
  return builder.add(weighed, builder.mul(builder.scalar(LEAST_WEIGHT), loss));
}
