/** From trained candidates to what is deployed, what it is compared with, and what both rest on. */

import { mean } from "../../base/spread.ts";
import { ensembleText } from "../../base/texts/ensemble.ts";
import { areClassesBalanced } from "../../pipeline/loss.ts";
import type { Dataset } from "../../table/types.ts";
import { namesInEnsembleVerdict } from "../phases.ts";
import type { Predictor, StageModel } from "../types.ts";
import { candidateEvidence } from "./candidate-evidence.ts";
import { CONSTANT, PLAIN } from "./candidates.ts";
import { chooseWeights, rowLosses } from "./choose-members.ts";
import { type Deployed, memberEvidence, notesOfTrained } from "./deployed.ts";
import type { TrainedCandidate, TrainedMembers } from "./members.ts";
import { mergePredictors, nMembersOf } from "./merge-predictors.ts";
import { heldOutOf, mixHeldOut, scoresOf } from "./out-of-fold.ts";
import { atTemperature, temperatureOf } from "./temperature.ts";

/** More predictors than these make an ensemble slow to predict with and large to store. */
const MOST_PREDICTORS = 16;
/** What all of them may take in a file, about. */
const MOST_BYTES = 10_000_000;

export function ensembleOf(dataset: Dataset, trained: TrainedMembers): Deployed {
  const { candidates, nFolds } = trained;
  const nClasses = dataset.schema.target.classes.length;
  const whole = candidates.filter(({ models }) => models.length >= nFolds);
  const evidence = scoresOf(dataset, whole, nFolds);
  const areBalanced = areClassesBalanced(whole[0].candidate.document.training, dataset.schema.target.task);
  const losses = evidence.scores.map((scores) => mean(rowLosses(scores, evidence)));
  const weights = chooseWeights(evidence, {
    most: Math.max(Math.floor(MOST_PREDICTORS / nFolds), 1),
    sizes: whole.map(({ models }) =>
      models.slice(0, nFolds).reduce((sum, { predictor }) => sum + storedBytes(predictor), 0),
    ),
    mostSize: MOST_BYTES,
  });
  const bestOf = (isWanted: (candidate: TrainedCandidate) => boolean) =>
    whole.reduce<number | undefined>(
      (best, each, index) => (isWanted(each) && (best === undefined || losses[index] < losses[best]) ? index : best),
      undefined,
    );
  const stageOf = (counts: readonly { readonly index: number; readonly count: number }[]): StageModel => {
    const said = counts.map(({ index, count }) => ({ heldOut: heldOutOf(whole[index], nFolds), weight: count }));
    const predictors = counts.flatMap(({ index, count }) =>
      whole[index].models.slice(0, nFolds).map(({ predictor }) => ({ predictor, count })),
    );
    // Where rare classes count more, probabilities are not those of the rows, and log loss cannot say how sure they may be. What networks of
    // several members say is a mean already: at another temperature of their logits it is not known from what was held out.
    const isFitted = !areBalanced && predictors.every(({ predictor }) => nMembersOf(predictor) === 1);
    const temperature = isFitted ? temperatureOf(dataset, said[0].heldOut.rows, said) : 1;
    return {
      predictor: mergePredictors(predictors, temperature),
      heldOut: mixHeldOut(
        said.map(({ heldOut: { rows, values }, weight }) => ({
          heldOut: { rows, values: atTemperature(values, { temperature, nClasses }) },
          weight,
        })),
      ),
    };
  };
  const alone = (index: number | undefined) => (index === undefined ? undefined : stageOf([{ index, count: 1 }]));
  const plain = bestOf(({ candidate }) => candidate.id === PLAIN);
  // A guess is no opponent where there was no time for any.
  const fixed = bestOf(({ candidate: { isLearned, id } }) => !isLearned && (plain !== undefined || id !== CONSTANT));
  const learned = alone(bestOf(({ candidate }) => candidate.isLearned));
  const tuned = stageOf(weights.flatMap((count, index) => (count > 0 ? [{ index, count }] : [])));
  const isFixedTold = fixed !== undefined && fixed !== plain;
  const opponent = isFixedTold ? "fixed" : "baseline";
  const isConstant = isFixedTold && whole[fixed].candidate.id === CONSTANT;
  const [deployedName, opponentName] = namesInEnsembleVerdict(isConstant ? "constant" : opponent);
  const baseline = alone(plain);
  const opponentIndex = isFixedTold ? fixed : plain;
  return {
    stages: {
      ...(learned ? { learned } : {}),
      tuned,
      ...(isFixedTold ? { fixed: stageOf([{ index: fixed, count: 1 }]) } : {}),
      ...(baseline ? { baseline } : {}),
    },
    sides: {
      deployed: { stage: "tuned", name: deployedName },
      ...(opponentIndex === undefined ? {} : { opponent: { stage: opponent, name: opponentName } }),
      areSame: weights.every((weight, index) => weight > 0 === (index === opponentIndex)),
    },
    models: whole.flatMap(({ models }, index) =>
      weights[index] > 0
        ? models.slice(0, nFolds).map(({ letThrough }) => ({ letThrough, count: weights[index] }))
        : [],
    ),
    members: memberEvidence(dataset, trained, (each) => weights[whole.indexOf(each)]),
    evidence: candidateEvidence(dataset, trained),
    opponentDone: opponentIndex === undefined ? 1 : whole[opponentIndex].models[0].stepsDone,
    notes: [
      ensembleText("trained", { nFolds, nMembers: weights.filter((weight) => weight > 0).length }),
      ...notesOfTrained(trained),
    ],
  };
}

/** About what a predictor takes in a file: weights as base64, constants as decimals. */
function storedBytes({ program, parameters }: Predictor): number {
  const nWeights = Object.values(parameters).reduce((sum, { length }) => sum + length, 0);
  const nConstants = program.nodes.reduce((sum, node) => sum + (node.kind === "constant" ? node.data.length : 0), 0);
  return (16 / 3) * nWeights + 20 * nConstants;
}
