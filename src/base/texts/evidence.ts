/** What is said of evidence: how large a difference is, and what can be told from chance. */
import { defineTexts } from "../define-texts.ts";
import { formatBesideError, noDifference } from "../numbers.ts";
import { countOf } from "../words.ts";

/** The losses by which pipelines are compared: what is trained, or what a person has said counts. */
export const LOSSES = {
  logLoss: "log loss",
  squaredError: "squared error",
  rocAuc: "1 − ROC AUC",
  macroF1: "1 − macro F1",
  balancedAccuracy: "1 − balanced accuracy",
  accuracy: "share of wrong rows",
  meanCost: "cost of mistakes",
  mae: "absolute error",
  balancedLogLoss: "balanced log loss",
  quantileLoss: "quantile loss",
} as const;
export type ComparedLoss = keyof typeof LOSSES;

/** By which loss pipelines are compared. */
export const lossOf = ({
  task,
  optimisedFor,
}: {
  readonly task: string;
  readonly optimisedFor?: string | undefined;
}) =>
  optimisedFor !== undefined && isLoss(optimisedFor)
    ? optimisedFor
    : task === "regression"
      ? "squaredError"
      : "logLoss";

const isLoss = (name: string): name is ComparedLoss => name in LOSSES;

interface Tag {
  /** Loss with the block less that without it. */
  readonly delta: number;
  readonly standardError: number;
  readonly conclusion: "better" | "worse" | "cannot tell";
  readonly method: "forced" | "retrained";
  readonly loss: ComparedLoss;
}

interface SoFar {
  readonly title: string;
  readonly loss: number;
  readonly plainLoss: number;
  readonly standardError: number;
  readonly kind: "better" | "perhaps" | "none";
  readonly nRows: number;
  readonly nTried: number;
  readonly name: ComparedLoss;
}

const HOW = { retrained: "retrained", forced: "without retraining" } as const;
const WORTH = {
  retrained: { better: "it is worth having", worse: "the pipeline is better without it" },
  forced: { better: "what was trained relies on it", worse: "what was trained is better without it" },
} as const;

export const evidenceText = defineTexts("evidence", {
  tag: ({ delta, standardError, conclusion, method, loss }: Tag) => {
    if (!Number.isFinite(delta) || !Number.isFinite(standardError)) {
      return `What it is worth cannot be told on so few groups of rows (${HOW[method]}).`;
    }
    const without = `Without it (${HOW[method]}) the out-of-fold ${LOSSES[loss]} is`;
    const none = noDifference(delta, standardError);
    if (none === "exactly") return `${without} the same: it changes no prediction.`;
    if (none === "nearly") return `${without} the same to the sixth decimal.`;
    const [size, error] = [delta, standardError].map((value) => formatBesideError(value, standardError));
    return `${without} ${size} ± ${error} ${delta < 0 ? "higher" : "lower"}: ${conclusion === "cannot tell" ? "that cannot be told from chance" : WORTH[method][conclusion]}.`;
  },
  /** What follows from it, beside its number. */
  conclusion: ({ delta, standardError, conclusion, method }: Omit<Tag, "loss">) => {
    if (!Number.isFinite(delta) || !Number.isFinite(standardError)) return "too few groups of rows to tell";
    const none = noDifference(delta, standardError);
    if (none === "exactly") return "changes no prediction";
    if (none === "nearly") return "changes next to nothing";
    return conclusion === "cannot tell" ? "cannot be told from chance" : WORTH[method][conclusion];
  },
  loss: ({ loss }: Pick<Tag, "loss">) => LOSSES[loss],
  how: ({ method, loss }: Pick<Tag, "method" | "loss">) => `${LOSSES[loss]}, ${HOW[method]}`,
  /** While a run goes on, before the verdict. */
  soFar: ({ title, loss, plainLoss, standardError, kind, nRows, nTried, name }: SoFar) => {
    const on = countOf(nRows, "held-out row");
    if (kind === "none")
      return `So far, on ${on}: nothing does better than the plain pipeline (${countOf(nTried, "other one", "others")} tried).`;
    const [own, plain] = [loss, plainLoss].map((value) => formatBesideError(value, standardError));
    const how = kind === "better" ? "clearly better" : "which may be chance";
    return `So far, on ${on}: “${title}”, ${LOSSES[name]} ${own}, plain ${plain}: ${how}.`;
  },
  aboutTags: ({ pipeline }: { readonly pipeline: string }) =>
    `What blocks and columns are worth is told of the pipeline “${pipeline}”, on rows that were held out; ± is one standard error. Retrained: the pipeline was trained again without it. ` +
    "Without retraining: the trained pipeline passed the block over, or was given the cells of the column in another order of rows, which mostly costs more, since nothing else could adapt.",
});

/** What can be said of a run before its verdict. */
export const soFarWords = ({
  task,
  optimisedFor,
  ...found
}: Omit<SoFar, "name"> & Parameters<typeof lossOf>[0]): string =>
  evidenceText("soFar", { ...found, name: lossOf({ task, optimisedFor }) });
