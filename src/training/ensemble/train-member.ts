/** Trains one candidate with one part of the rows held out: on whatever core, to the same bits. */
import { StudioError } from "../../base/error.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import type { Dataset } from "../../table/types.ts";
import type { PhaseOutcome, PhaseStart } from "../phase/phase.ts";
import { PHASE_STARTS, startFixed } from "../phase/phase-starts.ts";
import { MEMBERS_PHASE, type RunPhase } from "../phases.ts";
import { predictorOf, predictToJudge } from "../predict.ts";
import type { Run } from "../run.ts";
import type { Within } from "../run-options.ts";
import { type Candidate, nTrainings } from "./candidates.ts";
import { letThroughOf, nGatedOf } from "./column-gates.ts";
import { criterionOf } from "./criterion.ts";
import { ofWholeTable } from "./fewer-columns.ts";
import { evidenceRows, innerSplit, nestedSplits } from "./folds.ts";
import type { MemberJob, MemberTable } from "./member-cores.ts";
import type { FoldModel } from "./members.ts";
import { nestedColumns, nestedSizes, stepsOfSet } from "./nested-sets.ts";

/**
 * Members are judged by and left with averages of their weights.
 *
 * @source Polyak and Juditsky, "Acceleration of stochastic approximation by averaging" (1992); .99 as in the networks of
 *   docs/accuracy.md.
 */
const AVERAGE_DECAY = 0.99;
/** Steps of the blend of all columns, before sets are taken of them: a share of all steps, or so many. */
const SET_SHARE = 0.1;
const SET_STEPS = 120;
const SEEDS = 2 ** 32;

export interface MemberOptions extends Pick<Within, "nStarts" | "othersMs" | "isGivenUp"> {
  /** That of its own core. */
  readonly run: Run;
  readonly catalogue: Catalogue;
  readonly table: MemberTable;
  /** How long it may still take, asked again as time goes by. */
  readonly msLeft: () => number;
  /** One of its trainings is over. */
  readonly onTrained: (ms: number) => void;
  /** What is said meanwhile; absent: that members are trained. */
  readonly phase?: RunPhase;
}

/** Where the trainings of a candidate stand in the journal of a run. */
export const journalKey = ({ id }: Pick<Candidate, "id">, fold: number): string => `${id}/${fold}/`;

