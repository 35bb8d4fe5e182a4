/** What a training run reports and leaves behind. Everything here is JSON or typed arrays, so it crosses to the page as it is. */
import type { AppInfo } from "../base/app-name.ts";
import type { Explanation } from "../blocks/block.ts";
import type { EngineInfo, LossPoint, TensorMap, TrainingState } from "../engine/engine.ts";
import type { PipelineStatistics } from "../pipeline/compile.ts";
import type { Decision } from "../pipeline/decision.ts";
import type { COMPARED_BY, PipelineDocument } from "../pipeline/document.ts";
import type { UnknownFields } from "../pipeline/unknown-fields.ts";
import type { Probe, Program } from "../program/types.ts";
import type { ColumnStatistics } from "../table/new-rows/column-statistics.ts";
import type { DatasetSchema, Split, Task } from "../table/types.ts";
import type { Diagnostics } from "./diagnostics/diagnostics.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { SourcesTriedReport } from "./evidence/sources.ts";
import type { SuspiciousRows } from "./evidence/suspicious.ts";
import type { TagPlan } from "./evidence/tag-plan.ts";
import type { MetricName } from "./metric-evaluators.ts";
import type { Metrics } from "./metrics.ts";
import type { KeptStage, Phase, Stage } from "./phases.ts";
import type { ReplicaResult, ReplicaSettings } from "./replicas.ts";

/** A probe without its place in the program: what charts label their lines with. */
export type ProbeLabels = Omit<Probe, "value">;

/** What one replica tells. */
export interface ReplicaProgress extends ReplicaSettings {
  /** Points since the last message. */
  readonly losses: readonly LossPoint[];
  /** As they stand now, by "<block>/<name>", row-major; absent where there is nothing new. */
  readonly probes?: TensorMap;
}

export interface MemberCount {
  readonly done: number;
  readonly all: number;
}

/** The best pipeline so far against the plain one, on rows that were held out: said before the verdict, which rests on test rows. */
export interface SoFar {
  readonly title: string;
  /** Better than the plain one: beyond chance, of as many as were tried; or perhaps. None: none is. */
  readonly kind: "better" | "perhaps" | "none";
  /** Means over held-out rows: log loss, or squared error in variances of the target; of what is optimised for instead, 1 less it, or the error. */
  readonly loss: number;
  readonly plainLoss: number;
  /** Of their difference. */
  readonly standardError: number;
  readonly nRows: number;
  /** Beside the plain one. */
  readonly nTried: number;
  readonly task: Task;
  readonly optimisedFor?: (typeof COMPARED_BY)[number] | undefined;
}

/** Sent while training, at most ten times a second. */
export interface TrainingProgress {
  readonly phase: Phase;
  readonly isPaused: boolean;
  /** Steps of the watched phase done, and how many there will be at the speed measured so far. */
  readonly step: number;
  readonly totalSteps: number;
  /** Estimate for the whole run; Infinity where nothing was measured yet. */
  readonly secondsLeft: number;
  /** The part of the run's time that is over, 0 … 1; never falls. */
  readonly fraction: number;
  /** Of the members of an ensemble: trainings that are over, and about how many there will be. Absent while none is trained. */
  readonly members?: MemberCount | undefined;
  /** What can be said already; absent while there is nothing to compare. */
  readonly soFar?: SoFar | undefined;
  readonly engine: EngineInfo;
  /** The trainings side by side of the watched phase, always in the same order; none in other phases. */
  readonly replicas: readonly ReplicaProgress[];
  /** Sent once, with the first probes of a run. */
  readonly probeLabels?: readonly ProbeLabels[];
}

export interface Verdict {
  readonly sentence: string;
  readonly verdict: "better" | "worse" | "no clear difference";
  readonly metric: MetricName;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly nRows: number;
  /** How many groups the rows are, where some belong together. */
  readonly nGroups?: number | undefined;
  /** The part of its steps that the opponent was given, 0 … 1, where that was too little for a fair comparison; absent where it was not. */
  readonly opponentDone?: number | undefined;
}

