/** The options of `diffml train` that are settings of training; rows of options.ts. */
import type { z } from "zod";
import { engineChoiceSchema } from "../engine/select/engine-choice.ts";
import { trainingSettingsSchema } from "../pipeline/document.ts";
import { MEDIAN } from "../pipeline/loss.ts";
import { mostItems, rangeOf, rangeWords } from "../pipeline/number-range.ts";
import { choice, number, numbers } from "./option-kinds.ts";
import type { OptionRow } from "./option-row.ts";

const settings = trainingSettingsSchema.shape;

/** Where neither the command nor a pipeline says how long. */
export const DEFAULT_SECONDS = 60;

/** "1 to 8" */
const range = (setting: z.ZodType) => rangeWords(rangeOf(setting)).replace(/^from /, "");

export const TRAINING_OPTIONS = [
  {
    name: "seed",
    key: "seed",
    verbs: ["train"],
    kind: number(settings.seed),
    value: "N",
    help: `seed of split, start and batches, ${range(settings.seed)} (default ${settings.seed.parse(undefined)})`,
  },
  {
    name: "deploy",
    key: "deploy",
    verbs: ["train"],
    kind: choice(settings.deploy.unwrap().options),
    value: "WHAT",
    help: "ensemble: the mean of all pipelines, learned and fixed, that did well on held-out rows; one: the best pipeline that is clearly better than the plain one, or that (default ensemble, or what the pipeline says)",
  },
  {
    name: "tags",
    key: "tags",
    verbs: ["train"],
    kind: choice(settings.tags.unwrap().options),
    value: "HOW",
    help: "how it is found out what each block is worth: retrained (the pipeline is trained again without it), forced (the trained one passes it over); by default retrained where the time suffices",
  },
  {
    name: "optimise-for",
    key: "optimiseFor",
    verbs: ["train"],
    kind: choice(settings.optimiseFor.unwrap().options),
    value: "METRIC",
    help: "by what pipelines are compared and chosen on held-out rows (default log loss, or squared error; training itself always lowers these, and the class that is predicted is the likeliest one, with meanCost the one that is expected to cost least)",
  },
  {
    name: "loss",
    key: "loss",
    verbs: ["train"],
    kind: choice(settings.loss.unwrap().options),
    value: "LOSS",
    help: "on what numbers are trained: huber (large errors count by their size), quantile (what a share of rows lie below); by default squared error",
  },
  {
    name: "quantile",
    key: "quantile",
    verbs: ["train"],
    kind: number(settings.quantile.unwrap()),
    value: "Q",
    help: `the share of rows that are to lie below what is said, with --loss quantile (${range(settings.quantile.unwrap())}, default ${MEDIAN})`,
  },
  {
    name: "class-weights",
    key: "classWeights",
    verbs: ["train"],
    kind: choice(settings.classWeights.unwrap().options),
    value: "HOW",
    help: "balanced: rows count so that all classes count alike, in training and in the choice of what is deployed (default: each row once)",
  },
  {
    name: "starts",
    key: "starts",
    verbs: ["train"],
    kind: number(settings.starts),
    value: "N",
    help: `sets of first weights, trained side by side; the lowest validation loss is kept (${range(settings.starts)})`,
  },
  {
    name: "learning-rates",
    key: "learningRates",
    verbs: ["train"],
    kind: numbers(settings.learningRate, 1 + mostItems(settings.otherLearningRates)),
    value: "LIST",
    help: "learning rates to try side by side, such as 0.001,0.005,0.02; each with all starts",
  },
  {
    name: "engine",
    key: "engine",
    verbs: ["train"],
    kind: choice(engineChoiceSchema.options),
    value: "ENGINE",
    initial: "auto",
    help: `${engineChoiceSchema.options.join(", ")} (default auto)`,
  },
  {
    name: "max-seconds",
    key: "maxSeconds",
    verbs: ["train"],
    kind: number(settings.budgetSeconds),
    value: "S",
    help: `time for everything (default ${DEFAULT_SECONDS}, or what the pipeline says)`,
  },
  {
    name: "max-steps",
    key: "maxSteps",
    verbs: ["train"],
    kind: number(settings.maxSteps),
    value: "N",
    help: "upper bound of training steps",
  },
] as const satisfies readonly OptionRow[];
