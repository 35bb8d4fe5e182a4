/** The trainer decides, an engine executes: soft training, hardening, retraining, the plain pipeline, and the report. */

import { studioError } from "../base/error.ts";
import { rolesOf, type TensorMap } from "../engine/engine.ts";
import type { PipelineStatistics } from "../pipeline/compile.ts";
import { plainDocument } from "../pipeline/default-document.ts";
import type { TrainingSettings } from "../pipeline/document.ts";
import { fit } from "../pipeline/fit.ts";
import { initialParameters, parameterNodes } from "../program/parameters.ts";
import { predictionProgram } from "../program/prediction-program.ts";
import type { ParameterRole, Program } from "../program/types.ts";
import type { Dataset } from "../table/types.ts";
import { freshState, hardStart, type StartOptions, startSoft, withFreshModel } from "./phase-starts.ts";
import { hardSchedule, planOf, softSchedule } from "./plan.ts";
import { replicaSettingsOf } from "./replicas.ts";
import { Run, type RunOptions } from "./run.ts";
import { explainBlocks, scoreStages } from "./stages.ts";
import type { Predictor, TrainedPipeline, TrainingReport } from "./types.ts";

export interface TrainOptions extends StartOptions, RunOptions {
  readonly splitNotes: readonly string[];
}

/**
 * Without a given number of steps, no phase passes over the training rows more often than this …
 *
 * Of eight small tables (four seeds each), 300 passes gave a test loss 5 to 17 % higher than 80 on five, the same on one,
 * and 4 and 10 % lower on two: weights learn rows by heart, and gates and choices follow, before best weights count. On
 * five larger tables (one seed) 80 were about as good.
 */
const MAX_EPOCHS = 80;
/** … or stops for that reason before so many steps. */
const MIN_STEPS_CAP = 400;
function predictorOf(program: Program, parameters: TensorMap, statistics: PipelineStatistics): Predictor {
  const prediction = predictionProgram(program);
  const kept = parameterNodes(prediction.nodes).map(({ name }) => [name, parameters[name]] as const);
  const { labelOffset, labelScale } = statistics;
  return { program: prediction, parameters: Object.fromEntries(kept), labelOffset, labelScale };
}

function assertColumns({ schema }: Dataset): void {
  if (schema.numbers.length + schema.categories.length > 0) return;
  throw studioError("E_TRAIN_COLUMNS", { target: schema.target.name });
}

/**
 * Trains a pipeline end to end and everything that it is compared with.
 *
 * @throws E_PIPELINE_* for an incomplete pipeline, E_TRAIN_COLUMNS without a column that is used, E_TRAIN_* when training cannot go on, E_GPU_* from engines.
 */