/** What is deployed against another stage, on the test rows: as the verdict, and each by itself. */
export interface OpponentDifference extends Omit<Verdict, "sentence"> {
  readonly stage: Stage;
}

/** Round each predicted number, where its target lies. */
export interface PredictionInterval {
  /** Share of rows that it is made for. */
  readonly level: number;
  /** What is added to a prediction, in the unit of the target: 0 or less, and 0 or more. */
  readonly low: number;
  readonly high: number;
  /** Rows that were held out, and told it. */
  readonly nRows: number;
}

/** An interval as it was measured: on test rows, once. */
export interface ReportedInterval extends PredictionInterval {
  readonly test?: { readonly nRows: number; readonly share: number } | undefined;
}

export interface BlockExplanation extends Explanation {
  readonly block: string;
  readonly title: string;
  /** Gates or blend in a few words, as on the canvas; absent in files of earlier versions. */
  readonly short?: string | undefined;
}

/** What a report says of a pipeline that was tried for an ensemble; how it compares with the plain one is evidence. */
export interface MemberEvidence {
  readonly id: string;
  readonly title: string;
  readonly isLearned: boolean;
  /** How often it counts in what is deployed: its share is this over the sum of all; 0: it is no member. */
  readonly weight: number;
  /** Mean out-of-fold loss: log loss, or squared error in variances of the target; of what was optimised for instead, 1 less it, or the error. */
  readonly loss: number;
  /** Rows, and parts that were held out, on which it was compared. */
  readonly nRows: number;
  readonly nFolds: number;
}

export interface TrainingReport {
  readonly task: Task;
  /** Of the numbers that are predicted, as the files write it; absent where nothing stands round them. */
  readonly unit?: string | undefined;
  readonly rows: {
    readonly total: number;
    readonly train: number;
    readonly validation: number;
    readonly test: number;
    readonly unlabelled: number;
    /** Rows with a target that no split has, where there are any: the split told by a column says nothing of them. */
    readonly leftOut?: number | undefined;
  };
  readonly seconds: number;
  /** Engine id. */
  readonly engine: string;
  readonly engineTitle: string;
  /** Steps of the watched phase. */
  readonly steps: number;
  readonly seed: number;
  readonly metrics: Readonly<Record<Split, Readonly<Partial<Record<Stage, Metrics>>>>>;
  /** Metrics in the order in which they are shown. */
  readonly leading: readonly MetricName[];
  /** "Final, retrained" against the plain pipeline on the test split; absent without test rows. */
  readonly verdict?: Verdict;
  /** What is deployed against all that it is compared with; absent without test rows, and from files of earlier versions. */
  readonly opponents?: readonly OpponentDifference[] | undefined;
  /** Of the test rows, as they were predicted for the metrics; absent likewise. */
  readonly diagnostics?: Diagnostics | undefined;
  /** What goes with each predicted number, and what share of the test rows lie in theirs; absent where predictions have none. */
  readonly interval?: ReportedInterval | undefined;
  readonly explanations: readonly BlockExplanation[];
  readonly history: readonly LossPoint[];
  /** Where there were several: each with its validation loss, and which one was kept. */
  readonly replicas?: Readonly<Partial<Record<KeptStage, readonly ReplicaResult[]>>>;
  /** By what pipelines were compared and chosen; absent: by the loss that was trained. */
  readonly optimisedFor?: (typeof COMPARED_BY)[number] | undefined;
  /** What is deployed where it is not the ensemble of the members; absent from files of earlier versions. */
  readonly deployed?: "one" | undefined;
  /** What was tried for what is deployed, where evidence decided that. */
  readonly members?: readonly MemberEvidence[] | undefined;
  /** What speaks for and against them, and for and against single blocks, on rows that were held out. */
  readonly evidence?: readonly Evidence[] | undefined;
  /** Rows whose labels look wrong; absent where nobody looked: of regressions, of few rows, for lack of time, of earlier versions. */
  readonly suspicious?: SuspiciousRows | undefined;
  /** Of several files: which of them the run did without, and how well the others predict each; absent where none was tried. */
  readonly sources?: SourcesTriedReport | undefined;
  /** Things to know: rare classes, unlabelled rows, a validation loss that trained parameters, an early stop. */
  readonly notes: readonly string[];
}

