/** What is compared, as rows of one list: each makes predictions for validation and test rows, and says what it ran. */
import { train } from "../../src/app/train.ts";
import { nodeEngines } from "../../src/cli/node-engines.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { constantPredictions } from "../../src/training/baselines-constant.ts";
import { labelsOf } from "../../src/training/measure.ts";
import { blend, greedyWeights, meanLoss } from "./ensemble.ts";
import { type HardTrained, predictRows, trainHard } from "./hard-training.ts";
import type { Bench, Method, MethodResult } from "./method.ts";
import { fixedDocuments, plainOf, proposedDocument, sketchDocuments } from "./own-documents.ts";
import { peerDefault, peerTuned, replayPeer } from "./peers.ts";
import type { Budget, Plan, PlanDocument } from "./plan.ts";
import { type SplitTask, scoredOn } from "./split-task.ts";

const clock = () => performance.now();

function constant({ table }: SplitTask): MethodResult {
  const { dataset } = table;
  const { task, classes } = dataset.schema.target;
  const trainLabels = labelsOf(dataset, dataset.split.train);
  const of = (rows: Uint32Array) =>
    constantPredictions({ task, nClasses: classes.length, trainLabels, nRows: rows.length });
  const { validation, test } = dataset.split;
  return { validation: of(validation), test: of(test), plan: { kind: "constant" }, engine: "none" };
}

/** The product's run, as a user gets it. */
async function product(task: SplitTask, document: PlanDocument, { engine, threads }: Bench): Promise<MethodResult> {
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

/** Steps are given to each training, seconds are shared out among them. */
function sharedOut(budget: Budget, nTrainings: number): () => Budget {
  return () => ("steps" in budget ? budget : { seconds: budget.seconds / nTrainings });
}

/** @param weigh weights of the members from their predictions of validation rows. */
async function members(
  task: SplitTask,
  documents: readonly PlanDocument[],
  options: {
    readonly budgetOf: (document: PlanDocument) => Budget;
    readonly bench: Bench;
    readonly weigh: (validation: readonly Float64Array[]) => readonly number[];
  },
): Promise<MethodResult> {
  const { budgetOf, bench, weigh } = options;
  const { split } = task.table.dataset;
  const engine: Engine = (await nodeEngines(bench.threads).choose(bench.engine)).engine;
  try {
    const trained: HardTrained[] = [];
    for (const document of documents) {
      trained.push(await trainHard({ task, document, budget: budgetOf(document), engine, clock }));
    }
    const validation: Float64Array[] = [];
    for (const { predictor } of trained) validation.push(await predictRows(predictor, task, split.validation));
    const weights = weigh(validation);
    const used = trained.flatMap((each, index) =>
      weights[index] > 0 ? [{ ...each, weight: weights[index], validation: validation[index] }] : [],
    );
    const test: Float64Array[] = [];
    for (const { predictor } of used) test.push(await predictRows(predictor, task, split.test));
    const shares = used.map(({ weight }) => weight);
    return {
      validation: blend(
        used.map((each) => each.validation),
        shares,
      ),
      test: blend(test, shares),
      plan: { kind: "members", members: used.map(({ document, weight }) => ({ document, weight })) },
      engine: engine.info.id,
      steps: trained.reduce((sum, { steps }) => sum + steps, 0),
    };
  } finally {
    engine.dispose();
  }
}

function lowestAlone(task: SplitTask, validation: readonly Float64Array[]): readonly number[] {
  const losses = validation.map((predictions) => meanLoss(scoredOn(task, "validation", predictions)));
  const best = losses.indexOf(Math.min(...losses));
  return losses.map((_, index) => (index === Math.max(best, 0) ? 1 : 0));
}

/** The mean of several hard pipelines, each with its share of the budget. */
function weighed(
  documentsOf: (task: SplitTask) => readonly PlanDocument[],
  weightsOf: (task: SplitTask, validation: readonly Float64Array[]) => readonly number[],
): Method {
  return (task, budget, bench) => {
    const documents = documentsOf(task);
    const weigh = (validation: readonly Float64Array[]) => weightsOf(task, validation);
    return members(task, documents, { budgetOf: sharedOut(budget, documents.length), bench, weigh });
  };
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
      (task) => [plainOf(task)],
      () => [1],
    ),
  },
  /** The product's default run. Of given steps, each of its phases takes so many. */
  learned: {
    run(task, budget, bench) {
      const { blocks, edges, training } = proposedDocument(task);
      const given =
        "steps" in budget ? { maxSteps: budget.steps, budgetSeconds: 86_400 } : { budgetSeconds: budget.seconds };
      return product(task, { blocks, edges, training: { ...training, ...given } }, bench);
    },
  },
  /** The plain pipeline with one of five fixed scalings, picked by validation loss. */
  fixed: { run: weighed(fixedDocuments, lowestAlone) },
  /** Twelve networks without any learned choice, and a greedy mean of them. */
  sketch: {
    run: weighed(sketchDocuments, (task, validation) =>
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

/** Runs a plan again, without looking for it. */
export async function replay(task: SplitTask, plan: Plan, bench: Bench): Promise<MethodResult> {
  switch (plan.kind) {
    case "constant":
      return constant(task);
    case "product":
      return product(task, plan.document, bench);
    case "members": {
      const documents = plan.members.map(({ document }) => document);
      const weights = plan.members.map(({ weight }) => weight);
      const budgetOf = ({ training }: PlanDocument) => ({ steps: training.maxSteps ?? 1 });
      return members(task, documents, { budgetOf, bench, weigh: () => weights });
    }
    case "peer":
      return replayPeer(task, plan, bench);
    default:
      return plan satisfies never;
  }
}
