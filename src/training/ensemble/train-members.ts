/** Trains the candidates of an ensemble, part by part of the rows, as long as there is time. */
import { z } from "zod";
import { StudioError } from "../../base/error.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { parameterNodes } from "../../program/parameters.ts";
import type { Dataset } from "../../table/types.ts";
import type { PhaseOutcome, PhaseStart } from "../phase/phase.ts";
import { PHASE_STARTS, startFixed, wantedSteps } from "../phase/phase-starts.ts";
import { MEMBERS_PHASE } from "../phases.ts";
import { predict, predictorOf } from "../predict.ts";
import { lowest } from "../replicas.ts";
import type { Run } from "../run.ts";
import { BLEND, type Candidate, candidatesOf, combinedOf, isCompared, LEARNED, PLAIN } from "./candidates.ts";
import { evidenceRows, foldsOf, innerSplit } from "./folds.ts";
import { MemberCounter } from "./member-count.ts";
import type { FoldModel, TrainedMembers } from "./members.ts";
import { betterThanPlain, MOST_SURVIVORS, survivorsOf } from "./survivors.ts";
import { isLess, lessCandidates, partsOfTags, taggedOf } from "./without-candidates.ts";

export interface MemberOptions {
  readonly run: Run;
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  readonly fileHashes: readonly string[];
  /** What the watched phase left: the learned candidate of the first part goes on from it. */
  readonly soft: PhaseOutcome;
}

/** A candidate that had time for fewer of its steps on a part says too little to be compared. */
const FAIR_SHARE = 0.9;
/** Trying all candidates on the first part may take this share of the time; the other parts have the rest. */
const FIRST_ROUND_SHARE = 0.45;
/** With a smaller share of their steps, candidates are not trained on all parts, but longer on the first one. */
const LEAST_SHARE_OF_PARTS = 0.5;
/**
 * Where time is shorter still, candidates are trained for this share of their steps at least, before fewer are tried. With 10 s the
 * validation loss on eeg was .149, .100 and .129 at shares of .2, .35 and .5, on jungle_chess .176, .152 and .232.
 */
const LEAST_STEPS_SHARE = 0.35;
/** Trainings that the first part is expected to add, in blends: what is combined of the candidates that did best. */
const COMBINED_COST = 2;
/** A step of a settled or fixed pipeline takes about this share of a step of the blend. */
const SETTLED_COST = 0.5;
/**
 * Members are judged by and left with averages of their weights.
 *
 * @source Polyak and Juditsky, "Acceleration of stochastic approximation by averaging" (1992); .99 as in the networks of
 *   docs/accuracy.md.
 */
const AVERAGE_DECAY = 0.99;
const SEEDS = 2 ** 32;
/** What comes after the training of a candidate once Stop was pressed: what it says of rows is read, and two sides are scored. */
const SCORED_AFTER_STOP = 3;