/** A pipeline after training: all that predicting, exporting and going on need; no rows. */
export interface TrainedPipeline {
  readonly document: PipelineDocument;
  readonly schema: DatasetSchema;
  /** The prediction program of the hardened, retrained pipeline with its parameters and target unit. */
  readonly predictor: Predictor;
  /** The soft pipeline as it was at its best, with optimiser slots: what training goes on from. */
  readonly soft: { readonly statistics: PipelineStatistics; readonly state: TrainingState };
  /** SHA-256 of the files it was trained on, so that the same files can be recognised. */
  readonly fileHashes: readonly string[];
  readonly report: TrainingReport;
  /** What its columns held, so that new rows can be compared; absent from files of earlier versions. */
  readonly columns?: readonly ColumnStatistics[] | undefined;
  /** Between which values the target of a row lies; absent of classes, of few held-out rows, of quantiles, and from files of earlier versions. */
  readonly interval?: PredictionInterval | undefined;
  /** Which class it says of a row, where somebody has chosen another than the likeliest. */
  readonly decision?: Decision | undefined;
  /** What it said of rows that it was not trained on; of this visit alone: it stands in no file. Absent where it said nothing of them. */
  readonly heldOut?: HeldOut | undefined;
  /** How the pipeline of the price tags was trained; of this visit alone, as well. */
  readonly tagPlan?: TagPlan | undefined;
  /** Of a file: what trained it, as far as the file says. Absent of what was trained here. */
  readonly trainedWith?: AppInfo | undefined;
  /** Of a file: what beside its document this version does not know, to be saved again. */
  readonly unknownFields?: UnknownFields | undefined;
}

export interface Predictor {
  readonly program: Program;
  readonly parameters: TensorMap;
  readonly labelOffset: number;
  readonly labelScale: number;
}

/** Predictions of rows by models that never saw them. */
export interface HeldOut {
  /** Distinct. */
  readonly rows: Uint32Array;
  /** [rows, classes] probabilities, or [rows] values. */
  readonly values: Float64Array;
}

/** What a stage is scored by. */
export interface StageModel {
  readonly predictor: Predictor;
  /** What it said of rows that it was not trained on: that counts, in the place of what the predictor says of them now. */
  readonly heldOut?: HeldOut;
}

/** How long the watched phase takes at least, so that people can watch and steer it: the run waits between chunks of its steps. */
export interface Pace {
  readonly ms: number;
  readonly wait: (ms: number) => Promise<void>;
}

/** What people change of a training while they watch it: multiples of what its settings say. */
export interface Steering {
  readonly learningRate: number;
  /** Of the strengths of all penalties, as that of open gates. */
  readonly penalties: number;
}

/** As the settings say. */
export const AS_SET: Steering = { learningRate: 1, penalties: 1 };

/** How the run is steered from outside; the trainer asks between chunks. */
export interface TrainingControl {
  /** Resolves when the run may go on; at once unless paused. A single step is let through by `Step`. */
  readonly gate: () => Promise<"run" | "single step">;
  /** Between pieces of other work than steps: as `gate`, and a single step that was asked for is still to come. */
  readonly rest?: () => Promise<void>;
  readonly isStopped: () => boolean;
  /** For the watched phase; undefined: nobody has changed anything since this worker began. */
  readonly steering?: () => Steering | undefined;
}
