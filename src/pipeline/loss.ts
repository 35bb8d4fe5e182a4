import type { ProgramBuilder } from "../program/builder.ts";
import { labelsInput } from "../program/inputs.ts";
import type { ValueId } from "../program/types.ts";
import type { Task } from "../table/types.ts";
import type { TrainingSettings } from "./document.ts";

/** Logits that a task needs: one for two classes and for a number, else one a class. */
export function outputsOf(task: Task, nClasses: number): number {
  return task === "multiclass" ? nClasses : 1;
}

/** Where the settings do not say: the quantile that half of the rows lie below. */
export const MEDIAN = 0.5;
/** Where the settings do not say, in standard deviations of the target. */
export const HUBER_WIDTH = 0.5;

/** What of the settings decides on what numbers are trained. */
export type NumberLoss = Pick<TrainingSettings, "loss" | "huberWidth" | "quantile">;

/** The share of rows that are to lie below what is said of them; undefined where the mean is what is said. */
export function quantileOf({ loss, quantile = MEDIAN }: NumberLoss, task: Task): number | undefined {
  return task === "regression" && loss === "quantile" ? quantile : undefined;
}

/** Whether rows count so that all classes count alike. */
export function areClassesBalanced({ classWeights }: Pick<TrainingSettings, "classWeights">, task: Task): boolean {
  return task !== "regression" && classWeights === "balanced";
}

/** Of each member, float32 rows [members]. @param error z − y, standardised */
function numberLoss(builder: ProgramBuilder, error: ValueId, settings: NumberLoss): ValueId {
  const { loss, huberWidth = HUBER_WIDTH, quantile = MEDIAN } = settings;
  switch (loss) {
    case undefined:
      return builder.mul(builder.scalar(0.5), builder.square(error));
    case "huber": {
      const size = builder.abs(error);
      const near = builder.minimum(size, builder.scalar(huberWidth));
      return builder.mul(near, builder.sub(size, builder.mul(builder.scalar(0.5), near)));
    }
    case "quantile":
      return builder.maximum(
        builder.mul(builder.scalar(1 - quantile), error),
        builder.mul(builder.scalar(-quantile), error),
      );
    default:
      return loss satisfies never;
  }
}

/**
 * Loss of each row, mean over members: cross-entropy of logits; of the error e of the standardised target e²/2, or, as the settings say, the Huber
 * loss (e²/2 where |e| ≤ δ, else δ·(|e| − δ/2)) or the quantile loss max((1 − τ)·e, −τ·e).
 *
 * @param prediction float32 rows [members, outputs].
 * @returns float32 rows [].
 * @source softplus(z) − y·z is the binary cross-entropy of a logit; log Σ exp z − z_y that of several. Huber, "Robust estimation of a location
 *   parameter" (1964); Koenker and Bassett, "Regression quantiles" (Econometrica 1978).
 */
export function rowLoss(
  builder: ProgramBuilder,
  prediction: ValueId,
  { task, numbers = {} }: { readonly task: Task; readonly numbers?: NumberLoss },
): ValueId {
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
  return meanOverMembers(numberLoss(builder, builder.sub(z, labels), numbers));
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
