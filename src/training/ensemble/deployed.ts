/** What follows from trained candidates, whatever of them is deployed. */
import { ensembleText } from "../../base/texts/ensemble.ts";
import type { Dataset } from "../../table/types.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { TrainedStage } from "../phases.ts";
import type { VerdictSides } from "../stages.ts";
import type { MemberEvidence, StageModel } from "../types.ts";
import { meanLoss } from "./candidate-evidence.ts";
import { CONSTANT } from "./candidates.ts";
import type { CountedModel } from "./columns-read.ts";
import type { TrainedCandidate, TrainedMembers } from "./members.ts";

/** What is deployed, what it is compared with, and what both rest on. */
export interface Deployed {
  readonly stages: Readonly<Partial<Record<TrainedStage, StageModel>>>;
  readonly sides: VerdictSides;
  /** All that predict of it. */
  readonly models: readonly CountedModel[];
  readonly members: readonly MemberEvidence[];
  readonly evidence: readonly Evidence[];
  /** The share of its steps that the opponent had time for. */
  readonly opponentDone: number;
  readonly notes: readonly string[];
}

/** Those that were given up after the first part are compared on that part alone. @param weightOf one that was not given up */
export function memberEvidence(
  dataset: Dataset,
  { candidates, nFolds }: TrainedMembers,
  weightOf: (candidate: TrainedCandidate) => number,
): readonly MemberEvidence[] {
  return candidates.map((each) => {
    const { id, title, isLearned } = each.candidate;
    const isWhole = each.models.length >= nFolds;
    const parts = isWhole ? nFolds : 1;
    return {
      id,
      title,
      isLearned,
      weight: isWhole ? weightOf(each) : 0,
      ...meanLoss(dataset, each, parts),
      nFolds: parts,
    };
  });
}

/** What there was no time for, and what diverged. */
export function notesOfTrained({
  candidates,
  diverged,
  nFolds,
  nWantedFolds,
  nAllCandidates,
}: TrainedMembers): readonly string[] {
  const trained = candidates.filter(({ candidate }) => candidate.id !== CONSTANT);
  const nTried =
    trained.length + diverged.filter((title) => trained.every((each) => each.candidate.title !== title)).length;
  return [
    ...(diverged.length > 0 ? [ensembleText("diverged", { titles: diverged })] : []),
    ...(nFolds < nWantedFolds ? [ensembleText("fewerFolds", { nFolds, nWanted: nWantedFolds })] : []),
    ...(nTried < nAllCandidates ? [ensembleText("fewerCandidates", { nTried, nAll: nAllCandidates })] : []),
  ];
}
