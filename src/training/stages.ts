/** From stages to metrics, a verdict and plain words. */

import { randomPermutation, STREAMS } from "../base/random.ts";
import type { ProbeReading } from "../blocks/block.ts";
import { shortWords } from "../blocks/kit/short-words.ts";
import type { TensorMap, TrainingState } from "../engine/engine.ts";
import type { Catalogue } from "../pipeline/checks.ts";
import type { PipelineStatistics } from "../pipeline/compile.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import { evaluate } from "../program/evaluate.ts";
import { predictionProgram } from "../program/prediction-program.ts";
import type { Program } from "../program/types.ts";
import type { Dataset, Split } from "../table/types.ts";
import { unitOf } from "../table/unit-of.ts";
import { constantPredictions } from "./baselines-constant.ts";
import { pairedBootstrap, verdictSentence } from "./bootstrap.ts";
import { labelsOf, measure } from "./measure.ts";
import { leadingMetrics, type Metrics } from "./metrics.ts";
import type { TrainedPhase } from "./phase/phase.ts";
import {
  nameInVerdict,
  type PhaseRow,
  type Stage,
  TRAINED_STAGES,
  TRAINING_PHASES,
  type TrainedStage,
} from "./phases.ts";
import { type Predictions, predict, predictorOf } from "./predict.ts";
import type { BlockExplanation, Predictor, TrainingReport, Verdict } from "./types.ts";

/** Training metrics are computed on at most this many rows, a seeded sample; validation and test rows are all used. */
const MAX_TRAIN_ROWS = 10_000;

const SPLITS: readonly Split[] = ["train", "validation", "test"];

/** One for each stage that was trained; some may be missing where they are not asked for. */
export type StagePredictors = Readonly<Partial<Record<TrainedStage, Predictor>>>;

function scoredRows(dataset: Dataset, split: Split, seed: number): Uint32Array {
  const rows = dataset.split[split];
  if (split !== "train" || rows.length <= MAX_TRAIN_ROWS) return rows;
  const order = randomPermutation({ seed, stream: STREAMS.sample, step: 1 }, rows.length);
  return Uint32Array.from(order.subarray(0, MAX_TRAIN_ROWS), (index) => rows[index]);
}

/** Rows that each stage is scored on, all splits together. */
export function nScoredRows({ split }: Dataset): number {
  return Math.min(split.train.length, MAX_TRAIN_ROWS) + split.validation.length + split.test.length;
}

/** Share of each class among training labels; empty for a regression. */
export function classShares(dataset: Dataset): number[] {
  const { classes } = dataset.schema.target;
  const counts = new Array<number>(classes.length).fill(0);
  if (classes.length === 0) return counts;
  for (const row of dataset.split.train) counts[dataset.labels[row]]++;
  return counts.map((count) => count / Math.max(dataset.split.train.length, 1));
}

/**
 * Scores every stage on every split. Test rows are predicted here and nowhere else.
 *
 * @param pause awaited between chunks of rows.
 */
