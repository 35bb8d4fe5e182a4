/** From stages to metrics, a verdict and plain words. */

import { runText, verdictText } from "../base/texts/training.ts";
import type { ProbeReading } from "../blocks/block.ts";
import { shortWords } from "../blocks/kit/short-words.ts";
import type { TensorMap, TrainingState } from "../engine/engine.ts";
import type { Catalogue } from "../pipeline/checks.ts";
import type { PipelineStatistics } from "../pipeline/compile.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import { evaluate } from "../program/evaluate.ts";
import { predictionProgram } from "../program/prediction-program.ts";
import type { Program } from "../program/types.ts";
import type { Dataset, Split } from "../table/types.ts";
import { unitOf } from "../table/unit-of.ts";
import { constantPredictions } from "./baselines-constant.ts";
import { type PairedBootstrapResult, pairedBootstrap, verdictSentence } from "./bootstrap.ts";
import { diagnosticsOf } from "./diagnostics/stage-diagnostics.ts";
import { labelsOf, measure, weightsOf } from "./measure.ts";
import type { MadeFor, MetricName } from "./metric-evaluators.ts";
import { leadingMetrics, type Metrics } from "./metrics.ts";
import { opponentDifferences } from "./opponents.ts";
import type { TrainedPhase } from "./phase/phase.ts";
import { nameInVerdict, type PhaseRow, type Stage, type TrainedStage } from "./phases.ts";
import { type Predictions, predictorOf } from "./predict.ts";
import { shareWithin } from "./prediction-interval.ts";
import { type ScoredRows, type StageModels, scoreRows } from "./score-rows.ts";
import type { BlockExplanation, PredictionInterval, ReportedInterval, TrainingReport, Verdict } from "./types.ts";

/** In the order in which they are shown. */
const SPLITS: readonly Split[] = ["train", "validation", "test"];
/** In the order in which they are scored, with the share that each may take of the time that is left by then. */
const TIME_SHARES: readonly { readonly split: Split; readonly share: number }[] = [
  { split: "test", share: 0.5 },
  { split: "validation", share: 0.4 },
  { split: "train", share: 0.5 },
];

/** Share of each class among training labels; empty for a regression. */
export function classShares(dataset: Dataset): number[] {
  const { classes } = dataset.schema.target;
  const counts = new Array<number>(classes.length).fill(0);
  if (classes.length === 0) return counts;
  for (const row of dataset.split.train) counts[dataset.labels[row]]++;
  return counts.map((count) => count / Math.max(dataset.split.train.length, 1));
}

/** An opponent that had time for fewer of its steps lost by that, and nothing is said against it. */
const FAIR_SHARE = 0.9;

export interface StageScores {
  readonly metrics: TrainingReport["metrics"];
  readonly verdict?: Verdict;
  readonly leading: TrainingReport["leading"];
  readonly opponents?: TrainingReport["opponents"];
  readonly diagnostics?: TrainingReport["diagnostics"];
  readonly interval?: TrainingReport["interval"];
  /** Where there was no time for all rows of a split. */
  readonly notes: readonly string[];
}

/** A stage as the verdict calls it. */
interface Side {
  readonly stage: TrainedStage;
  readonly name: string;
}

/** What the verdict is about, and what that is compared with. */
export interface VerdictSides {
  readonly deployed: Side;
  readonly opponent?: Side;
  /** Both are one and the same: nothing was found that is worth more than the opponent. */
  readonly areSame?: boolean;
}

export interface ScoreStagesOptions {
  readonly seed: number;
  readonly sides: VerdictSides;
  /** What the verdict compares; absent: the first of those that are shown. */
  readonly verdictMetric?: MetricName;
  /** What pipelines were chosen by, where that is not the loss that was trained: it leads. */
  readonly optimisedFor?: MetricName | undefined;
  readonly madeFor?: MadeFor;
  /** What goes with each prediction of what is deployed. */
  readonly interval?: PredictionInterval | undefined;
  /** Of the target; "" where it has none. */
  readonly unit?: string;
  /** Awaited between chunks of rows. */
  readonly pause: () => Promise<void>;
  /** The share of its steps that the opponent had time for; absent: all. */
  readonly opponentDone?: number;
  /** Milliseconds for all of it, as they stand when asked; absent: as many as it takes. */
  readonly msLeft?: () => number;
}

/**
 * Scores every stage on every split, on all of its rows where there is time, else on a random sample, which the notes tell. Test rows
 * are predicted here and nowhere else.
 */
