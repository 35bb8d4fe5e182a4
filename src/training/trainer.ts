/** The trainer decides, an engine executes: it runs the phases in their order, scores what came out of them, and reports. */

import { studioError } from "../base/error.ts";
import type { Dataset } from "../table/types.ts";
import { unitOf } from "../table/unit-of.ts";
import { deployedOf, opponentOf, type PhaseOutcome, type TrainedPhase, watchedOf } from "./phase/phase.ts";
import { PHASE_STARTS } from "./phase/phase-starts.ts";
import type { StartOptions } from "./phase/soft-start.ts";
import { type PhaseRow, TRAINING_PHASES, type TrainingPhase } from "./phases.ts";
import { predictorOf } from "./predict.ts";
import { reportOf, validationNotes } from "./report.ts";
import { Run, type RunOptions } from "./run.ts";
import { explainBlocks, scoreStages, stagePredictors } from "./stages.ts";
import type { TrainedPipeline } from "./types.ts";

export interface TrainOptions extends StartOptions, Omit<RunOptions, "phases"> {
  /** What the run goes through; absent: all phases. One must be watched, and one deployed. */
  readonly phases?: readonly PhaseRow[];
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
  const { phases = TRAINING_PHASES } = options;
  const run = new Run({ ...options, phases });
  const trained: TrainedPhase[] = [];
  const outcomeOf = (phase: TrainingPhase): PhaseOutcome => {
    const earlier = trained.find(({ row }) => row.id === phase);
    if (!earlier) throw new Error(`the phase ${phase} is not over yet`);
    return earlier.outcome;
  };
  for (const row of phases) {
    run.report(row.isWatched ? "preparing" : row.id);
    const start = PHASE_STARTS[row.id].begin({ ...options, fitRows: run.time.fitRows(dataset.schema) }, outcomeOf);
    if (trained.length === 0) await run.planScoring(start);
    trained.push({ row, outcome: await run.phase(row, start) });
    await pause();
  }
  run.report("evaluating");
  const scores = await scoreStages(dataset, stagePredictors(trained), {
    seed,
    unit: unitOf(document.rules, dataset.schema.target.name),
    msLeft: run.time.scoringMsLeft,
    opponentDone: opponentOf(trained)?.stepsDone ?? 1,
    async pause() {
      run.report("evaluating");
      await pause();
    },
  });
  const { program, statistics, best } = watchedOf(trained);
  const deployed = deployedOf(trained);
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
      engine: run.engine,
      trained,
      scores,
      explanations,
      notes: [
        ...options.splitNotes,
        ...validationNotes(document.training, program),
        ...run.notes,
        ...scores.notes,
        ...run.hostNotes(),
      ],
    }),
  };
}