export async function trainMembers(options: MemberOptions): Promise<TrainedMembers> {
  const { document, dataset, catalogue, run } = options;
  const parts = foldsOf(dataset, document.training);
  const isLearning = parameterNodes(options.soft.program.nodes).some(({ role }) => role !== "model");
  const candidateOptions = { document, catalogue, schema: dataset.schema, isLearning };
  const all = candidatesOf(candidateOptions);
  const { nTried, stepsShare, areParts } = run.journal.decide("members", affordableSchema.parse, () =>
    affordable(options, all),
  );
  const tried = all.slice(0, nTried);
  const isFixed = run.time.isFixed;
  const hasTimeForMore = tried.length === all.length;
  const folds = areParts ? parts : parts.slice(0, 1);
  const untilLeftMs = folds.length > 1 ? run.trainingMsLeft() * (1 - FIRST_ROUND_SHARE) : 0;
  const nLater = hasTimeForMore ? folds.length - 1 : 0;
  const counter = new MemberCounter(run.watchedMsPerStep * stepsShare * wantedSteps(document.training, dataset));
  // Mostly one of those that go on to other parts is a learned one, which is trained twice.
  const nOfLater = nLater * (Math.min(tried.length, MOST_SURVIVORS) + 1);
  counter.expect(nOf(tried, 0) + nOfLater);
  const diverged = new Set<string>();
  let divergence: unknown;
  /** Undefined of one that diverges: it is no candidate, and the others go on. */
  const tryOne = async (job: Job): Promise<FoldModel | undefined> => {
    try {
      return await trainOne({ ...options, counter, stepsShare }, job);
    } catch (error) {
      if (!hasDiverged(error)) throw error;
      divergence = error;
      diverged.add(job.candidate.title);
      return undefined;
    }
  };
  const first: { readonly candidate: Candidate; readonly models: FoldModel[] }[] = [];
  const isLeftOut = (candidate: Candidate): boolean => {
    if (!run.isStopped()) return false;
    // Trained already: there is always something to deploy.
    if (isLearning && candidate.id === BLEND) return false;
    if (!isLearning && first.length === 0) return false;
    // After Stop there is time for what is deployed and what that is compared with, if for anything.
    return !isCompared(candidate) || !run.canBegin(SCORED_AFTER_STOP);
  };
  const tryAll = async (candidates: readonly Candidate[]) => {
    for (const [index, candidate] of candidates.entries()) {
      if (isLeftOut(candidate)) continue;
      const waiting = candidates.slice(index);
      const model = await tryOne({ candidate, split: folds[0], fold: 0, waiting, untilLeftMs });
      if (model) first.push({ candidate, models: [model] });
    }
  };
  await tryAll(tried);
  if (first.length === 0) throw divergence;
  const combined = hasTimeForMore ? combinedOf(candidateOptions, betterThanPlain(dataset, first)) : [];
  counter.expect(nOf(combined, 0) + nOfLater);
  await tryAll(combined);
  // One that had too little time on the first part would have too little on the others.
  const whole = first.filter(({ models: [{ stepsDone }] }) => stepsDone >= FAIR_SHARE);
  const isCut = !whole.some(({ candidate }) => candidate.id === PLAIN);
  let kept = isCut ? [] : survivorsOf(dataset, whole);
  const nOfKept = nOf(
    kept.map(({ candidate }) => candidate),
    1,
  );
  counter.expect((folds.length - 1) * nOfKept);
  let nFolds = 1;
  let roundMs = 0;
  for (const [fold, split] of folds.entries()) {
    if (fold === 0 || isCut) continue;
    const leftMs = run.trainingMsLeft();
    if (run.isStopped() || (!isFixed && roundMs > leftMs)) break;
    const round: { readonly tried: (typeof first)[number]; readonly model: FoldModel }[] = [];
    let isWhole = true;
    for (const [index, each] of kept.entries()) {
      const waiting = kept.slice(index).map(({ candidate }) => candidate);
      const model = await tryOne({ candidate: each.candidate, split, fold, waiting, untilLeftMs: 0 });
      if (!model) continue;
      round.push({ tried: each, model });
      isWhole = model.stepsDone >= FAIR_SHARE;
      if (!isWhole) break;
    }
    // A part counts where all had time for it: they are compared on the same rows.
    if (!isWhole || round.length === 0) break;
    for (const { tried: each, model } of round) each.models.push(model);
    kept = round.map(({ tried: each }) => each);
    roundMs = leftMs - run.trainingMsLeft();
    nFolds++;
  }
  // Those that diverge from here on are no candidates for the ensemble.
  const lost = [...diverged];
  const tagged = taggedOf(first, { isLearning });
  const less = tagged
    ? lessCandidates(tagged.candidate, catalogue).map((candidate) => ({ candidate, models: newModels() }))
    : [];
  const nTagged = tagged
    ? run.journal.decide("tags", z.number().int().parse, () =>
        partsOfTags(tagged, {
          ...{ tags: document.training.tags, nBlocks: less.length, isFixed, isStopped: run.isStopped() },
          ...{ leftMs: run.trainingMsLeft(), spentMs: 1000 * run.seconds() },
        }),
      )
    : 0;
  const lessWaiting = less.map(({ candidate }) => candidate);
  counter.expect(nTagged * nOf(lessWaiting, 1));
  for (const [fold, split] of folds.slice(0, nTagged).entries()) {
    for (const [index, { candidate, models }] of less.entries()) {
      if (run.isStopped() || models.length < fold) continue;
      const model = await tryOne({ candidate, split, fold, waiting: lessWaiting.slice(index), untilLeftMs: 0 });
      if (model && model.stepsDone >= FAIR_SHARE) models.push(model);
    }
  }
  return {
    candidates: first,
    diverged: lost,
    tagged: tagged && { candidate: tagged, less },
    nFolds,
    nWantedFolds: parts.length,
    nAllCandidates: all.length + combined.length,
  };
}

