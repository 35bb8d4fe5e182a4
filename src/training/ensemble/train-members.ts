/** Trains the candidates of an ensemble, part by part of the rows, as long as there is time. */
import { z } from "zod";
import type { Catalogue } from "../../pipeline/checks.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { parameterNodes } from "../../program/parameters.ts";
import type { Dataset } from "../../table/types.ts";
import type { PhaseOutcome } from "../phase/phase.ts";
import { wantedSteps } from "../phase/phase-starts.ts";
import { rateOf } from "../replicas.ts";
import type { Run } from "../run.ts";
import { affordable, affordableSchema, FIRST_ROUND_SHARE, lastAffordable, lastAffordableSchema } from "./affordable.ts";
import {
  BLEND,
  type Candidate,
  CONSTANT,
  candidatesOf,
  combinedOf,
  isCompared,
  type LessCandidate,
  lastOf,
  nTrainingsOf,
  PLAIN,
  wasWatched,
} from "./candidates.ts";
import { nGatedOf } from "./column-gates.ts";
import { constantCandidate, constantModel } from "./constant-candidate.ts";
import { believedFolds, wholeSplit } from "./folds.ts";
import { Lanes } from "./lanes.ts";
import type { MemberCores, MemberResult } from "./member-cores.ts";
import { MemberCounter } from "./member-count.ts";
import { type MemberTask, MemberTrainer } from "./member-trainer.ts";
import type { FoldModel, TrainedCandidate, TrainedLess, TrainedMembers } from "./members.ts";
import type { Opening } from "./opening.ts";
import { bestOf, betterThanPlain, MOST_SURVIVORS, survivorsOf } from "./survivors.ts";
import {
  isLess,
  isSpare,
  lessCandidates,
  nestedLess,
  partsOfTags,
  spareBlocks,
  taggedOf,
} from "./without-candidates.ts";

export interface MemberOptions {
  readonly run: Run;
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  readonly fileHashes: readonly string[];
  /** What the watched phase left: the learned candidate of the first part goes on from it. */
  readonly soft: PhaseOutcome;
  /** What was trained before that. */
  readonly opening: Opening;
  /** Training rows whose labels are no evidence, when they are held out. */
  readonly disbelieved: ReadonlySet<number>;
  /** Cores that train members; absent: the run trains them itself. */
  readonly cores?: MemberCores | undefined;
}

/** A candidate that had time for fewer of its steps on a part says too little to be compared. */
const FAIR_SHARE = 0.9;
/** What comes after the training of a candidate once Stop was pressed: what it says of rows is read, and two sides are scored. */
const SCORED_AFTER_STOP = 3;

/**
 * What is trained has to take so many times what starting other cores takes, or they come too late. Of 5 s on 20,000 × 30, two that were
 * started in any case took a third, and the test log loss was .27, not .17; of 20 s they gain.
 */
const LEAST_GAIN = 4;

function doCoresPay({ run, document, dataset, cores }: MemberOptions, all: readonly Candidate[]): boolean {
  if (!cores) return false;
  const ms = run.time.isFixed
    ? nTrainingsOf(all, 0) * run.trainingMs(wantedSteps(document.training, dataset))
    : run.trainingMsLeft();
  return ms >= LEAST_GAIN * cores.startMs;
}

