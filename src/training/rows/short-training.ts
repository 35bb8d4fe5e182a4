/** A training beside the phases: short, and told by what it said of rows on average. */
import { StudioError } from "../../base/error.ts";
import type { TrainingSettings } from "../../pipeline/document.ts";
import type { Dataset } from "../../table/types.ts";
import type { PhaseStart } from "../phase/phase.ts";
import { planOf } from "../plan.ts";
import { predictorOf, predictToJudge } from "../predict.ts";
import { engineReplicaOf } from "../replicas.ts";
import { ResilientTrainable } from "../resilient.ts";
import type { Run } from "../run.ts";

/** Chunks of equal length; what the model says after each of the last two thirds counts. */
const N_CHUNKS = 6;
const FIRST_COUNTED = N_CHUNKS / 3;
/** Predictions of all rows in each training. */
export const N_AVERAGED = N_CHUNKS - FIRST_COUNTED + 1;

export interface ShortTraining {
  readonly run: Run;
  readonly start: PhaseStart;
  readonly training: TrainingSettings;
  readonly learningRate: number;
  /** Its training rows are trained on. */
  readonly dataset: Dataset;
  /** Rows that are predicted. */
  readonly rows: Uint32Array;
}

/**
 * Mean predictions over the last two thirds of a training of about `start.maxSteps` steps, whatever the clock says: [rows, classes]
 * probabilities, or [rows] values in the target's unit; undefined where it was stopped or its numbers did not stay finite.
 */
export async function saidOnAverage({
  run,
  start,
  training,
  learningRate,
  dataset,
  rows,
}: ShortTraining): Promise<Float64Array | undefined> {
  const { program, statistics, frozen, startOf, scheduleOf } = start;
  const { labelOffset, labelScale } = statistics;
  const replica = { seed: training.seed, learningRate };
  const plan = { ...planOf(training, program, frozen), replicas: [engineReplicaOf(replica, training)] };
  const trainable = await ResilientTrainable.create(run.host, program, { ...dataset, labelOffset, labelScale }, plan);
  const steps = Math.ceil(start.maxSteps / N_CHUNKS);
  let sum: Float64Array | undefined;
  try {
    await trainable.write(startOf(replica));
    for (let chunk = 1; chunk <= N_CHUNKS; chunk++) {
      await run.rest();
      if (run.isStopped()) return undefined;
      const [report] = await trainable.run(steps, scheduleOf(N_CHUNKS * steps));
      if (report.nonFinite) return undefined;
      if (chunk < FIRST_COUNTED) continue;
      const { parameters } = await trainable.read("current");
      const { values } = await predictToJudge(predictorOf(program, parameters, statistics), dataset, {
        rows,
        pause: run.rest,
      });
      if (sum) for (let at = 0; at < values.length; at++) sum[at] += values[at];
      else sum = values;
    }
  } catch (error) {
    if (error instanceof StudioError && error.details.code === "E_TRAIN_NOT_FINITE") return undefined;
    throw error;
  } finally {
    trainable.dispose();
    run.besidesEnded();
  }
  return sum?.map((value) => value / N_AVERAGED);
}
