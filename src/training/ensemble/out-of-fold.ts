/** What candidates and ensembles say of rows that they were not trained on. */
import { mean } from "../../base/spread.ts";
import type { Dataset } from "../../table/types.ts";
import { labelsOf, weightsOf } from "../measure.ts";
import type { HeldOut } from "../types.ts";
import type { OutOfFold } from "./choose-members.ts";
import { type Criterion, criterionOf } from "./criterion.ts";
import type { TrainedCandidate } from "./members.ts";

/** What a trained candidate said of the first `nFolds` parts, one after the other. */
export function heldOutOf({ models }: TrainedCandidate, nFolds: number): HeldOut {
  const some = models.slice(0, nFolds);
  return { rows: joinRows(some.map(({ rows }) => rows)), values: joinValues(some.map(({ values }) => values)) };
}

/** What candidates said, to be compared: of the parts that all of them have been trained on. */
export function scoresOf(dataset: Dataset, candidates: readonly TrainedCandidate[], nFolds: number): OutOfFold {
  const all = candidates.map((candidate) => heldOutOf(candidate, nFolds));
  const [{ rows }] = all;
  const criterion = criterionOf(candidates[0].candidate.document.training, dataset.schema.target);
  return outOfFoldOf(
    dataset,
    rows,
    all.map(({ values }) => values),
    criterion,
  );
}

/**
 * What several said of the same rows, to be compared.
 *
 * @param said      [rows, classes] probabilities each, or [rows] values.
 * @param criterion what counts; absent: the loss that is trained.
 */
export function outOfFoldOf(
  dataset: Dataset,
  rows: Uint32Array,
  said: readonly Float64Array[],
  criterion?: Criterion,
): OutOfFold {
  const { groups, schema } = dataset;
  const isRegression = schema.target.task === "regression";
  const nClasses = schema.target.classes.length;
  const own = labelsOf(dataset, rows);
  const scores = said.map((values) =>
    isRegression || criterion ? values : own.map((label, index) => values[index * nClasses + label]),
  );
  return {
    isRegression,
    scores,
    ...(criterion ? { criterion } : {}),
    labels: own,
    weights: shareOfMean(weightsOf(dataset, rows)),
    ...(groups ? { groups: Int32Array.from(rows, (row) => groups[row]) } : {}),
  };
}

/** Weights divided by their mean; equal ones where no row of these has any. */
export function shareOfMean(weights: Float64Array | undefined): Float64Array | undefined {
  const centre = weights && mean(weights);
  return centre ? weights.map((weight) => weight / centre) : undefined;
}

export interface WeightedHeldOut {
  readonly heldOut: HeldOut;
  readonly weight: number;
}

/** The mean of what several said of the same rows, each with its weight. */
export function mixHeldOut(weighted: readonly WeightedHeldOut[]): HeldOut {
  const [{ heldOut: first }] = weighted;
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const values = new Float64Array(first.values.length);
  for (const { heldOut, weight } of weighted) {
    for (let index = 0; index < values.length; index++) values[index] += (weight / total) * heldOut.values[index];
  }
  return { rows: first.rows, values };
}

function joinRows(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return all;
}

function joinValues(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return all;
}