export async function trainMembers(options: MemberOptions): Promise<TrainedMembers> {
  const { document, dataset, catalogue, run, opening } = options;
  // After Stop there is time for the first part alone, and of a million rows not for dealing the others.
  const parts = run.isStopped() ? [dataset.split] : believedFolds(dataset, document.training, options.disbelieved);
  const isLearning = parameterNodes(options.soft.program.nodes).some(({ role }) => role !== "model");
  const candidateOptions = {
    document,
    catalogue,
    schema: dataset.schema,
    isLearning,
    nGates: nGatedOf(options.soft.program),
  };
  const all = candidatesOf(candidateOptions);
  // Other cores have the compiled engine of the CPU.
  const cores = run.isCompiledOnCpu && doCoresPay(options, all) ? options.cores : undefined;
  const { nTried, stepsShare, areParts } = run.journal.decide("members", affordableSchema.parse, () =>
    affordable({ ...options, nAtOnce: cores?.nCores ?? 1 }, all),
  );
  const tried = all.slice(0, nTried);
  const isFixed = run.time.isFixed;
  const hasTimeForMore = tried.length === all.length;
  const folds = areParts ? parts : parts.slice(0, 1);
  const untilLeftMs = folds.length > 1 ? run.trainingMsLeft() * (1 - FIRST_ROUND_SHARE) : 0;
  const nLater = hasTimeForMore ? folds.length - 1 : 0;
  const counter = new MemberCounter(run.trainingMs(stepsShare * wantedSteps(document.training, dataset)));
  // Mostly one of those that go on to other parts is a learned one, which is trained twice.
  const nOfLater = nLater * (Math.min(tried.length, MOST_SURVIVORS) + 1);
  counter.expect(nTrainingsOf(tried, 0) + nOfLater);
  const table = { dataset, folds: [...folds, wholeSplit(dataset)], fileHashes: options.fileHashes };
  const trainer = new MemberTrainer({
    run,
    catalogue,
    table,
    counter,
    cores,
  });
  const lanes = new Lanes(trainer.nAtOnce);
  const diverged = new Set<string>();
  let divergence: unknown;
  /** In the order of the candidates, so that nothing depends on which of them was trained first. */
  const note = ({ title }: Candidate, result: MemberResult | undefined): FoldModel | undefined => {
    if (result?.kind === "trained") {
      run.notes.push(...result.notes);
      return result.model;
    }
    if (result?.kind === "diverged") {
      divergence = result.error;
      diverged.add(title);
    }
    return undefined;
  };
  const rateFor = ({ document: { training } }: Candidate) => rateOf(options.soft, training.learningRate);
  const stepsOf = ({ document: { training }, stepsShare: own = 1 }: Candidate, split: Dataset["split"]) =>
    Math.ceil(own * stepsShare * wantedSteps(training, { ...dataset, split }));
  const knownOf = (candidate: Candidate, fold: number) => opening.trained(candidate, fold, rateFor(candidate));
  const tryOne = async (
    candidate: Candidate,
    fold: number,
    more: Pick<MemberTask, "nWaiting" | "untilLeftMs">,
  ): Promise<MemberResult> => {
    const known = knownOf(candidate, fold);
    if (known) {
      counter.finish(1000 * known.seconds);
      return { kind: "trained", model: known, notes: [] };
    }
    return trainer.train({
      candidate,
      fold,
      maxSteps: stepsOf(candidate, folds[fold]),
      learningRate: rateFor(candidate),
      fitRows: run.time.fitRows(dataset.schema),
      watched: wasWatched(candidate, fold) ? options.soft : undefined,
      // In a run without the block, this would be the phase that is watched.
      isBlendAveraged: !(fold === 0 && isLess(candidate)),
      isNeeded: () => fold === 0 && isWorthStop(candidate),
      ...more,
    });
  };
  const tell = (candidate: Candidate, fold: number, result: MemberResult) => {
    if (result.kind !== "trained" || result.model.stepsDone < FAIR_SHARE) return;
    opening.found.add(candidate, fold, result.model);
    run.told = { ...run.told, soFar: opening.found.words };
  };
  const first: { readonly candidate: Candidate; readonly models: FoldModel[] }[] = [];
  let nTrained = 0;
  /** After Stop there is time for what is deployed and what that is compared with, if for anything. */
  const isWorthStop = (candidate: Candidate): boolean => {
    // Trained already, or there would be nothing to deploy.
    if (isLearning ? candidate.id === BLEND : nTrained === 0) return true;
    return isCompared(candidate) && run.canBegin(SCORED_AFTER_STOP);
  };
  const tryAll = async (candidates: readonly Candidate[], leavesMs = untilLeftMs) => {
    const results = new Map<number, Promise<MemberResult | undefined>>();
    for (const index of soonestFirst(candidates)) {
      const candidate = candidates[index];
      const result = lanes.run(async () => {
        if (run.isStopped() && !knownOf(candidate, 0) && !isWorthStop(candidate)) return undefined;
        const tried = await tryOne(candidate, 0, {
          nWaiting: nTrainingsOf(candidates.slice(index), 0),
          untilLeftMs: leavesMs,
        });
        if (tried.kind === "trained") nTrained++;
        tell(candidate, 0, tried);
        return tried;
      });
      results.set(index, result);
    }
    const inOrder = await Promise.all(candidates.map((_, index) => results.get(index)));
    for (const [index, result] of inOrder.entries()) {
      const model = note(candidates[index], result);
      if (model) first.push({ candidate: candidates[index], models: [model] });
    }
  };
  try {
    await tryAll(tried);
    if (first.length === 0) throw divergence;
    const combined = hasTimeForMore ? combinedOf(candidateOptions, betterThanPlain(dataset, first)) : [];
    counter.expect(nTrainingsOf(combined, 0) + nOfLater);
    await tryAll(combined);
    const last = affordedLast();
    counter.expect(nTrainingsOf(last, 0) + nOfLater);
    // What they leave is for one more part at least.
    await tryAll(last, run.trainingMsLeft() / 2);
    const nFolds = await trainParts({ areNextBest: last.length === 0 });
    // Those that diverge from here on are no candidates for the ensemble.
    const lost = [...diverged];
    const tagged = await trainLess();
    return {
      candidates: [...first, constantCandidate(dataset, { folds: folds.slice(0, nFolds), document })],
      diverged: lost,
      tagged,
      nFolds,
      nWantedFolds: parts.length,
      nAllCandidates: all.length + combined.length + last.length,
      refit,
    };
  } finally {
    trainer.close();
  }

  /** What one takes on a part that is not the first, as it was there. */
  function msOfPart({ candidate, models: [{ seconds }] }: TrainedCandidate): number {
    const n = nTrainingsOf([candidate], 0);
    return (n > 0 ? (1000 * seconds) / n : counter.meanMs) * nTrainingsOf([candidate], 1);
  }

  /** What is tried last, where there are other parts: as much of it as there is time for. */
  function affordedLast(): readonly Candidate[] {
    if (!hasTimeForMore || folds.length === 1 || isFixed || run.isStopped()) return [];
    const best = bestOf(dataset, first);
    const nRows = folds[0].train.length;
    const all = best.flatMap((each) =>
      lastOf(candidateOptions, each.candidate, nRows).map((candidate) => ({
        candidate,
        ms: (candidate.times * msOfPart(each)) / each.models[0].stepsDone,
      })),
    );
    const compared = [...first.filter(({ candidate }) => candidate.id === PLAIN), ...best];
    const comparedMs = compared.reduce((sum, each) => sum + msOfPart(each), 0);
    const afforded = run.journal.decide("last", lastAffordableSchema.parse, () =>
      lastAffordable(
        all.map(({ ms }) => ms),
        { leftMs: run.trainingMsLeft() * trainer.nAtOnce - comparedMs, stepsShare },
      ),
    );
    return all.slice(0, afforded.nTried).map(({ candidate: { times: _, ...candidate } }) => ({
      ...candidate,
      stepsShare: afforded.stepsShare,
    }));
  }

  /** In the run itself: what is trained on all rows is the last of it, and little. */
  async function refit(candidate: Candidate, share: number): Promise<FoldModel | undefined> {
    const { training } = candidate.document;
    if (candidate.id === CONSTANT) return constantModel({ ...dataset, split: wholeSplit(dataset) }, training);
    counter.expect(nTrainingsOf([candidate], folds.length));
    const result = await new MemberTrainer({ run, catalogue, table, counter, cores: undefined }).train({
      candidate,
      fold: folds.length,
      maxSteps: stepsOf(candidate, dataset.split),
      stopAt: share,
      learningRate: rateOf(options.soft, training.learningRate),
      fitRows: run.time.fitRows(dataset.schema),
      watched: undefined,
      isBlendAveraged: true,
      isNeeded: () => true,
      nWaiting: nTrainingsOf([candidate], folds.length),
      untilLeftMs: 0,
    });
    return result.kind === "trained" ? result.model : undefined;
  }

  /** Trains the best candidates on the other parts. @returns how many parts all of them have been trained on. */
  async function trainParts(wanted: { readonly areNextBest: boolean }): Promise<number> {
    // One that had too little time on the first part would have too little on the others.
    const whole = first.filter(({ models: [{ stepsDone }] }) => stepsDone >= FAIR_SHARE);
    const isCut = !whole.some(({ candidate }) => candidate.id === PLAIN);
    let kept = isCut ? [] : survivorsOf(dataset, whole, wanted);
    const candidates = kept.map(({ candidate }) => candidate);
    counter.expect((folds.length - 1) * nTrainingsOf(candidates, 1));
    const msOfKept = kept.reduce((sum, each) => sum + msOfPart(each), 0);
    let isOver = isCut;
    const lost = new Set<Candidate>();
    const hasTimeFor = (fold: number) => isFixed || fold === 1 || msOfKept / trainer.nAtOnce <= run.trainingMsLeft();
    const train = async (index: number, fold: number): Promise<MemberResult | undefined> => {
      const candidate = candidates[index];
      if (index === 0) isOver ||= !hasTimeFor(fold);
      if (isOver || run.isStopped() || lost.has(candidate)) return undefined;
      const result = await tryOne(candidate, fold, {
        nWaiting: nTrainingsOf(candidates.slice(index), fold),
        untilLeftMs: 0,
      });
      tell(candidate, fold, result);
      if (result.kind === "diverged") lost.add(candidate);
      isOver ||= result.kind === "ended" || (result.kind === "trained" && result.model.stepsDone < FAIR_SHARE);
      return result;
    };
    const rounds = folds
      .slice(1)
      .map((_, part) => candidates.map((_each, index) => lanes.run(() => train(index, part + 1))));
    let nFolds = 1;
    for (const results of await Promise.all(rounds.map((round) => Promise.all(round)))) {
      const own = new Map(candidates.map((candidate, index) => [candidate, results[index]]));
      const models = kept.map(({ candidate }) => note(candidate, own.get(candidate)));
      // A part counts where all had time for it: they are compared on the same rows.
      const isWhole = kept.every(({ candidate }, index) => {
        const stepsDone = models[index]?.stepsDone ?? (own.get(candidate)?.kind === "diverged" ? 1 : 0);
        return stepsDone >= FAIR_SHARE;
      });
      if (!isWhole || models.every((model) => model === undefined)) break;
      kept.forEach(({ models: before }, index) => {
        const model = models[index];
        if (model) before.push(model);
      });
      kept = kept.filter((_, index) => models[index] !== undefined);
      nFolds++;
    }
    return nFolds;
  }

  /** Trains what tells what each block of the document's own pipeline is worth. */
  async function trainLess(): Promise<TrainedMembers["tagged"]> {
    run.time.release("less");
    const candidate = taggedOf(first, { isLearning });
    if (!candidate) return undefined;
    const waiting = lessCandidates(candidate.candidate, catalogue);
    const nParts = run.journal.decide("tags", z.number().int().parse, () =>
      partsOfTags(candidate, {
        ...{ tags: document.training.tags, nBlocks: waiting.length, isFixed, isStopped: run.isStopped() },
        ...{ leftMs: run.trainingMsLeft(), spentMs: 1000 * run.seconds() },
      }),
    );
    const less = await trainedLess(waiting, nParts);
    const together: TrainedLess[] = [];
    for (const some of nestedLess(candidate.candidate, catalogue, spareBlocks(dataset, candidate, less))) {
      const [each] = await trainedLess([some], nParts);
      if (each.models.length < nParts) break;
      together.push(each);
      if (isSpare(dataset, candidate, each)) break;
    }
    const { disbelieved } = options;
    const learningRate = rateFor(candidate.candidate);
    const fitRows = run.time.fitRows(dataset.schema);
    const plan = { nParts: candidate.models.length, learningRate, stepsShare, fitRows, disbelieved };
    return { candidate, less, together, plan };
  }

  /** On so many parts. */
  async function trainedLess(waiting: readonly LessCandidate[], nParts: number): Promise<readonly TrainedLess[]> {
    const all = waiting.map((each) => ({ candidate: each, models: newModels() }));
    // One that is cut short says nothing.
    const canTrain = () =>
      !run.isStopped() && (isFixed || FAIR_SHARE * counter.meanMs <= trainer.nAtOnce * run.trainingMsLeft());
    counter.expect(nParts * nTrainingsOf(waiting, 1));
    const rounds = Array.from({ length: nParts }, (_, fold) =>
      waiting.map((each, index) =>
        lanes.run(async () => {
          if (!canTrain()) return undefined;
          return tryOne(each, fold, { nWaiting: nTrainingsOf(waiting.slice(index), fold), untilLeftMs: 0 });
        }),
      ),
    );
    for (const [fold, results] of (await Promise.all(rounds.map((round) => Promise.all(round)))).entries()) {
      for (const [index, { models }] of all.entries()) {
        const model = note(waiting[index], results[index]);
        if (model && model.stepsDone >= FAIR_SHARE && models.length === fold) models.push(model);
      }
    }
    return all;
  }
}

const newModels = (): FoldModel[] => [];

/** The plain pipeline, then what is trained already: once both have been asked, something can be said of the run. */
function soonestFirst(candidates: readonly Candidate[]): readonly number[] {
  const rank = (candidate: Candidate) => (candidate.id === PLAIN ? 0 : nTrainingsOf([candidate], 0) === 0 ? 1 : 2);
  return [...candidates.keys()].sort((a, b) => rank(candidates[a]) - rank(candidates[b]));
}
