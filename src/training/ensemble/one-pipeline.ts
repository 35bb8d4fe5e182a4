/** One pipeline that rests on evidence: what was accepted of all that was tried, trained on all rows that are not for testing. */
import { mean } from "../../base/spread.ts";
import { ensembleText } from "../../base/texts/ensemble.ts";
import type { Dataset } from "../../table/types.ts";
import { namesInVerdictOfOne } from "../phases.ts";
import type { Run } from "../run.ts";
import type { StageModel } from "../types.ts";
import { candidateEvidence, meanLoss } from "./candidate-evidence.ts";
import { CONSTANT, PLAIN } from "./candidates.ts";
import { type Deployed, memberEvidence, notesOfTrained } from "./deployed.ts";
import type { FoldModel, TrainedCandidate, TrainedMembers } from "./members.ts";
import { heldOutOf } from "./out-of-fold.ts";

/** A candidate that had time for fewer of its steps is no better for having seen more rows. */
const FAIR_SHARE = 0.9;
/**
 * Takes the pipeline that is told from the plain one by more than chance explains, corrected for their number, and of several the
 * one with the lowest out-of-fold loss; the plain one where there is none. It is trained on all rows for as long as it took, on average, until rows that were held
 * out were predicted best.
 */
export async function onePipeline(
  dataset: Dataset,
  trained: TrainedMembers,
  run: Pick<Run, "isOver">,
): Promise<Deployed> {
  const { nFolds, candidates } = trained;
  const evidence = candidateEvidence(dataset, trained);
  const whole = candidates.filter(({ models }) => models.length >= nFolds);
  const lossOf = (each: TrainedCandidate) => meanLoss(dataset, each, nFolds).loss;
  const best = (some: readonly TrainedCandidate[]) => lowestOf(some, lossOf);
  // A blend is all of its alternatives at once: nothing that could be read.
  const readable = whole.filter(({ candidate }) => !candidate.isBlend);
  const isAccepted = ({ candidate }: TrainedCandidate) =>
    evidence.some(({ subject, conclusion }) => subject === candidate.id && conclusion === "better");
  const plain = whole.find(({ candidate }) => candidate.id === PLAIN);
  const accepted = best(readable.filter(isAccepted));
  const chosen = accepted ?? plain ?? best(readable) ?? whole[0];
  const fixed = best(readable.filter(({ candidate }) => !candidate.isLearned));
  /** With all rows, where there is time; else as it was trained without the first part. */
  const refitted = async ({
    candidate,
    models: own,
  }: TrainedCandidate): Promise<StageModel & Pick<FoldModel, "letThrough">> => {
    const models = own.slice(0, nFolds);
    const share = mean(models.map(({ bestShare }) => bestShare));
    const again = run.isOver() ? undefined : await trained.refit(candidate, share);
    const { predictor, letThrough } = again && again.stepsDone >= FAIR_SHARE ? again : models[0];
    return { predictor, letThrough, heldOut: heldOutOf({ candidate, models }, nFolds) };
  };
  const tuned = await refitted(chosen);
  const baseline = plain && (plain === chosen ? tuned : await refitted(plain));
  const isFixedTold = fixed !== undefined && fixed !== plain && fixed !== chosen;
  const opponent = isFixedTold && chosen !== plain ? "fixed" : "baseline";
  const isConstant = opponent === "fixed" && fixed?.candidate.id === CONSTANT;
  const [deployedName, opponentName] = namesInVerdictOfOne(isConstant ? "constant" : opponent);
  return {
    stages: {
      tuned,
      ...(isFixedTold ? { fixed: await refitted(fixed) } : {}),
      ...(baseline ? { baseline } : {}),
    },
    sides: {
      deployed: { stage: "tuned", name: deployedName },
      ...(baseline ? { opponent: { stage: opponent, name: opponentName } } : {}),
      areSame: chosen === plain,
    },
    models: [{ letThrough: tuned.letThrough, count: 1 }],
    members: memberEvidence(dataset, trained, ({ candidate }) => Number(candidate === chosen.candidate)),
    evidence,
    opponentDone: 1,
    notes: [
      ensembleText("one", { title: chosen.candidate.title, isAccepted: accepted !== undefined }),
      ...notesOfTrained(trained),
    ],
  };
}

function lowestOf(
  some: readonly TrainedCandidate[],
  lossOf: (each: TrainedCandidate) => number,
): TrainedCandidate | undefined {
  return some
    .map((each) => ({ each, loss: lossOf(each) }))
    .reduce<{ each: TrainedCandidate; loss: number } | undefined>(
      (least, next) => (least && !(next.loss < least.loss) ? least : next),
      undefined,
    )?.each;
}