export async function train(options: TrainOptions): Promise<TrainedPipeline> {
  const { catalogue, document, dataset, control } = options;
  const { training } = document;
  const { seed } = training;
  const pause = options.pause ?? (async () => {});
  assertColumns(dataset);
  const run = new Run(options);
  run.report("preparing");
  const nTrain = dataset.split.train.length;
  const epochs = Math.ceil(nTrain / Math.min(training.batchSize, nTrain));
  const maxSteps = training.maxSteps ?? Math.max(MIN_STEPS_CAP, MAX_EPOCHS * epochs);

  const first = startSoft(options, run.notes);
  const isResumed = first.start.step > 0;
  const replicas = replicaSettingsOf(training);
  await run.planScoring(predictorOf(first.program, first.start.parameters, first.statistics));
  const soft = await run.phase({
    ...first,
    phase: "soft",
    // Going on begins where all replicas of the earlier run ended: with one set of weights.
    replicas: isResumed ? replicas.filter((each) => each.seed === seed) : replicas,
    startOf: (each) => (isResumed ? first.start : freshState(initialParameters(first.program, each.seed))),
    frozen: [],
    maxSteps,
    // Steps of an earlier run count, or choices would soften and the rate rise again when training goes on.
    scheduleOf: (totalSteps) => softSchedule(training, first.start.step + totalSteps),
    ...(isResumed ? { rival: first.start } : {}),
  });
  if (soft.isRivalBest) run.notes.push(NOT_BETTER_SO_FAR);
  if (control.isStopped()) run.notes.push(stoppedNote(soft.steps));
  await pause();

  run.report("tuning");
  const hard = hardStart(options, first.program, soft.best);
  const tuned = await run.phase({
    ...hard,
    phase: "tuning",
    replicas,
    startOf: (each) => freshState(withFreshModel(hard.program, each.seed, hard.parameters)),
    maxSteps: Math.max(soft.steps, 1),
    scheduleOf: (totalSteps) => hardSchedule(training, totalSteps),
    rival: freshState(hard.parameters),
  });
  if (tuned.isRivalBest) run.notes.push(NOT_RETRAINED);
  await pause();

  run.report("baseline");
  const winner = tuned.isRivalBest ? soft : tuned;
  const plain = fit({ catalogue, document: plainDocument(document, catalogue), dataset, seed });
  const baseline = await run.phase({
    ...plain,
    phase: "baseline",
    replicas,
    startOf: (each) => freshState(initialParameters(plain.program, each.seed)),
    frozen: [],
    // As many steps as the weights that it is compared with had; they are cheaper, so they end in the time that those took.
    maxSteps: Math.max(winner.steps, 1),
    atLeastMs: winner.ms,
    scheduleOf: (totalSteps) => hardSchedule(training, totalSteps),
  });
  await pause();

  run.report("evaluating");
  const predictor = predictorOf(hard.program, tuned.best.parameters, hard.statistics);
  const scores = await scoreStages(
    dataset,
    {
      soft: predictorOf(first.program, soft.best.parameters, first.statistics),
      hard: predictorOf(hard.program, hard.parameters, hard.statistics),
      tuned: predictor,
      baseline: predictorOf(plain.program, baseline.best.parameters, plain.statistics),
    },
    { seed, pause },
  );
  const explanations = explainBlocks({
    catalogue,
    document,
    program: first.program,
    parameters: soft.best.parameters,
    statistics: first.statistics,
  });
  const { split } = dataset;
  const labelled = split.train.length + split.validation.length + split.test.length;
  const { id, title } = run.engine.info;
  const report: TrainingReport = {
    task: dataset.schema.target.task,
    rows: {
      total: dataset.nRows,
      train: split.train.length,
      validation: split.validation.length,
      test: split.test.length,
      unlabelled: dataset.nRows - labelled,
    },
    seconds: run.seconds(),
    engine: id,
    engineTitle: title,
    steps: soft.steps,
    seed,
    ...scores,
    explanations,
    history: soft.history,
    ...(replicas.length > 1
      ? { replicas: { soft: soft.replicas, tuned: tuned.replicas, baseline: baseline.replicas } }
      : {}),
    // What befell several phases is said once.
    notes: [
      ...new Set([
        ...options.splitNotes,
        ...validationNotes(training, first.program),
        ...run.notes,
        ...run.hostNotes(),
      ]),
    ],
  };
  const softState = { statistics: first.statistics, state: soft.best };
  return { document, schema: dataset.schema, predictor, soft: softState, fileHashes: options.fileHashes, report };
}

const NOT_BETTER_SO_FAR =
  "Going on did not lower the validation loss of the blend, so it keeps the weights that it came with.";

const NOT_RETRAINED =
  "Retraining did not lower the validation loss of the final pipeline, so it keeps the weights that it had before.";

function stoppedNote(steps: number): string {
  return `The run was stopped after ${steps} ${steps === 1 ? "step" : "steps"} of the blend; its best weights were kept, and what came after was cut short.`;
}

/** What was trained on validation rows, so that nobody takes validation metrics for a test. */
function validationNotes(training: TrainingSettings, program: Program): readonly string[] {
  const words: Readonly<Record<ParameterRole, string>> = {
    model: "Models",
    pipeline: "Cleaning and selection",
    data: "Weights of rows and sources",
  };
  return planOf(training, program, [])
    .updates.filter((update) => update.lossOn === "validation")
    .flatMap(rolesOf)
    .map(
      (role) =>
        `${words[role]} were trained on the validation rows, so validation metrics are too good; compare test metrics.`,
    );
}
