/** Where each phase of a run begins: programs, statistics and parameters. */
import type { TensorMap, TrainingState } from "../engine/engine.ts";
import type { Catalogue } from "../pipeline/checks.ts";
import { compile, type PipelineStatistics } from "../pipeline/compile.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import { fit } from "../pipeline/fit.ts";
import { hardenParameters, initialParameters, parameterNodes } from "../program/parameters.ts";
import { type Program, sizeOf } from "../program/types.ts";
import { splitFingerprint } from "../table/split/split-fingerprint.ts";
import type { Dataset, TargetRule } from "../table/types.ts";
import { areSameFiles } from "./same-files.ts";
import type { TrainedPipeline } from "./types.ts";

export interface StartOptions {
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  /** SHA-256 of each file of the dataset. */
  readonly fileHashes: readonly string[];
  /** Goes on from these soft weights where document, files and split are still theirs. */
  readonly resume?: TrainedPipeline;
}

/** A state before its first step: parameters and no optimiser slots yet. */
export function freshState(parameters: TensorMap): TrainingState {
  return { step: 0, parameters, optimiser: {} };
}

/** Parameters of `from` where `program` has them in the same size, else its own start. */
function adopt(program: Program, seed: number, from: TensorMap): Record<string, Float32Array> {
  const start = initialParameters(program, seed);
  for (const name of Object.keys(start)) if (from[name]?.length === start[name].length) start[name] = from[name];
  return start;
}

/** What settings and rules say of the columns and the split: under another key, weights would meet other columns or other rows. */
function splitKey({ training, rules, target }: PipelineDocument): string {
  const { seed, trainFraction, validationFraction, trainingOnlySources } = training;
  const levels = (list: TargetRule["classes"]) => list.map(({ label, spellings }) => [label, spellings]);
  // Lists, since a file brings the keys of objects in another order; and without reasons, which are words.
  const columns = rules.map((rule) => [
    ...[rule.name, rule.type, rule.role, rule.missingMarkers, rule.decimalMark, rule.offset],
    ...[levels(rule.levels), rule.otherLabel, rule.dateFormat, rule.dateParts],
  ]);
  const label = target && [target.name, target.task, levels(target.classes)];
  return JSON.stringify([seed, trainFraction, validationFraction, trainingOnlySources, columns, label]);
}

/** Whether no row that the weights have seen would test them now: the same files, and in fact the same rows in each split. */
function areRowsThose({ dataset, fileHashes }: StartOptions, resume: TrainedPipeline): boolean {
  // Not by the settings alone: rows may have been split by hand.
  const isSameSplit = resume.soft.statistics.split === splitFingerprint(dataset.split);
  return isSameSplit && areSameFiles(resume.fileHashes, fileHashes);
}

/**
 * Where the blend begins: at the weights of an earlier run whose pipeline and split are these very ones, else fitted and initial.
 *
 * @param notes gets a line where an earlier run was given and does not fit.
 */
export function startSoft(
  options: StartOptions,
  notes: string[],
): { program: Program; statistics: PipelineStatistics; start: TrainingState } {
  const { catalogue, document, dataset, resume } = options;
  const { seed } = document.training;
  if (resume) {
    const { statistics, state } = resume.soft;
    const program = compile(catalogue, document, dataset.schema, statistics);
    const nodes = parameterNodes(program.nodes);
    const fits = nodes.every((node) => state.parameters[node.name]?.length === sizeOf(node.type.shape));
    const isSameKey = splitKey(document) === splitKey(resume.document);
    if (fits && isSameKey && areRowsThose(options, resume)) return { program, statistics, start: state };
    notes.push(
      "The pipeline, its columns, its files or the split of the rows have changed since it was trained, so training began anew.",
    );
  }
  const { program, statistics } = fit({ catalogue, document, dataset, seed });
  return { program, statistics, start: freshState(initialParameters(program, seed)) };
}

/** Hardened pipeline parameters, kept; model parameters of the soft phase; statistics refitted at the hard choices. */
export function hardStart(options: StartOptions, program: Program, soft: TrainingState) {
  const { catalogue, document, dataset } = options;
  const { seed } = document.training;
  const { values, frozen } = hardenParameters(program, soft.parameters);
  const refitted = fit({ catalogue, document, dataset, seed, at: values });
  // Row and source weights stay where they are: they were learned for this, and drift once validation loss is small.
  const dataNames = parameterNodes(program.nodes).flatMap((node) => (node.role === "data" ? [node.name] : []));
  return { ...refitted, parameters: adopt(refitted.program, seed, values), frozen: [...frozen, ...dataNames] };
}

/** The model of `hard` starts anew, as in the plain pipeline; cleaning and selection stay as learned. */
export function withFreshModel(program: Program, seed: number, parameters: TensorMap): Record<string, Float32Array> {
  const fresh = initialParameters(program, seed);
  return Object.fromEntries(
    parameterNodes(program.nodes).map(({ name, role }) => [name, role === "model" ? fresh[name] : parameters[name]]),
  );
}