export async function scoreStages(
  dataset: Dataset,
  predictors: StagePredictors,
  options: {
    readonly seed: number;
    /** Of the target; "" where it has none. */
    readonly unit?: string;
    readonly pause: () => Promise<void>;
  },
): Promise<{
  readonly metrics: TrainingReport["metrics"];
  readonly verdict?: Verdict;
  readonly leading: TrainingReport["leading"];
}> {
  const { task, classes } = dataset.schema.target;
  const nClasses = task === "regression" ? 0 : classes.length;
  const leading = leadingMetrics(task, classShares(dataset));
  const metrics = {} as Record<Split, Partial<Record<Stage, Metrics>>>;
  const onTest: Partial<Record<Stage, Float64Array>> = {};
  for (const split of SPLITS) {
    const rows = scoredRows(dataset, split, options.seed);
    metrics[split] = {};
    if (rows.length === 0) continue;
    const score = (stage: Stage, predictions: Predictions) => {
      metrics[split][stage] = measure(predictions, dataset, rows);
      if (split === "test") onTest[stage] = predictions.values;
    };
    for (const stage of TRAINED_STAGES) {
      const predictor = predictors[stage];
      if (predictor) score(stage, await predict(predictor, dataset, { rows, pause: options.pause }));
    }
    const trainLabels = labelsOf(dataset, dataset.split.train);
    const shape = { task, nClasses, nRows: rows.length };
    score("constant", { ...shape, values: constantPredictions({ ...shape, trainLabels }) });
  }
  const metric = leading[0];
  const [deployed, opponent] = [sideOf("deployed", onTest), sideOf("opponent", onTest)];
  if (!deployed || !opponent || metrics.test[deployed.stage]?.[metric] === undefined) return { metrics, leading };
  const [first, second] = [deployed.predictions, opponent.predictions];
  const labels = labelsOf(dataset, dataset.split.test);
  const { seed, pause } = options;
  const groups = dataset.groups && Int32Array.from(dataset.split.test, (row) => dataset.groups?.[row] ?? row);
  const sides = { task, nClasses, labels, first, second, metric, seed, ...(groups ? { groups } : {}) };
  const result = await pairedBootstrap({ ...sides, pause });
  const shown = [deployed, opponent].map(({ stage }) => metrics.test[stage]?.[metric] ?? Number.NaN);
  const sentence = verdictSentence(result, {
    metric,
    firstName: deployed.name,
    secondName: opponent.name,
    values: [shown[0], shown[1]],
    ...(options.unit === undefined ? {} : { unit: options.unit }),
  });
  return { metrics, leading, verdict: { ...result, metric, sentence } };
}

type Side = NonNullable<PhaseRow["inVerdict"]>;

/** What the verdict compares: the last phase that is there for it, with what it says of the test rows. */
function sideOf(as: Side["as"], onTest: Readonly<Partial<Record<Stage, Float64Array>>>) {
  const sides = TRAINING_PHASES.flatMap((row) => {
    const { inVerdict, stages } = row;
    const predictions = onTest[stages.best.id];
    return inVerdict?.as === as && predictions
      ? [{ name: nameInVerdict(row), stage: stages.best.id, predictions }]
      : [];
  });
  return sides.at(-1);
}

/** What predicts of each stage that was trained. */
export function stagePredictors(trained: readonly TrainedPhase[]): StagePredictors {
  const predictors = trained.flatMap(({ row: { stages }, outcome: { program, statistics, rival, best } }) => {
    const of = ({ parameters }: TrainingState) => predictorOf(program, parameters, statistics);
    const kept = [[stages.best.id, of(best)] as const];
    return stages.rival && rival ? [...kept, [stages.rival.id, of(rival)] as const] : kept;
  });
  return Object.fromEntries(predictors);
}

/** The numbers of every probe at given parameters. */
export function readProbes(program: Program, parameters: TensorMap): ReadonlyMap<string, ProbeReading[]> {
  const prediction = predictionProgram(program);
  const values = evaluate(
    prediction.nodes,
    { nRows: 1, inputs: {}, parameters },
    prediction.probes.map((probe) => probe.value),
  );
  const byBlock = new Map<string, ProbeReading[]>();
  prediction.probes.forEach((probe, index) => {
    const reading = { ...probe, values: Array.from(values[index].data) };
    byBlock.set(probe.block, [...(byBlock.get(probe.block) ?? []), reading]);
  });
  return byBlock;
}

/** One sentence a block, in document order. */
export function explainBlocks(options: {
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly program: Program;
  readonly parameters: TensorMap;
  readonly statistics: PipelineStatistics;
}): BlockExplanation[] {
  const { catalogue, document, program, parameters, statistics } = options;
  const readings = readProbes(program, parameters);
  return document.blocks.flatMap((instance) => {
    const block = catalogue.get(instance.type);
    const fitted = statistics.blocks[instance.id];
    if (!block || !fitted) return [];
    const settings = block.parseSettings(instance.settings, `${instance.type} (block ${instance.id})`);
    const probes = readings.get(instance.id) ?? [];
    const explanation = block.explain({
      settings,
      statistics: fitted,
      probes,
      unitOf: (column) => unitOf(document.rules, column),
    });
    return [{ ...explanation, block: instance.id, title: block.spec.title, short: shortWords(probes) }];
  });
}