const newModels = (): FoldModel[] => [];

function hasDiverged(error: unknown): boolean {
  return error instanceof StudioError && error.details.code === "E_TRAIN_NOT_FINITE";
}

/** What there is time for, at the speed of the watched phase. */
const affordableSchema = z.object({
  nTried: z.number().int(),
  /** Of the steps that a candidate would have with time enough. */
  stepsShare: z.number(),
  /** Whether the best candidates are trained on parts beyond the first one. */
  areParts: z.boolean(),
});
type Affordable = z.infer<typeof affordableSchema>;

function affordable({ run, dataset, document }: MemberOptions, all: readonly Candidate[]): Affordable {
  const msPerStep = run.watchedMsPerStep;
  if (run.time.isFixed || msPerStep === 0) return { nTried: all.length, stepsShare: 1, areParts: true };
  const wholeMs = wantedSteps(document.training, dataset) * msPerStep;
  const leftMs = run.trainingMsLeft();
  const share = leftMs / ((costOf(all) + COMBINED_COST) * wholeMs);
  const ofParts = FIRST_ROUND_SHARE * share;
  if (ofParts >= LEAST_SHARE_OF_PARTS) {
    return { nTried: all.length, stepsShare: Math.min(ofParts, 1), areParts: true };
  }
  if (share >= LEAST_STEPS_SHARE) return { nTried: all.length, stepsShare: Math.min(share, 1), areParts: false };
  let sum = 0;
  const count = all.findIndex((candidate) => {
    sum += costOf([candidate]);
    return sum * LEAST_STEPS_SHARE * wholeMs > leftMs;
  });
  const nTried = count < 0 ? all.length : Math.max(count, all.filter(isCompared).length);
  return { nTried, stepsShare: LEAST_STEPS_SHARE, areParts: false };
}

/** What all of some candidates take on the first part, in trainings of the blend. */
function costOf(candidates: readonly Candidate[]): number {
  const nBlends = candidates.filter((candidate) => candidate.isLearned && !wasWatched(candidate, 0)).length;
  return nBlends + SETTLED_COST * (nOf(candidates, 0) - nBlends);
}

/** A learned candidate is trained twice: soft, then settled; a blend once. The watched phase was the first of these on the first part. */
function nTrainings({ isLearned, isBlend }: Candidate, isWatched: boolean): number {
  const nSoft = isLearned && !isWatched ? 1 : 0;
  return nSoft + (isBlend ? 0 : 1);
}

const wasWatched = ({ id }: Candidate, fold: number) => fold === 0 && (id === LEARNED || id === BLEND);

/** How often all of some candidates are trained on a part. */
function nOf(candidates: readonly Candidate[], fold: number): number {
  return candidates.reduce((sum, candidate) => sum + nTrainings(candidate, wasWatched(candidate, fold)), 0);
}

interface Job {
  readonly candidate: Candidate;
  readonly split: Dataset["split"];
  readonly fold: number;
  /** It and those that are trained after it in this round. */
  readonly waiting: readonly Candidate[];
  /** Time that this round leaves to later ones. */
  readonly untilLeftMs: number;
}

