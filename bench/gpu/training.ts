/** What a device waits for while a pipeline trains on it, and how fast it scores beside float64 on the CPU. */
import type { Engine } from "../../src/engine/engine.ts";
import { trainingSettingsSchema } from "../../src/pipeline/document.ts";
import { hardenParameters } from "../../src/program/parameters.ts";
import { evaluationCadence, planOf, softSchedule } from "../../src/training/plan.ts";
import { predict, predictorOf } from "../../src/training/predict.ts";
import { madeDataset, madePipeline } from "../predict/made-table.ts";

export interface TrainingTimes {
  /** Until the first step has been trained. */
  readonly firstStepMs: number;
  /** In one long run, and in runs of about 120 ms, as the trainer takes them: the device waits for the rest. */
  readonly stepMs: number;
  readonly stepMsInShortRuns: number;
  /** Validation loss on the device. */
  readonly deviceRowsPerSecond: number;
  /** Predictions in float64 on the CPU, and what it takes until the first row of them. */
  readonly cpuRowsPerSecond: number;
  readonly cpuFirstRowMs: number;
}

export interface TrainingSize {
  readonly nRows: number;
  readonly nColumns: number;
  /** Of a short run, about, and how many of these a long one takes. */
  readonly shortMs: number;
  readonly nShort: number;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}

const perSecond = (nRows: number, ms: number): number => Math.round((1000 * nRows) / ms);

/** Trains the proposed pipeline on a made table, and scores it. */
export async function timeTraining(engine: Engine, size: TrainingSize): Promise<TrainingTimes> {
  const { nRows, nColumns, shortMs, nShort } = size;
  const dataset = madeDataset(nRows, nColumns);
  const { program, statistics, parameters } = madePipeline(dataset);
  const { labelOffset, labelScale } = statistics;
  const settings = trainingSettingsSchema.parse({});
  const plan = planOf(settings, program, [], evaluationCadence(dataset.split, settings.batchSize));
  const schedule = softSchedule(settings, 1_000_000);
  const begin = performance.now();
  const trainable = await engine.compile(program, { ...dataset, labelOffset, labelScale }, plan);
  try {
    await trainable.run(1, schedule);
    const firstStepMs = performance.now() - begin;
    let nSteps = 1;
    while ((await timed(() => trainable.run(nSteps, schedule))) < shortMs) nSteps *= 2;
    const longMs = await timed(() => trainable.run(nSteps * nShort, schedule));
    const shortRunsMs = await timed(async () => {
      for (let run = 0; run < nShort; run++) await trainable.run(nSteps, schedule);
    });
    const rows = dataset.split.validation;
    await trainable.evaluate("validation", schedule);
    const deviceMs = await timed(() => trainable.evaluate("validation", schedule));
    const predictor = predictorOf(program, hardenParameters(program, parameters).values, statistics);
    const cpuFirstRowMs = await timed(() => predict(predictor, dataset, { rows: rows.subarray(0, 1) }));
    await predict(predictor, dataset, { rows });
    const cpuMs = await timed(() => predict(predictor, dataset, { rows }));
    return {
      firstStepMs,
      stepMs: longMs / (nSteps * nShort),
      stepMsInShortRuns: shortRunsMs / (nSteps * nShort),
      deviceRowsPerSecond: perSecond(rows.length, deviceMs),
      cpuRowsPerSecond: perSecond(rows.length, cpuMs),
      cpuFirstRowMs,
    };
  } finally {
    trainable.dispose();
  }
}