/** @throws E_TRAIN_NOT_FINITE where it diverges, and as engines do. */
export async function trainMember(job: MemberJob, options: MemberOptions): Promise<FoldModel> {
  const { run, catalogue, table, msLeft, onTrained, nStarts, othersMs, isGivenUp, phase = MEMBERS_PHASE } = options;
  const { candidate, fold, maxSteps, learningRate, fitRows, watched, isBlendAveraged, stopAt } = job;
  const { document, isLearned } = candidate;
  const { training } = document;
  const { fileHashes } = table;
  const dataset: Dataset = { ...table.dataset, split: table.folds[fold] };
  const begun = run.seconds();
  const pause = run.rest;
  const begin = { catalogue, document, dataset, fileHashes, fitRows, isHurried: run.isStopped(), pause };
  const seed = (training.seed + fold) % SEEDS;
  const replicas = [{ seed, learningRate }];
  let nLeft = nTrainings(candidate, watched !== undefined);
  const train = async (
    part: "blend" | "settled" | "fixed",
    start: PhaseStart,
    rows: { readonly dataset: Dataset; readonly idRows?: Uint32Array },
  ) => {
    await pause();
    const since = run.seconds();
    const trained = run.phase(
      phase,
      { ...start, replicas },
      {
        ...rows,
        key: `${journalKey(candidate, fold)}${part}`,
        training,
        ...(part === "blend" && !isBlendAveraged ? {} : { averageDecay: AVERAGE_DECAY }),
        shareMs: () => Math.max(msLeft(), 0) / nLeft,
        ...(nStarts === undefined ? {} : { nStarts }),
        ...(othersMs ? { othersMs } : {}),
        ...(isGivenUp ? { isGivenUp } : {}),
      },
    );
    return trained.finally(() => {
      nLeft--;
      onTrained((run.seconds() - since) * 1000);
    });
  };
  const settled = async (blend: PhaseOutcome, on: Dataset = dataset): Promise<PhaseStart> => {
    const { rival: _, ...start } = await PHASE_STARTS.tuning.begin({ ...begin, dataset: on }, () => blend);
    return { ...start, maxSteps };
  };
  /** The schedule is that of all steps: where it was best to stop, the rate had not fallen to its end. */
  const stopping = (start: PhaseStart): PhaseStart =>
    stopAt === undefined
      ? start
      : {
          ...start,
          maxSteps: Math.max(Math.round(stopAt * maxSteps), 1),
          scheduleOf: () => start.scheduleOf(maxSteps),
        };
  let outcome: PhaseOutcome;
  /** Of the file, where it was trained on these alone. */
  let columns: ReadonlySet<string> | undefined;
  const splits = candidate.isNested ? nestedSplits(dataset, { ...training, seed }) : undefined;
  if (splits) {
    const since = run.seconds();
    let [nColumns, nSets] = [0, 0];
    const first = Math.min(Math.max(Math.ceil(SET_SHARE * maxSteps), SET_STEPS), maxSteps);
    const set = await nestedColumns({
      dataset,
      splits,
      criterion: criterionOf(training, dataset.schema.target),
      pause,
      begin: async (own) => {
        const start = await PHASE_STARTS.soft.begin({ ...begin, dataset: own }, notYet);
        if (nColumns === 0) {
          nColumns = nGatedOf(start.program);
          nSets = nestedSizes(nColumns).length;
        }
        return { ...start, replicas };
      },
      train: async (start, own, size) => {
        await pause();
        const limits = { nColumns, first, most: maxSteps };
        const trained = await run.phase(
          MEMBERS_PHASE,
          { ...start, maxSteps: stepsOfSet(size, limits) },
          {
            dataset: own,
            idRows: dataset.split.train,
            key: `${journalKey(candidate, fold)}${size} columns`,
            training,
            averageDecay: AVERAGE_DECAY,
            shareMs: () => Math.max(msLeft(), 0) / nLeft / nSets,
            ...(nStarts === undefined ? {} : { nStarts }),
            ...(othersMs ? { othersMs } : {}),
          },
        );
        nSets--;
        return trained;
      },
    });
    nLeft--;
    onTrained((run.seconds() - since) * 1000);
    columns = set.columns;
    outcome = await train("settled", stopping(await settled(set.blend, set.dataset)), { dataset: set.dataset });
  } else if (isLearned) {
    const inner = { ...dataset, split: innerSplit(dataset, { ...training, seed }) };
    const settling =
      watched ??
      (await train(
        "blend",
        { ...(await PHASE_STARTS.soft.begin(begin, notYet)), maxSteps },
        { dataset: inner, idRows: dataset.split.train },
      ));
    // How long the watched phase was, its time decided: nothing else waits for it.
    outcome = candidate.isBlend
      ? { ...settling, stepsDone: 1 }
      : await train("settled", stopping(await settled(settling)), { dataset });
  } else {
    outcome = await train("fixed", stopping(await startFixed(begin, maxSteps)), { dataset });
  }
  const { program, best, statistics, stepsDone } = outcome;
  const own = predictorOf(program, best.parameters, statistics);
  const predictor = columns ? ofWholeTable(own, dataset.schema, columns) : own;
  const rows = evidenceRows(dataset, training.seed);
  const { values } = await predictToJudge(predictor, dataset, { rows, pause });
  const bestShare = Math.min(best.step / maxSteps, 1);
  const seconds = run.seconds() - begun;
  return { predictor, statistics, rows, values, stepsDone, bestShare, seconds, letThrough: letThroughOf(own) };
}

export function hasDiverged(error: unknown): boolean {
  return error instanceof StudioError && error.details.code === "E_TRAIN_NOT_FINITE";
}

function notYet(): never {
  throw new Error("the soft phase reads no outcome");
}
