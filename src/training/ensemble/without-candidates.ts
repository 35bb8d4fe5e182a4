/** The document's own pipeline without each of its blocks: what tells what a block is worth. */
import type { Catalogue } from "../../pipeline/checks.ts";
import type { TrainingSettings } from "../../pipeline/document.ts";
import { withoutBlock } from "../../pipeline/without-block.ts";
import type { Dataset } from "../../table/types.ts";
import { compareTrained } from "./candidate-evidence.ts";
import { type Candidate, LEARNED, type LessCandidate, OWN, PLAIN } from "./candidates.ts";
import type { TrainedCandidate, TrainedLess } from "./members.ts";

export const isLess = (candidate: Candidate): candidate is LessCandidate => "without" in candidate;

/** The candidate that the price tags are about: the document's own pipeline, as it is learned. */
export function taggedAmong(
  candidates: readonly Candidate[],
  { isLearning }: { readonly isLearning: boolean },
): Candidate | undefined {
  const named = (id: string) => candidates.find((candidate) => candidate.id === id);
  return isLearning ? named(LEARNED) : (named(OWN) ?? named(PLAIN));
}

/** As `taggedAmong`, of those that were trained. @returns undefined where its numbers did not stay finite. */
export function taggedOf(
  trained: readonly TrainedCandidate[],
  how: { readonly isLearning: boolean },
): TrainedCandidate | undefined {
  const candidates = trained.map(({ candidate }) => candidate);
  const tagged = taggedAmong(candidates, how);
  return trained.find(({ candidate }) => candidate === tagged);
}

/** One for each block that can be left out, in document order. */
export function lessCandidates(of: Candidate, catalogue: Catalogue): readonly LessCandidate[] {
  return of.document.blocks.flatMap(({ id }) => withoutAll(of, catalogue, [id]));
}

/** Without all of some blocks, without all but the last, and so on down to two of them. */
export function nestedLess(of: Candidate, catalogue: Catalogue, blocks: readonly string[]): readonly LessCandidate[] {
  return blocks.flatMap((_, nLeft) => {
    const some = blocks.slice(0, blocks.length - nLeft);
    return some.length > 1 ? withoutAll(of, catalogue, some) : [];
  });
}

/** None where it cannot be. */
function withoutAll(of: Candidate, catalogue: Catalogue, without: readonly string[]): readonly LessCandidate[] {
  let { document } = of;
  for (const id of without) {
    const less = withoutBlock(document, catalogue, id);
    if (!("document" in less)) return [];
    document = less.document;
  }
  return [{ ...of, id: `${of.id} without ${without.join(", ")}`, document, changes: [], without }];
}

/** Whether a pipeline is no worse without something than by one standard error. */
export function isSpare(dataset: Dataset, tagged: TrainedCandidate, less: TrainedLess): boolean {
  const nParts = Math.min(tagged.models.length, less.models.length);
  if (nParts === 0) return false;
  const { delta, standardError } = compareTrained(dataset, [tagged, less], nParts);
  return -delta <= standardError;
}

/** Blocks that can go, each by itself: first those without which the loss is lowest. */
export function spareBlocks(
  dataset: Dataset,
  tagged: TrainedCandidate,
  all: readonly TrainedLess[],
): readonly string[] {
  const gainOf = (less: TrainedLess) => compareTrained(dataset, [tagged, less], less.models.length).delta;
  return all
    .filter((less) => isSpare(dataset, tagged, less))
    .sort((a, b) => gainOf(b) - gainOf(a))
    .flatMap(({ candidate }) => candidate.without);
}

/** Of the time so far: training without each block may take as much as this, where it is left. */
const MOST_SHARE = 1;

interface TagTime {
  readonly tags: TrainingSettings["tags"];
  readonly nBlocks: number;
  /** The steps are given, so that no time decides. */
  readonly isFixed: boolean;
  readonly isStopped: boolean;
  readonly leftMs: number;
  /** Of the whole run. */
  readonly spentMs: number;
}

/** On how many parts a pipeline is trained without each of its blocks: on all of its own, on the first, or on none. */
export function partsOfTags({ models, candidate }: TrainedCandidate, time: TagTime): number {
  if (time.tags === "forced" || time.isStopped) return 0;
  if (time.tags === "retrained") return models.length;
  if (time.isFixed) return 0;
  // On the first part the watched phase was half of a learned one.
  const nEach = models.length === 1 && candidate.isLearned ? 2 : 1;
  const partMs = 1000 * time.nBlocks * nEach * Math.max(...models.map(({ seconds }) => seconds));
  const mostMs = Math.min(time.leftMs, MOST_SHARE * time.spentMs);
  if (partMs * models.length <= mostMs) return models.length;
  return partMs <= mostMs ? 1 : 0;
}
