/** What pipelines are compared by where somebody has said what counts: losses of rows whose mean is 1 less the metric, or the metric itself where less is better. */

import { costMatrix } from "../../pipeline/costs.ts";
import { predictedClasses } from "../../pipeline/decision.ts";
import type { COMPARED_BY, TrainingSettings } from "../../pipeline/document.ts";
import { areClassesBalanced, type NumberLoss, quantileOf } from "../../pipeline/loss.ts";
import type { TargetRule, Task } from "../../table/types.ts";
import { costsPaid, metricsOfTask, quantileLoss } from "../metric-evaluators.ts";

export type Criterion = Exclude<OptimisedFor, "meanCost"> | TrainedCriterion | ByCosts;
export type TrainedCriterion = "balancedLogLoss" | "mae" | ByQuantile;

interface ByQuantile {
  readonly quantile: number;
}
/** `costs[is][said]`: what is said is the class that is expected to cost least. */
interface ByCosts {
  readonly costs: readonly (readonly number[])[];
}

type OptimisedFor = NonNullable<TrainingSettings["optimiseFor"]>;

type CriterionSettings = NumberLoss & Pick<TrainingSettings, "optimiseFor" | "costs" | "classWeights">;

/** Of the target; `classes` are asked for costs alone. */
export type CriterionTarget = Pick<TargetRule, "task" | "classes">;

/**
 * What somebody asked for, where it says something of the task; else what goes with the loss that is trained, and of the Huber loss absolute
 * errors, which have a unit. undefined: log loss, or squared error.
 *
 * @throws E_DECISION_CLASS where costs are about other classes
 */
export function criterionOf(settings: CriterionSettings, target: CriterionTarget): Criterion | undefined {
  const { optimiseFor, costs = {} } = settings;
  const { task, classes } = target;
  // Whoever asks for a quantile wants it wherever it lies: no error that looks at both sides alike can tell a good one.
  const isAsked = quantileOf(settings, task) === undefined && optimiseFor !== undefined;
  if (!isAsked || !metricsOfTask(task).includes(optimiseFor)) return trainedCriterion(settings, task);
  return optimiseFor === "meanCost" ? { costs: costMatrix(costs, classes) } : optimiseFor;
}

/** What goes with the loss that is trained, whatever *Optimise for* says: for what has to rest on a loss of single rows. */
export function trainedCriterion(settings: CriterionSettings, task: Task): TrainedCriterion | undefined {
  const quantile = quantileOf(settings, task);
  if (quantile !== undefined) return { quantile };
  if (areClassesBalanced(settings, task)) return "balancedLogLoss";
  return task === "regression" && settings.loss === "huber" ? "mae" : undefined;
}

/** As reports name it. */
export function criterionName(criterion: Criterion): (typeof COMPARED_BY)[number] {
  if (typeof criterion === "string") return criterion;
  return "costs" in criterion ? "meanCost" : "quantileLoss";
}

/** As scikit-learn's log loss: no probability counts as less. */
const LEAST_PROBABILITY = 1e-15;

interface Said {
  /** [rows, classes] probabilities, or [rows] values. */
  readonly values: Float64Array;
  readonly labels: Float64Array;
  /** 1 on average; absent: all count alike. */
  readonly weights?: Float64Array | undefined;
}

/**
 * Of each row such a loss that their mean is 1 − the metric (of an error: the error), and that the standard error of the mean is that of the
 * metric: what is no mean over rows is linearised (its influence function).
 *
 * @source Areas under curves: DeLong et al. (1988), whose placements these are. Ratios: the delta method.
 */
export function criterionLosses(criterion: Criterion, said: Said): Float64Array {
  if (typeof criterion === "object" && "costs" in criterion) {
    const paid = costsPaid({ ...said, nClasses: nClassesOf(said), costs: criterion.costs });
    return paid.map((cost, row) => weightOf(said, row) * cost);
  }
  if (typeof criterion === "object") {
    const { quantile } = criterion;
    return said.values.map((value, row) => weightOf(said, row) * quantileLoss(value - said.labels[row], quantile));
  }
  switch (criterion) {
    case "balancedLogLoss":
      return meanOfClasses(said, logLossesOf(said));
    case "mae":
      return said.values.map((value, row) => weightOf(said, row) * Math.abs(value - said.labels[row]));
    case "accuracy": {
      const hits = hitsOf(said);
      return hits.map((hit, row) => weightOf(said, row) * (1 - hit));
    }
    case "balancedAccuracy":
      return meanOfClasses(
        said,
        hitsOf(said).map((hit) => 1 - hit),
      );
    case "macroF1":
      return f1Losses(said);
    case "rocAuc":
      return areaLosses(said);
    default:
      return criterion satisfies never;
  }
}

