/** What looks at no column, as a candidate like any other: it costs no training, and keeps what is deployed from being worse than it. */
import { ensembleText } from "../../base/texts/ensemble.ts";
import type { PipelineDocument, TrainingSettings } from "../../pipeline/document.ts";
import { outputsOf, quantileOf } from "../../pipeline/loss.ts";
import { ProgramBuilder } from "../../program/builder.ts";
import { categoriesInput, numbersInput } from "../../program/inputs.ts";
import type { ValueId } from "../../program/types.ts";
import { type Dataset, type DatasetSchema, FIRST_LEVEL_CODE } from "../../table/types.ts";
import { constantPredictions } from "../baselines-constant.ts";
import { labelsOf, weightsOf } from "../measure.ts";
import type { Predictor } from "../types.ts";
import { type Candidate, CONSTANT } from "./candidates.ts";
import { evidenceRows } from "./folds.ts";
import type { FoldModel, TrainedCandidate } from "./members.ts";

/** Of a class that no training row has. */
const LEAST_SHARE = 1e-6;

/** @param folds splits that hold out one part each */
export function constantCandidate(
  dataset: Dataset,
  { folds, document }: { readonly folds: readonly Dataset["split"][]; readonly document: PipelineDocument },
): TrainedCandidate {
  const candidate: Candidate = {
    id: CONSTANT,
    title: ensembleText("constant", { isRegression: dataset.schema.target.task === "regression" }),
    document,
    isLearned: false,
    changes: [],
  };
  return { candidate, models: folds.map((split) => constantModel({ ...dataset, split }, document.training)) };
}

/** The shares of the classes among training rows, or the mean of the target, or its quantile where that is asked for. */
export function constantModel(dataset: Dataset, training: TrainingSettings): FoldModel {
  const { task, classes } = dataset.schema.target;
  const { train } = dataset.split;
  const rows = evidenceRows(dataset, training.seed);
  const shape = { task, nClasses: classes.length, quantile: quantileOf(training, task) };
  const said = { ...shape, trainLabels: labelsOf(dataset, train), weights: weightsOf(dataset, train) };
  const told = constantPredictions({ ...said, nRows: 1 });
  const labelOffset = task === "regression" ? told[0] : 0;
  return {
    predictor: saying(task === "regression" ? [0] : logitsOf(told), { schema: dataset.schema, labelOffset }),
    statistics: { nTrainRows: train.length, labelOffset, labelScale: 1, split: "", blocks: {} },
    rows,
    values: constantPredictions({ ...said, nRows: rows.length }),
    stepsDone: 1,
    bestShare: 1,
    seconds: 0,
    letThrough: {},
  };
}

const logitsOf = (shares: Float64Array): readonly number[] =>
  Array.from(shares, (share) => Math.log(Math.max(share, LEAST_SHARE)));

/** float32 rows [1], 0 in each: members of an ensemble are told row by row. Whatever predicts leaves it out. */
function nothingOfRow(builder: ProgramBuilder, { numbers, categories }: DatasetSchema): ValueId {
  if (numbers.length > 0) {
    const first = builder.takeColumns(numbersInput(builder, numbers.length), [0]);
    return builder.mul(first, builder.scalar(0));
  }
  const depths = categories.map(({ levels }) => FIRST_LEVEL_CODE + levels.length);
  const marks = builder.oneHot(categoriesInput(builder, categories.length), depths);
  return builder.mul(builder.takeColumns(marks, [0]), builder.scalar(0));
}

function saying(
  logits: readonly number[],
  { schema, labelOffset }: { readonly schema: DatasetSchema; readonly labelOffset: number },
): Predictor {
  const builder = new ProgramBuilder();
  const { task } = schema.target;
  const nOutputs = outputsOf(task, logits.length);
  const told = builder.constant([nOutputs], task === "binary" ? [logits[1] - logits[0]] : logits);
  const prediction = builder.reshape(builder.add(told, nothingOfRow(builder, schema)), [1, nOutputs]);
  return {
    program: { nodes: builder.nodes, outputs: { prediction }, probes: [] },
    parameters: {},
    labelOffset,
    labelScale: 1,
  };
}
