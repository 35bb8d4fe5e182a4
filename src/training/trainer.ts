/** The trainer decides, an engine executes: it runs the phases in their order, scores what came out of them, and reports. */

import { studioError } from "../base/error.ts";
import { runText } from "../base/texts/training.ts";
import type { TrainingSettings } from "../pipeline/document.ts";
import { areClassesBalanced, quantileOf } from "../pipeline/loss.ts";
import { hardenParameters } from "../program/parameters.ts";
import type { Dataset, Task } from "../table/types.ts";
import { unitOf } from "../table/unit-of.ts";
import { blockTags } from "./ensemble/block-tags.ts";
import { columnTags } from "./ensemble/column-tags.ts";
import { explainColumns } from "./ensemble/columns-read.ts";
import { criterionName, criterionOf } from "./ensemble/criterion.ts";
import { ensembleOf } from "./ensemble/ensemble.ts";
import { innerSplit } from "./ensemble/folds.ts";
import type { MemberCores } from "./ensemble/member-cores.ts";
import { onePipeline } from "./ensemble/one-pipeline.ts";
import { Opening } from "./ensemble/opening.ts";
import { type MemberOptions, trainMembers } from "./ensemble/train-members.ts";
import { madeForOf } from "./measure.ts";
import { opponentOf, type PhaseOutcome, type TrainedPhase, watchedOf } from "./phase/phase.ts";
import { PHASE_STARTS } from "./phase/phase-starts.ts";
import type { StartOptions } from "./phase/soft-start.ts";
import {
  BASELINE_PHASE,
  MEMBERS_PHASE,
  type PhaseRow,
  stagesOf,
  TRAINING_PHASES,
  type TrainingPhase,
  WATCHED_PHASES,
} from "./phases.ts";
import { predictorOf } from "./predict.ts";
import { FEWEST_RESIDUALS, type FoundInterval, intervalOfHeldOut } from "./prediction-interval.ts";
import { rateOf } from "./replicas.ts";
import { reportOf, validationNotes } from "./report.ts";
import { beliefsOf, type LabelsFound, lookAtLabels } from "./rows/suspicious-rows.ts";
import { Run } from "./run.ts";
import type { RunOptions, Within } from "./run-options.ts";
import type { StageModels } from "./score-rows.ts";
import { explainSources } from "./sources/explain-sources.ts";
import { leftOutNotes, triedSources, withoutSources } from "./sources/sources-found.ts";
import { explainBlocks, scoreStages, sidesOf, stageModels, type VerdictSides } from "./stages.ts";
import type { TrainedPipeline } from "./types.ts";