export async function scoreStages(
  dataset: Dataset,
  models: StageModels,
  options: ScoreStagesOptions,
): Promise<StageScores> {
  const { task, classes } = dataset.schema.target;
  const nClasses = task === "regression" ? 0 : classes.length;
  const leading = ledBy(leadingMetrics(task, classShares(dataset)), options.optimisedFor);
  const { madeFor = {} } = options;
  const scored = await scoreSplits(dataset, models, options);
  const trainLabels = labelsOf(dataset, dataset.split.train);
  const trainWeights = weightsOf(dataset, dataset.split.train);
  const saidOf = (split: Split): ReadonlyMap<Stage, Predictions> => {
    const { rows, predictions } = scored[split];
    if (rows.length === 0) return new Map();
    const shape = { task, nClasses, nRows: rows.length };
    const said = { ...shape, trainLabels, weights: trainWeights, quantile: madeFor.quantile };
    const constant = { ...shape, values: constantPredictions(said) };
    return new Map([...(Object.entries(predictions) as [Stage, Predictions][]), ["constant", constant]]);
  };
  const onTest = saidOf("test");
  const metrics = Object.fromEntries(
    SPLITS.map((split): [Split, Partial<Record<Stage, Metrics>>] => {
      const said = [...(split === "test" ? onTest : saidOf(split))];
      return [
        split,
        Object.fromEntries(said.map(([stage, each]) => [stage, measure(each, dataset, scored[split].rows, madeFor)])),
      ];
    }),
  ) as TrainingReport["metrics"];
  const notes = TIME_SHARES.flatMap(({ split }) => {
    const [nScored, nRows] = [scored[split].rows.length, dataset.split[split].length];
    return split !== "train" && nScored < nRows ? [runText("scoredSome", { split, nScored, nRows })] : [];
  });
  const { verdictMetric: metric = leading[0], sides, pause, seed, msLeft = () => Number.POSITIVE_INFINITY } = options;
  const { rows } = scored.test;
  const labels = labelsOf(dataset, rows);
  const groups = dataset.groups && Int32Array.from(rows, (row) => dataset.groups?.[row] ?? row);
  const weights = weightsOf(dataset, rows);
  const compared = { task, nClasses, labels, weights, metric, madeFor, seed, pause, ...(groups ? { groups } : {}) };
  const [deployed, opponent] = [sides.deployed, sides.opponent].map((side) => side && onTest.get(side.stage));
  const interval = options.interval && measured(options.interval, { labels, values: deployed?.values, weights });
  const measuredAll = { metrics, leading, notes, ...(interval ? { interval } : {}) };
  if (!deployed || metrics.test[sides.deployed.stage]?.[metric] === undefined) return measuredAll;
  const judged = sides.opponent && opponent && { first: deployed.values, second: opponent.values };
  const result = judged && (await pairedBootstrap({ ...compared, ...judged }));
  const verdict = result && verdictOf({ metrics, metric, result, options });
  const opponents = await opponentDifferences({
    ...compared,
    predictions: new Map([...onTest].map(([stage, { values }]) => [stage, values])),
    deployed: sides.deployed.stage,
    ...(sides.opponent && result ? { known: { stage: sides.opponent.stage, result } } : {}),
    isOver: () => msLeft() <= 0,
  });
  const onValidation = scored.validation.predictions[sides.deployed.stage];
  const validation = onValidation && {
    labels: labelsOf(dataset, scored.validation.rows),
    deployed: onValidation,
  };
  const diagnostics = await diagnosticsOf(dataset.schema, {
    ...{ labels, validation, pause },
    sliced: { columns: dataset, rows, groups: dataset.groups, quantile: madeFor.quantile, isOver: () => msLeft() <= 0 },
    deployed: { ...deployed, stage: sides.deployed.stage },
    opponent: sides.opponent && opponent && { ...opponent, stage: sides.opponent.stage },
  });
  return {
    ...{ ...measuredAll, opponents },
    ...(verdict ? { verdict } : {}),
    ...(diagnostics ? { diagnostics } : {}),
  };
}

/** On test rows, where there are any. */
function measured(
  interval: PredictionInterval,
  {
    labels,
    values,
    weights,
  }: { labels: Float64Array; values: Float64Array | undefined; weights?: Float64Array | undefined },
): ReportedInterval {
  if (!values || labels.length === 0) return interval;
  return { ...interval, test: { nRows: labels.length, share: shareWithin(interval, { labels, values, weights }) } };
}

const ledBy = (metrics: readonly MetricName[], first: MetricName | undefined): readonly MetricName[] =>
  first === undefined ? metrics : [first, ...metrics.filter((metric) => metric !== first)];

interface Judged {
  readonly metrics: TrainingReport["metrics"];
  readonly metric: MetricName;
  readonly result: PairedBootstrapResult;
  readonly options: ScoreStagesOptions;
}

