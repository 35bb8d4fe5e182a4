/** A hard pipeline trained by itself, as the product trains the plain one: the opponents, without the product's run around them. */
import { documentOfRun } from "../../src/app/document-table.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { catalogue } from "../../src/pipeline/catalogue.ts";
import { fit } from "../../src/pipeline/fit.ts";
import { initialParameters } from "../../src/program/parameters.ts";
import type { Dataset } from "../../src/table/types.ts";
import { freshState } from "../../src/training/phase/phase.ts";
import { runPhase } from "../../src/training/phase/run-phase.ts";
import { evaluationCadence, hardSchedule, planOf } from "../../src/training/plan.ts";
import { predict, predictorOf } from "../../src/training/predict.ts";
import type { Predictor } from "../../src/training/types.ts";
import { type Budget, clockOf, secondsOf } from "./budget.ts";
import { proposedDocument } from "./own-documents.ts";
import type { HardPlan } from "./plan.ts";
import type { SplitTask } from "./split-task.ts";

/** Where time alone is given, no training passes over its rows more often than this, or stops for it before so many steps. */
const MOST_EPOCHS = 80;
const LEAST_CAP = 400;

export interface HardTrained {
  readonly predictor: Predictor;
  readonly steps: number;
  /** What was trained, with the number of its steps. */
  readonly plan: HardPlan;
}

function mostSteps({ split }: Dataset, batchSize: number): number {
  const nTrain = split.train.length;
  return Math.max(LEAST_CAP, MOST_EPOCHS * Math.ceil(nTrain / Math.min(batchSize, nTrain)));
}

/** @throws E_PIPELINE_* where a document cannot be trained on the table, and as engines. */
export async function trainHard(options: {
  readonly task: SplitTask;
  readonly plan: HardPlan;
  readonly budget: Budget;
  readonly engine: Engine;
}): Promise<HardTrained> {
  const { task, budget, engine } = options;
  const clock = clockOf(budget);
  const { dataset } = task.table;
  const { document: given, averageDecay } = options.plan;
  const document = documentOfRun({ ...proposedDocument(task), ...given }, task.table);
  const { training } = document;
  const began = clock();
  const { program, statistics } = fit({ catalogue, document, dataset, seed: training.seed });
  const { labelOffset, labelScale } = statistics;
  const evaluateEvery = evaluationCadence(dataset.split, training.batchSize);
  const plan = {
    ...planOf(training, program, [], evaluateEvery),
    ...(averageDecay === undefined ? {} : { averageDecay }),
  };
  const trainable = await engine.compile(program, { ...dataset, labelOffset, labelScale }, plan);
  try {
    await trainable.write(freshState(initialParameters(program, training.seed)));
    const spentMs = clock() - began;
    const [isFixed, seconds = 0] = ["steps" in budget, secondsOf(budget)];
    const result = await runPhase({
      trainable,
      scheduleOf: (totalSteps) => hardSchedule(training, totalSteps),
      budgetMs: () => (isFixed ? Number.POSITIVE_INFINITY : Math.max(1000 * seconds - spentMs, 1)),
      maxSteps: "steps" in budget ? budget.steps : mostSteps(dataset, training.batchSize),
      isFixed,
      clock,
      control: { isStopped: () => false, gate: async () => "run" },
      evaluateEvery,
      onChunk: () => {},
    });
    const { parameters } = await trainable.read("best");
    const maxSteps = "steps" in budget ? budget.steps : result.steps;
    return {
      predictor: predictorOf(program, parameters, statistics),
      steps: result.steps,
      plan: { ...options.plan, document: { ...given, training: { ...training, maxSteps } } },
    };
  } finally {
    trainable.dispose();
  }
}

/** Float64 predictions of rows: [rows, nClasses] probabilities, or [rows] in the target's unit. */
export async function predictRows(predictor: Predictor, task: SplitTask, rows: Uint32Array): Promise<Float64Array> {
  return (await predict(predictor, task.table.dataset, { rows })).values;
}
