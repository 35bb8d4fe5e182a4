/** What an ensemble has time for, at the speed of the watched phase. */
import { z } from "zod";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { Dataset } from "../../table/types.ts";
import { wantedSteps } from "../phase/phase-starts.ts";
import type { Run } from "../run.ts";
import { type Candidate, isCompared, nTrainingsOf, wasWatched } from "./candidates.ts";

/** Trying all candidates on the first part may take this share of the time; the other parts have the rest. */
export const FIRST_ROUND_SHARE = 0.45;
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
/** Short blends of nested sets take about so many blends more than one. */
const NESTED_COST = 1;
/** Threads that share a step: two of them are about 1.6 times as fast as one, four 2.5 times (ADR 0014). */
const THREADS_EXPONENT = 0.65;

interface TimeOptions {
  readonly run: Run;
  readonly dataset: Dataset;
  readonly document: PipelineDocument;
  /** Members that are trained at once. */
  readonly nAtOnce: number;
}

export const affordableSchema = z.object({
  nTried: z.number().int(),
  /** Of the steps that a candidate would have with time enough. */
  stepsShare: z.number(),
  /** Whether the best candidates are trained on parts beyond the first one. */
  areParts: z.boolean(),
});
type Affordable = z.infer<typeof affordableSchema>;

export function affordable({ run, dataset, document, nAtOnce }: TimeOptions, all: readonly Candidate[]): Affordable {
  const msPerStep = run.watchedMsPerStep;
  if (run.time.isFixed || msPerStep === 0) return { nTried: all.length, stepsShare: 1, areParts: true };
  const wholeMs = wantedSteps(document.training, dataset) * msPerStep;
  // Members on several cores have a thread each; where they are trained one after the other, they have those of the watched phase.
  const gain = nAtOnce > 1 ? nAtOnce / run.watchedThreads ** THREADS_EXPONENT : 1;
  const leftMs = gain * run.trainingMsLeft();
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

/** Whoever had less than this share of its steps with the usual network does not do better with one that takes more of them. */
const LEAST_SHARE_OF_LAST = 0.5;
/** What is tried last is trained on the first part and on one more at least, or nothing would be known of other rows. */
const LEAST_PARTS_OF_LAST = 2;

export const lastAffordableSchema = z.object({
  nTried: z.number().int(),
  /** Of the steps that other candidates have. */
  stepsShare: z.number(),
});

/**
 * How many of those that are tried last there is time for, in their order: with all steps, or the first of them with half of these.
 *
 * @param costsMs  what each takes on a part, of all cores together.
 * @param leftMs   beside what the candidates that are compared take on another part.
 */
export function lastAffordable(
  costsMs: readonly number[],
  { leftMs, stepsShare }: { readonly leftMs: number; readonly stepsShare: number },
): z.infer<typeof lastAffordableSchema> {
  const none = { nTried: 0, stepsShare: 1 };
  if (stepsShare < LEAST_SHARE_OF_LAST || costsMs.length === 0) return none;
  const ofPartMs = leftMs / LEAST_PARTS_OF_LAST;
  let sum = 0;
  const count = costsMs.findIndex((ms) => {
    sum += ms;
    return sum > ofPartMs;
  });
  if (count !== 0) return { nTried: count < 0 ? costsMs.length : count, stepsShare: 1 };
  const share = ofPartMs / costsMs[0];
  return share >= LEAST_SHARE_OF_LAST ? { nTried: 1, stepsShare: share } : none;
}

/** What all of some candidates take on the first part, in trainings of the blend. */
function costOf(candidates: readonly Candidate[]): number {
  const nBlends = candidates.filter((candidate) => candidate.isLearned && !wasWatched(candidate, 0)).length;
  const nNested = candidates.filter(({ isNested }) => isNested).length;
  return nBlends + NESTED_COST * nNested + SETTLED_COST * (nTrainingsOf(candidates, 0) - nBlends);
}
