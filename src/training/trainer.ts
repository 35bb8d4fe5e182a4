/** The trainer decides, an engine executes: it runs the phases in their order, scores what came out of them, and reports. */

import { studioError } from "../base/error.ts";
import type { Dataset } from "../table/types.ts";
import type { PhaseOutcome } from "./phase/phase.ts";
import { PHASE_STARTS } from "./phase/phase-starts.ts";
import type { StartOptions } from "./phase/soft-start.ts";
import { TRAINING_PHASES, type TrainingPhase, VERDICT } from "./phases.ts";
import { predictorOf } from "./predict.ts";
import { reportOf, validationNotes } from "./report.ts";
import { Run, type RunOptions } from "./run.ts";
import { explainBlocks, scoreStages, stagePredictors } from "./stages.ts";
import type { TrainedPipeline } from "./types.ts";

export interface TrainOptions extends StartOptions, RunOptions {
  readonly splitNotes: readonly string[];
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
  const { catalogue, document, dataset } = options;
  const { seed } = document.training;
  const pause = options.pause ?? (async () => {});
  assertColumns(dataset);
  const run = new Run(options);
  const outcomes = new Map<TrainingPhase, PhaseOutcome>();
  const outcomeOf = (phase: TrainingPhase): PhaseOutcome => {
    const outcome = outcomes.get(phase);
    if (!outcome) throw new Error(`the phase ${phase} has not ended yet`);
    return outcome;
  };
  for (const row of TRAINING_PHASES) {
    run.report(row.isWatched ? "preparing" : row.id);
    const start = PHASE_STARTS[row.id].begin(options, outcomeOf);
    if (outcomes.size === 0) await run.planScoring(start);
    outcomes.set(row.id, await run.phase(row, start));
    await pause();
  }
  run.report("evaluating");
  const scores = await scoreStages(dataset, stagePredictors(outcomeOf), { seed, pause });
  const { program, statistics, best } = outcomeOf("soft");
  const deployed = outcomeOf(VERDICT.deployed.phase);
  const explanations = explainBlocks({ catalogue, document, program, statistics, parameters: best.parameters });
  return {
    document,
    schema: dataset.schema,
    predictor: predictorOf(deployed.program, deployed.best.parameters, deployed.statistics),
    soft: { statistics, state: best },
    fileHashes: options.fileHashes,
    report: reportOf({
      document,
      dataset,
      seconds: run.seconds(),
      engine: run.engine.info,
      outcomeOf,
      scores,
      explanations,
      notes: [...options.splitNotes, ...validationNotes(document.training, program), ...run.notes, ...run.hostNotes()],
    }),
  };
}
