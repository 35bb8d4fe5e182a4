/** What candidates said of rows that they never saw, as evidence for and against what they differ in. */
import { deviation, mean } from "../../base/spread.ts";
import type { Dataset } from "../../table/types.ts";
import { concludedTogether, type Evidence } from "../evidence/evidence.ts";
import { pairedDifference } from "../evidence/paired-difference.ts";
import { type Candidate, PLAIN } from "./candidates.ts";
import { rowLosses } from "./choose-members.ts";
import type { Criterion } from "./criterion.ts";
import type { TrainedCandidate, TrainedMembers } from "./members.ts";
import { scoresOf } from "./out-of-fold.ts";

/** On how many parts a candidate is compared: those that were given up after the first part, on that part alone. */
const comparedParts = ({ models }: TrainedCandidate, nFolds: number): number => (models.length >= nFolds ? nFolds : 1);

interface MeanLoss {
  /** Log loss, or squared error in variances of the target; what the document optimises for instead. */
  readonly loss: number;
  readonly nRows: number;
}

export function meanLoss(dataset: Dataset, candidate: TrainedCandidate, nParts: number): MeanLoss {
  const evidence = scoresOf(dataset, [candidate], nParts);
  const losses = rowLosses(evidence.scores[0], evidence);
  return { loss: mean(losses) / lossScale(dataset, evidence.criterion), nRows: losses.length };
}

/** The loss of the first less that of the second on the parts that both have been trained on, `nParts` at most. */
export function compareTrained(
  dataset: Dataset,
  [first, second]: readonly [TrainedCandidate, TrainedCandidate],
  nParts: number,
): Pick<Evidence, "delta" | "standardError" | "seconds"> {
  const evidence = scoresOf(dataset, [first, second], nParts);
  const [own, other] = evidence.scores.map((scores) => rowLosses(scores, evidence));
  const { difference, standardError } = pairedDifference(own, other, evidence.groups);
  const scale = lossScale(dataset, evidence.criterion);
  const models = [first, second].flatMap((candidate) => candidate.models.slice(0, nParts));
  return {
    delta: difference / scale,
    standardError: standardError / scale,
    seconds: models.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/**
 * What a training takes longer with something than without it, part by part.
 *
 * @param firstPart the first that counts: where part 0 went on from the phase that was watched, nobody knows how long its training took.
 */
export function longerTraining(
  [own, without]: readonly [TrainedCandidate, TrainedCandidate],
  firstPart: number,
): Pick<Evidence, "trainingSeconds"> {
  const nParts = Math.min(own.models.length, without.models.length);
  const longer = own.models
    .slice(firstPart, nParts)
    .map(({ seconds }, part) => seconds - without.models[firstPart + part].seconds);
  // One number without an error tells nothing: whatever else the machine did is in it.
  if (longer.length < 2) return {};
  const standardError = deviation(longer) / Math.sqrt(longer.length);
  return { trainingSeconds: { more: mean(longer), standardError } };
}

/** Every candidate against the plain pipeline; none where that was lost. */
export function candidateEvidence(dataset: Dataset, { candidates, nFolds }: TrainedMembers): readonly Evidence[] {
  const plain = candidates.find(({ candidate }) => candidate.id === PLAIN);
  if (!plain) return [];
  const others = candidates.filter((each) => each !== plain);
  return concludedTogether(
    others.map((each) => {
      const nParts = Math.min(comparedParts(each, nFolds), comparedParts(plain, nFolds));
      return {
        kind: kindOf(each.candidate),
        subject: each.candidate.id,
        alternative: PLAIN,
        ...compareTrained(dataset, [each, plain], nParts),
        method: "retrained",
      } as const;
    }),
  );
}

/** The plain pipeline with one change speaks of that change. */
const kindOf = ({ changes, isLearned, id }: Candidate): "choice" | "pipeline" =>
  !isLearned && id.startsWith(`${PLAIN}, `) && changes.length === 1 ? "choice" : "pipeline";

/** Squared errors are told in variances of the target on rows that are not for testing: 1 is as wrong as the mean. Absolute ones and quantile losses in standard deviations. */
export function lossScale({ schema, split, labels, rowWeights }: Dataset, criterion?: Criterion): number {
  if (schema.target.task !== "regression") return 1;
  const rows = [...split.train, ...split.validation];
  const all = rows.reduce((sum, row) => sum + (rowWeights?.[row] ?? 1), 0);
  const meanOf = (numberOf: (row: number) => number) =>
    rows.reduce((sum, row) => sum + (rowWeights?.[row] ?? 1) * numberOf(row), 0) / all;
  const centre = meanOf((row) => labels[row]);
  const variance = meanOf((row) => (labels[row] - centre) ** 2) || 1;
  return criterion === "mae" || typeof criterion === "object" ? Math.sqrt(variance) : variance;
}
