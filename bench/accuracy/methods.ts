/** What is compared, as rows of one list: each makes predictions for validation and test rows, and says what it ran. */
import { train } from "../../src/app/train.ts";
import { nodeEngines } from "../../src/cli/node-engines.ts";
import { catalogue } from "../../src/pipeline/catalogue.ts";
import type { PipelineDocument } from "../../src/pipeline/document.ts";
import { migrateBlocks } from "../../src/pipeline/migrate.ts";
import { constantPredictions } from "../../src/training/baselines-constant.ts";
import { labelsOf } from "../../src/training/measure.ts";
import { type Budget, clockOf, secondsOf } from "./budget.ts";
import { greedyWeights } from "./ensemble.ts";
import { predictRows } from "./hard-training.ts";
import { halved, lowestAlone, runMembers, weighed } from "./members.ts";
import type { Bench, Method, MethodResult } from "./method.ts";
import {
  fixedPlans,
  plainPipeline,
  plainPlan,
  planDocument,
  proposedDocument,
  searchedPlans,
  sketchPlans,
} from "./own-documents.ts";
import { peerDefault, peerTuned, replayPeer } from "./peers.ts";
import type { Plan, PlanDocument } from "./plan.ts";
import { type SplitTask, scoredOn } from "./split-task.ts";

function constant({ table }: SplitTask): MethodResult {
  const { dataset } = table;
  const { task, classes } = dataset.schema.target;
  const trainLabels = labelsOf(dataset, dataset.split.train);
  const of = (rows: Uint32Array) =>
    constantPredictions({ task, nClasses: classes.length, trainLabels, nRows: rows.length });
  const { validation, test } = dataset.split;
  return { validation: of(validation), test: of(test), plan: { kind: "constant" }, engine: "none" };
}

/** The product's run, as a user gets it. Its clock tells milliseconds. */
async function product(
  task: SplitTask,
  document: PlanDocument,
  { engine, threads, clock }: Bench & { readonly clock: () => number },
): Promise<MethodResult> {
  const { table, decisions } = task;
  const proposed = proposedDocument(task);
  const trained = await train(
    { table, document: { ...proposed, ...document, table: decisions }, engine },
    { engines: nodeEngines(threads), clock },
  );
  const { split } = table.dataset;
  return {
    validation: await predictRows(trained.predictor, task, split.validation),
    test: await predictRows(trained.predictor, task, split.test),
    plan: { kind: "product", document },
    engine: trained.report.engine,
    steps: trained.report.steps,
    stages: Object.fromEntries(Object.entries(trained.report.metrics.test)),
  };
}

/** Where steps are given, time is no bound. */
const FAR_AWAY_SECONDS = 86_400;

interface ProductRun extends Bench {
  readonly deploy?: "one";
  /** Absent: what the product proposes. */
  readonly document?: PipelineDocument;
}

function productRun(
  task: SplitTask,
  budget: Budget,
  { deploy, document = proposedDocument(task), ...bench }: ProductRun,
): Promise<MethodResult> {
  const { training, ...graph } = planDocument(document);
  const given = {
    ...("steps" in budget ? { maxSteps: budget.steps } : {}),
    ...(deploy ? { deploy } : {}),
    budgetSeconds: secondsOf(budget) ?? FAR_AWAY_SECONDS,
  };
  return product(task, { ...graph, training: { ...training, ...given } }, { ...bench, clock: clockOf(budget) });
}

interface MethodRow {
  readonly run: Method;
  /** Of the seconds or steps that are asked for nothing depends. */
  readonly isWithoutBudget?: true;
}

/** "learned" is the product; all others are what it has to beat. */
export const METHODS = {
  /** The shares of the training labels, or their mean. */
  constant: { run: async (task) => constant(task), isWithoutBudget: true },
  /** The plain pipeline alone. */
  plain: {
    run: weighed(
      (task) => [plainPlan(task)],
      () => [1],
    ),
  },
  /** The product's default run. Of given steps, each of its trainings takes so many. */
  learned: { run: (task, budget, bench) => productRun(task, budget, bench) },
  /** The product's run where one pipeline is to be deployed: the learned one, settled. */
  "learned one": { run: (task, budget, bench) => productRun(task, budget, { ...bench, deploy: "one" }) },
  /**
   * The product's run with nothing to learn but networks: an ensemble of fixed pipelines that evidence chose. What learning the
   * preparation adds to it, *learned* has.
   */
  unlearned: {
    run: (task, budget, bench) => productRun(task, budget, { ...bench, document: plainPipeline(task) }),
  },
  /** The plain pipeline with one of five fixed scalings, picked by validation loss. */
  fixed: { run: weighed(fixedPlans, lowestAlone) },
  /** Random search over hard pipelines with successive halving, the fixed scalings among them. */
  search: { run: halved(searchedPlans) },
  /** Twelve networks without any learned choice, and a greedy mean of them. */
  sketch: {
    run: weighed(sketchPlans, (task, validation) =>
      greedyWeights(validation, scoredOn(task, "validation", validation[0])),
    ),
  },
  /** Histogram gradient boosting of scikit-learn as it comes, fitted on training rows. */
  boosting: { run: (task, _budget, bench) => peerDefault(task, bench), isWithoutBudget: true },
  /** The same tuned on validation rows by random search, then fitted on both. */
  "boosting tuned": { run: peerTuned },
} as const satisfies Readonly<Record<string, MethodRow>>;

export type MethodName = keyof typeof METHODS;
export const METHOD_NAMES = Object.keys(METHODS) as MethodName[];

export function methodRow(name: MethodName): MethodRow {
  return METHODS[name];
}

/** Runs a plan again, without looking for it. The product's run may have a clock of its own. */
export async function replay(
  task: SplitTask,
  plan: Plan,
  { clock = () => performance.now(), ...bench }: Bench & { readonly clock?: () => number },
): Promise<MethodResult> {
  // Blocks of a plan are those of the version that ran it.
  const now = (document: PlanDocument): PlanDocument =>
    planDocument(migrateBlocks({ ...proposedDocument(task), ...document }, catalogue).document);
  switch (plan.kind) {
    case "constant":
      return constant(task);
    case "product":
      return product(task, now(plan.document), { ...bench, clock });
    case "members": {
      const members = plan.members.map(({ weight, ...hard }) => ({
        plan: { ...hard, document: now(hard.document) },
        weight,
        budget: { steps: hard.document.training.maxSteps ?? 1 },
      }));
      return runMembers(task, members, bench);
    }
    case "peer":
      return replayPeer(task, plan, bench);
    default:
      return plan satisfies never;
  }
}
