/** What a run says of itself when it is over. */
import { runText } from "../base/texts/training.ts";
import { type EngineInfo, rolesOf } from "../engine/engine.ts";
import type { PipelineDocument, TrainingSettings } from "../pipeline/document.ts";
import type { Program } from "../program/types.ts";
import type { Dataset } from "../table/types.ts";
import { unitOf } from "../table/unit-of.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { SourcesTriedReport } from "./evidence/sources.ts";
import type { SuspiciousRows } from "./evidence/suspicious.ts";
import { type TrainedPhase, watchedOf } from "./phase/phase.ts";
import { planOf } from "./plan.ts";
import { replicaSettingsOf } from "./replicas.ts";
import type { BlockExplanation, MemberEvidence, TrainingReport } from "./types.ts";

export interface ReportOptions {
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  readonly seconds: number;
  readonly engine: EngineInfo;
  readonly trained: readonly TrainedPhase[];
  readonly scores: Pick<TrainingReport, "metrics" | "verdict" | "leading" | "opponents" | "diagnostics" | "interval">;
  readonly explanations: readonly BlockExplanation[];
  /** Where an ensemble is deployed. */
  readonly members?: readonly MemberEvidence[];
  readonly deployed?: "one";
  readonly optimisedFor?: TrainingReport["optimisedFor"];
  readonly evidence?: readonly Evidence[];
  /** Where labels were looked at. */
  readonly suspicious?: SuspiciousRows;
  /** Where sources were tried. */
  readonly sources?: SourcesTriedReport;
  readonly notes: readonly string[];
}

export function reportOf({ document, dataset, engine, trained, ...options }: ReportOptions): TrainingReport {
  const { training } = document;
  const { split } = dataset;
  const inSplit = split.train.length + split.validation.length + split.test.length;
  const unlabelled = dataset.labels.reduce((count, label) => count + Number(Number.isNaN(label)), 0);
  const leftOut = dataset.nRows - inSplit - unlabelled;
  const { steps, history } = watchedOf(trained);
  const replicas = trained.map(({ row, outcome }) => [row.stages.best.id, outcome.replicas] as const);
  const { task, name } = dataset.schema.target;
  const unit = unitOf(document.rules, name);
  return {
    task,
    ...(task === "regression" && unit !== "" ? { unit } : {}),
    rows: {
      total: dataset.nRows,
      train: split.train.length,
      validation: split.validation.length,
      test: split.test.length,
      unlabelled,
      ...(leftOut > 0 ? { leftOut } : {}),
    },
    seconds: options.seconds,
    engine: engine.id,
    engineTitle: engine.title,
    steps,
    seed: training.seed,
    ...options.scores,
    explanations: options.explanations,
    history,
    ...(options.suspicious ? { suspicious: options.suspicious } : {}),
    ...(options.sources ? { sources: options.sources } : {}),
    ...(options.optimisedFor ? { optimisedFor: options.optimisedFor } : {}),
    ...(options.deployed ? { deployed: options.deployed } : {}),
    ...(options.members ? { members: options.members } : {}),
    ...(options.evidence ? { evidence: options.evidence } : {}),
    ...(replicaSettingsOf(training).length > 1 ? { replicas: Object.fromEntries(replicas) } : {}),
    // What befell several phases is said once.
    notes: [...new Set(options.notes)],
  };
}

/** What was trained on validation rows, so that nobody takes validation metrics for a test. */
export function validationNotes(training: TrainingSettings, program: Program): readonly string[] {
  return planOf(training, program, [])
    .updates.filter((update) => update.lossOn === "validation")
    .flatMap(rolesOf)
    .map((role) => runText("trainedOnValidation", { role }));
}