const weightOf = ({ weights }: Said, row: number) => weights?.[row] ?? 1;
const nClassesOf = ({ values, labels }: Said) => values.length / Math.max(labels.length, 1);

function hitsOf(said: Said): Float64Array {
  const predicted = predictedClasses(said.values, nClassesOf(said));
  return said.labels.map((label, row) => (label === predicted[row] ? 1 : 0));
}

function logLossesOf(said: Said): Float64Array {
  const nClasses = nClassesOf(said);
  return said.labels.map((label, row) => -Math.log(Math.max(said.values[row * nClasses + label], LEAST_PROBABILITY)));
}

/** The mean over classes of the mean loss of their rows. */
function meanOfClasses(said: Said, losses: Float64Array): Float64Array {
  const { labels } = said;
  const [rows, lost] = [new Float64Array(nClassesOf(said)), new Float64Array(nClassesOf(said))];
  labels.forEach((label, row) => {
    rows[label] += weightOf(said, row);
    lost[label] += weightOf(said, row) * losses[row];
  });
  const present = rows.reduce((count, each) => count + (each > 0 ? 1 : 0), 0);
  const means = lost.map((each, code) => (rows[code] > 0 ? each / rows[code] : 0));
  const loss = means.reduce((sum, each) => sum + each, 0) / present;
  return labels.map((label, row) => {
    const share = (labels.length * weightOf(said, row)) / (rows[label] * present || 1);
    return loss + share * (losses[row] - means[label]);
  });
}

function f1Losses(said: Said): Float64Array {
  const { labels } = said;
  const nClasses = nClassesOf(said);
  const predicted = predictedClasses(said.values, nClasses);
  const [seen, right] = [new Float64Array(nClasses), new Float64Array(nClasses)];
  labels.forEach((label, row) => {
    const weight = weightOf(said, row);
    seen[label] += weight;
    seen[predicted[row]] += weight;
    if (predicted[row] === label) right[label] += weight;
  });
  const present = seen.reduce((count, each) => count + (each > 0 ? 1 : 0), 0);
  const scores = right.map((each, code) => (seen[code] > 0 ? (2 * each) / seen[code] : 0));
  const loss = 1 - scores.reduce((sum, each) => sum + each, 0) / present;
  /** What a row adds to the score of a class, of which it is seen, or predicted, or both. */
  const pull = (code: number, isRight: boolean, times: number) =>
    (2 * Number(isRight) - times * scores[code]) / seen[code];
  return labels.map((label, row) => {
    const other = predicted[row];
    const pulls = label === other ? pull(label, true, 2) : pull(label, false, 1) + pull(other, false, 1);
    return loss - (labels.length * weightOf(said, row) * pulls) / present;
  });
}

function areaLosses(said: Said): Float64Array {
  const nClasses = nClassesOf(said);
  const codes = nClasses === 2 ? [1] : Array.from({ length: nClasses }, (_, code) => code);
  const losses = new Float64Array(said.labels.length);
  const known = codes.flatMap((code) => areaOf(said, code) ?? []);
  for (const { area, pulls } of known) {
    for (let row = 0; row < losses.length; row++) losses[row] += (1 - area - pulls[row]) / known.length;
  }
  return losses;
}

/** Of a class against the rest; undefined where there is none, or no rest. */
function areaOf(said: Said, code: number): { readonly area: number; readonly pulls: Float64Array } | undefined {
  const { values, labels } = said;
  const nClasses = nClassesOf(said);
  const scores = labels.map((_, row) => values[row * nClasses + code]);
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[a] - scores[b]);
  const isOf = (row: number) => Number(labels[row] === code);
  const totals = [0, 0];
  for (const row of order) totals[isOf(row)] += weightOf(said, row);
  if (totals[0] === 0 || totals[1] === 0) return undefined;
  /** Of a row of the class the share of the others that are below it, of another row the share of the class above it; ties count half. */
  const placements = new Float64Array(labels.length);
  const below = [0, 0];
  for (let start = 0; start < order.length; ) {
    const tied = [0, 0];
    let end = start;
    for (; end < order.length && scores[order[end]] === scores[order[start]]; end++) {
      tied[isOf(order[end])] += weightOf(said, order[end]);
    }
    for (const row of order.subarray(start, end)) {
      placements[row] =
        isOf(row) === 1 ? (below[0] + tied[0] / 2) / totals[0] : (totals[1] - below[1] - tied[1] / 2) / totals[1];
    }
    below[0] += tied[0];
    below[1] += tied[1];
    start = end;
  }
  const area = placements.reduce((sum, each, row) => sum + isOf(row) * weightOf(said, row) * each, 0) / totals[1];
  const pulls = placements.map(
    (each, row) => ((labels.length * weightOf(said, row)) / totals[isOf(row)]) * (each - area),
  );
  return { area, pulls };
}