export interface TrainOptions extends StartOptions, Omit<RunOptions, "phases"> {
  /** What the run goes through; absent: as the document says what is deployed. One must be watched, and one deployed. */
  readonly phases?: readonly PhaseRow[];
  readonly splitNotes: readonly string[];
  /** Where members of an ensemble are trained beside each other; absent: in the run itself, one after the other. */
  readonly cores?: MemberCores;
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
export async function train(given: TrainOptions): Promise<TrainedPipeline> {
  const { catalogue, document } = given;
  const { seed } = document.training;
  assertColumns(given.dataset);
  // Costs of classes that are not there are told before anything is trained.
  const madeFor = madeForOf(document.training, given.dataset.schema.target);
  // Without rows that validate there is no evidence to choose members by.
  const isChosen = !given.phases && given.dataset.split.validation.length > 0;
  const phases = isChosen ? WATCHED_PHASES : (given.phases ?? TRAINING_PHASES);
  const run = new Run({ ...given, phases: isChosen ? [BASELINE_PHASE, ...phases, MEMBERS_PHASE] : phases });
  run.report("preparing");
  // Phases that were asked for by name train on the rows that they are given.
  const sources = given.phases ? undefined : await triedSources({ ...given, run });
  const dataset = withoutSources(given.dataset, document.training.split.by, sources?.told);
  const options = { ...given, dataset };
  run.dataset = dataset;
  const trained: TrainedPhase[] = [];
  const outcomeOf = (phase: TrainingPhase): PhaseOutcome => {
    const earlier = trained.find(({ row }) => row.id === phase);
    if (!earlier) throw new Error(`the phase ${phase} is not over yet`);
    return earlier.outcome;
  };
  const pause = run.rest;
  let labels: LabelsFound | undefined;
  const opening = isChosen ? await Opening.of({ ...options, run }) : undefined;
  for (const row of phases) {
    run.report(row.isWatched ? "preparing" : row.id);
    const mayBegin = row.isWatched || run.canBegin(SCORED_AFTER_STOP);
    if (!mayBegin && row.inVerdict?.as === "opponent") {
      run.notes.push(runText("noOpponent"));
      continue;
    }
    const fitRows = run.time.fitRows(dataset.schema);
    const start = await PHASE_STARTS[row.id].begin(
      { ...options, pause, fitRows, isHurried: run.isStopped() },
      outcomeOf,
    );
    if (row.isWatched ? run.isStopped() : !mayBegin) {
      trained.push({ row, outcome: run.untrained(row, start) });
      continue;
    }
    if (trained.length === 0)
      await run.planScoring(start, isChosen ? SCORED_OF_ENSEMBLE : phases.flatMap(stagesOf).length);
    trained.push({
      row,
      outcome: await run.phase(row, start, opening ? { ...innerRows(options), ...opening.lookAt(start) } : {}),
    });
    await pause();
    // Nothing is looked at beside phases that were asked for by name.
    if (row.isWatched && !options.phases) {
      const learningRate = rateOf(watchedOf(trained), document.training.learningRate);
      labels = await lookAtLabels({ ...options, run, learningRate });
    }
  }
  const watched = watchedOf(trained);
  const chosen = opening
    ? await choose({ ...options, ...beliefsOf(document, labels), opening }, { run, soft: watched })
    : undefined;
  const { members, deployed: ensemble } = chosen ?? {};
  run.time.release("tags");
  const looking = { ...options, pause: run.rest, isOver: run.isOver, seed };
  const tags = members?.tagged
    ? [
        ...(await blockTags({ ...looking, ...members.tagged })),
        ...(await columnTags({ ...looking, candidate: members.tagged.candidate })),
      ]
    : [];
  run.report("evaluating");
  if (ensemble && !ensemble.sides.opponent && run.isStopped()) run.notes.push(runText("noOpponent"));
  const all: StageModels = { ...stageModels(trained), ...ensemble?.stages };
  const sides = ensemble?.sides ?? sidesOf(trained);
  const models = run.canScore(nDifferent(all)) ? all : neededFor(sides, all);
  const { target } = dataset.schema;
  const { task } = target;
  const criterion = ensemble && criterionOf(document.training, target);
  const optimisedFor = criterion && criterionName(criterion);
  const deployed = models[sides.deployed.stage];
  if (!deployed) throw new Error(`nothing was trained for the stage ${sides.deployed.stage}`);
  // A quantile is a bound itself.
  const found =
    task === "regression" && madeFor.quantile === undefined && deployed.heldOut
      ? intervalOfHeldOut(dataset, deployed.heldOut)
      : undefined;
  const interval = found?.interval;
  const scores = await scoreStages(dataset, models, {
    seed,
    sides,
    // Members were chosen by their loss, so the loss says what that was worth.
    ...(ensemble && task !== "regression" ? { verdictMetric: optimisedFor ?? ("logLoss" as const) } : {}),
    optimisedFor,
    madeFor,
    interval,
    unit: unitOf(document.rules, dataset.schema.target.name),
    msLeft: run.scoringMsLeft,
    opponentDone: ensemble?.opponentDone ?? opponentOf(trained)?.stepsDone ?? 1,
    async pause() {
      run.report("evaluating");
      await pause();
    },
  });
  const { program, statistics, best } = watched;
  const blend = explainBlocks({ catalogue, document, program, statistics, parameters: best.parameters });
  const explained = ensemble ? explainColumns(blend, { program, models: ensemble.models }) : blend;
  const explanations = sources
    ? explainSources(explained, { catalogue, document, dataset, found: sources })
    : explained;
  return {
    document,
    schema: dataset.schema,
    predictor: deployed.predictor,
    soft: { statistics, state: best },
    fileHashes: options.fileHashes,
    ...(deployed.heldOut ? { heldOut: deployed.heldOut } : {}),
    ...(interval ? { interval } : {}),
    ...(members?.tagged ? { tagPlan: members.tagged.plan } : {}),
    // Whoever says what mistakes cost wants the class said that costs least.
    ...(madeFor.costs ? { decision: { by: "costs" as const, costs: madeFor.costs } } : {}),
    report: reportOf({
      document,
      dataset,
      seconds: run.seconds(),
      engine: run.engine,
      trained,
      scores,
      explanations,
      ...(labels ? { suspicious: labels.told } : {}),
      ...(sources ? { sources: sources.told } : {}),
      ...(ensemble ? { members: ensemble.members } : {}),
      ...(ensemble || sources
        ? { evidence: [...(ensemble?.evidence ?? []), ...tags, ...(sources?.evidence ?? [])] }
        : {}),
      optimisedFor,
      ...(ensemble && document.training.deploy === "one" ? { deployed: "one" as const } : {}),
      notes: [
        ...lossNotes(document.training, task),
        ...(madeFor.costs ? [runText("decidedByCosts")] : []),
        ...intervalNotes(found),
        ...(dataset.schema.weight === undefined ? [] : [runText("weighed", { column: dataset.schema.weight })]),
        ...options.splitNotes,
        ...leftOutNotes(sources),
        ...(ensemble?.notes ?? validationNotes(document.training, program)),
        ...run.notes,
        ...scores.notes,
        ...run.hostNotes(),
      ],
    }),
  };
}

/** What numbers or classes are trained on, where that is not the usual. */
function lossNotes(training: TrainingSettings, task: Task): readonly string[] {
  const quantile = quantileOf(training, task);
  if (quantile !== undefined) return [runText("quantile", { quantile }), runText("quantileInterval")];
  if (task === "regression") return training.loss === "huber" ? [runText("huber")] : [];
  return areClassesBalanced(training, task) ? [runText("classesBalanced")] : [];
}

/** Why predictions of numbers have no interval. */
function intervalNotes(found: FoundInterval | undefined): readonly string[] {
  if (!found || found.interval) return [];
  return [runText("noInterval", { nIndependent: Math.floor(found.nIndependent), fewest: FEWEST_RESIDUALS })];
}

/** What is deployed by evidence: the ensemble of all that proved useful, or one pipeline. */
async function choose(
  options: TrainOptions & Pick<MemberOptions, "disbelieved" | "opening">,
  { run, soft }: { readonly run: Run; readonly soft: PhaseOutcome },
) {
  const { dataset, document } = options;
  const isOne = document.training.deploy === "one";
  const leftMs = run.trainingMsLeft();
  // Where the steps are given, all of it is done whatever time it takes.
  if (!run.time.isFixed) run.time.reserve("tags", TAGS_SHARE * leftMs);
  if (!run.time.isFixed && document.training.tags === "retrained") run.time.reserve("less", LESS_SHARE * leftMs);
  if (isOne) run.time.reserve("refit", REFIT_SHARE * run.trainingMsLeft());
  const members = await trainMembers({ ...options, run, soft });
  run.time.release("refit");
  if (!isOne) return { members, deployed: ensembleOf(dataset, members) };
  const deployed = await onePipeline(dataset, members, run);
  // What was watched, settled and nothing more: how much of a blend is lost by that.
  const { values } = hardenParameters(soft.program, soft.best.parameters);
  const hard = { predictor: predictorOf(soft.program, values, soft.statistics) };
  return { members, deployed: { ...deployed, stages: { ...deployed.stages, hard } } };
}

/** Of the time for members: training what is deployed, and what that is compared with, on all rows. */
const REFIT_SHARE = 0.3;
/** Passing blocks over and dealing out columns takes some tenths of a second: else there would be none left for it. */
const TAGS_SHARE = 0.05;
/** Somebody asked for trainings without each block, which come last. */
const LESS_SHARE = 0.5;

/** Stages of an ensemble with the blend, and about as many members. */
const SCORED_OF_ENSEMBLE = 10;

/** Stages that are scored in any case: those that the verdict is about. */
const SCORED_AFTER_STOP = 2;

/** Predictors of stages, each counted once. */
const nDifferent = (models: StageModels) => new Set(Object.values(models).map(({ predictor }) => predictor)).size;

/** What the verdict is about, and what shares its predictors. */
function neededFor({ deployed, opponent }: VerdictSides, models: StageModels): StageModels {
  const needed = [deployed, opponent].map((side) => side && models[side.stage]?.predictor);
  return Object.fromEntries(Object.entries(models).filter(([, { predictor }]) => needed.includes(predictor)));
}

/** Validation rows stay unseen until members are compared on them. */
function innerRows({ dataset, document }: TrainOptions): Within {
  return {
    dataset: { ...dataset, split: innerSplit(dataset, document.training) },
    idRows: dataset.split.train,
  };
}