async function trainOne(
  options: MemberOptions & { readonly counter: MemberCounter; readonly stepsShare: number },
  job: Job,
): Promise<FoldModel> {
  const { run, catalogue, fileHashes, soft, counter, stepsShare } = options;
  const pause = run.rest;
  const { candidate, fold, waiting, untilLeftMs } = job;
  const dataset: Dataset = { ...options.dataset, split: job.split };
  const { document, isLearned } = candidate;
  const { training } = document;
  const maxSteps = Math.ceil(stepsShare * wantedSteps(training, dataset));
  let nLeft = nOf(waiting, fold);
  const begun = run.seconds();
  const fitRows = run.time.fitRows(dataset.schema);
  const begin = { catalogue, document, dataset, fileHashes, fitRows, isHurried: run.isStopped(), pause };
  const seed = (training.seed + fold) % SEEDS;
  const replicas = [{ seed, learningRate: rateOf(soft, training.learningRate) }];
  // In a run without the block, this would be the phase that is watched.
  const isWatchedElsewhere = fold === 0 && isLess(candidate);
  const train = async (
    part: "blend" | "settled" | "fixed",
    start: PhaseStart,
    rows: { readonly dataset: Dataset; readonly idRows?: Uint32Array },
  ) => {
    await pause();
    const leftBefore = Math.max(run.trainingMsLeft() - untilLeftMs, 0);
    const shareMs = leftBefore / nLeft;
    run.members = counter.count;
    const spentMs = () => leftBefore - Math.max(run.trainingMsLeft() - untilLeftMs, 0);
    const trained = run.phase(
      MEMBERS_PHASE,
      { ...start, replicas },
      {
        ...rows,
        key: `${candidate.id}/${fold}/${part}`,
        training,
        ...(part === "blend" && isWatchedElsewhere ? {} : { averageDecay: AVERAGE_DECAY }),
        shareMs: () => (run.isStopped() ? spentMs() + (leftBefore - spentMs()) / nLeft : shareMs),
        nStarts: nLeft,
        othersMs: () => Math.min(Math.max(leftBefore - shareMs, 0) + untilLeftMs, counter.laterMs()),
      },
    );
    return trained.finally(() => {
      nLeft--;
      counter.finish(spentMs());
    });
  };
  const settled = async (blend: PhaseOutcome): Promise<PhaseStart> => {
    const { rival: _, ...start } = await PHASE_STARTS.tuning.begin(begin, () => blend);
    return { ...start, maxSteps };
  };
  let outcome: PhaseOutcome;
  if (isLearned) {
    const inner = { ...dataset, split: innerSplit(dataset, { ...training, seed }) };
    const settling = wasWatched(candidate, fold)
      ? soft
      : await train(
          "blend",
          { ...(await PHASE_STARTS.soft.begin(begin, notYet)), maxSteps },
          { dataset: inner, idRows: dataset.split.train },
        );
    // How long the watched phase was, its time decided: nothing else waits for it.
    outcome = candidate.isBlend
      ? { ...settling, stepsDone: 1 }
      : await train("settled", await settled(settling), { dataset });
  } else {
    outcome = await train("fixed", await startFixed(begin, maxSteps), { dataset });
  }
  const { program, best, statistics, stepsDone } = outcome;
  const predictor = predictorOf(program, best.parameters, statistics);
  const rows = evidenceRows(dataset, training.seed);
  const { values } = await predict(predictor, dataset, { rows, pause });
  return { predictor, statistics, rows, values, stepsDone, seconds: run.seconds() - begun };
}

/** Of several learning rates the one that did best in the watched phase, of those that came to its end. */
function rateOf({ replicas }: PhaseOutcome, otherwise: number): number {
  const whole = replicas.filter(({ endedAt }) => endedAt === undefined);
  if (whole.length === 0) return otherwise;
  return whole[lowest(whole.map(({ validation }) => validation))].learningRate;
}

function notYet(): never {
  throw new Error("the soft phase reads no outcome");
}