/** The difference that was found, in a sentence. */
function verdictOf({ metrics, metric, result, options }: Judged): Verdict | undefined {
  const { sides, unit, opponentDone = 1 } = options;
  const { deployed, opponent, areSame } = sides;
  if (!opponent) return undefined;
  const even = (sentence: string) => ({ ...result, metric, verdict: "no clear difference" as const, sentence });
  if (areSame) return even(verdictText("nothing", { second: opponent.name }));
  if (opponentDone < FAIR_SHARE) {
    return { ...even(verdictText("unfair", { second: opponent.name, stepsDone: opponentDone })), opponentDone };
  }
  const [first, second] = [deployed, opponent].map(({ stage }) => metrics.test[stage]?.[metric] ?? Number.NaN);
  const sentence = verdictSentence(result, {
    metric,
    firstName: deployed.name,
    secondName: opponent.name,
    values: [first, second],
    ...(unit === undefined ? {} : { unit }),
  });
  return { ...result, metric, sentence };
}

/** The splits one after the other, each within its share of the time. */
async function scoreSplits(
  dataset: Dataset,
  models: StageModels,
  { seed, pause, msLeft = () => Number.POSITIVE_INFINITY }: ScoreStagesOptions,
): Promise<Record<Split, ScoredRows>> {
  const scored: Partial<Record<Split, ScoredRows>> = {};
  for (const { split, share } of TIME_SHARES) {
    const untilLeft = msLeft() * (1 - share);
    const isOver = () => msLeft() < untilLeft;
    scored[split] = await scoreRows(dataset, models, { split, seed, pause, isOver });
  }
  return scored as Record<Split, ScoredRows>;
}

/** What the verdict compares where one pipeline is deployed: the last phase that is there for it. */
export function sidesOf(trained: readonly TrainedPhase[]): VerdictSides {
  const sideOf = (as: NonNullable<PhaseRow["inVerdict"]>["as"]): Side | undefined => {
    const row = trained.findLast((phase) => phase.row.inVerdict?.as === as)?.row;
    return row && { stage: row.stages.best.id, name: nameInVerdict(row) };
  };
  const [deployed, opponent] = [sideOf("deployed"), sideOf("opponent")];
  if (!deployed) throw new Error("a run needs a phase that is deployed");
  return { deployed, ...(opponent ? { opponent } : {}) };
}

/** What predicts of each stage that was trained. */
export function stageModels(trained: readonly TrainedPhase[]): StageModels {
  const models = trained.flatMap(({ row: { stages }, outcome: { program, statistics, rival, best } }) => {
    const of = ({ parameters }: TrainingState) => ({ predictor: predictorOf(program, parameters, statistics) });
    const kept = [[stages.best.id, of(best)] as const];
    return stages.rival && rival ? [...kept, [stages.rival.id, of(rival)] as const] : kept;
  });
  return Object.fromEntries(models);
}

/** The numbers of every probe at given parameters. */
export function readProbes(program: Program, parameters: TensorMap): ReadonlyMap<string, ProbeReading[]> {
  const prediction = predictionProgram(program);
  const values = evaluate(
    prediction.nodes,
    { nRows: 1, inputs: {}, parameters },
    prediction.probes.map((probe) => probe.value),
  );
  const byBlock = new Map<string, ProbeReading[]>();
  prediction.probes.forEach((probe, index) => {
    const reading = { ...probe, values: Array.from(values[index].data) };
    byBlock.set(probe.block, [...(byBlock.get(probe.block) ?? []), reading]);
  });
  return byBlock;
}

/** One sentence a block, in document order. */
export function explainBlocks(options: {
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly program: Program;
  readonly parameters: TensorMap;
  readonly statistics: PipelineStatistics;
}): BlockExplanation[] {
  const { catalogue, document, program, parameters, statistics } = options;
  const readings = readProbes(program, parameters);
  const units = new Map(document.rules.map((rule) => [rule.name, unitOf([rule], rule.name)]));
  return document.blocks.flatMap((instance) => {
    const block = catalogue.get(instance.type);
    const fitted = statistics.blocks[instance.id];
    if (!block || !fitted) return [];
    const settings = block.parseSettings(instance.settings, `${instance.type} (block ${instance.id})`);
    const probes = readings.get(instance.id) ?? [];
    const explanation = block.explain({
      settings,
      statistics: fitted,
      probes,
      unitOf: (column) => units.get(column) ?? "",
    });
    return [{ ...explanation, block: instance.id, title: block.spec.title, short: shortWords(probes) }];
  });
}
