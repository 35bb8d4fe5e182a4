/** Where the blend begins, and whether it may go on from the weights of an earlier run. */
import { inPieces } from "../../base/in-pieces.ts";
import { runText } from "../../base/texts/training.ts";
import type { TrainingState } from "../../engine/engine.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import { compile, type PipelineStatistics } from "../../pipeline/compile.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { fitInPieces } from "../../pipeline/fit.ts";
import { parameterNodes } from "../../program/parameters.ts";
import { type Program, sizeOf } from "../../program/types.ts";
import { splitFingerprint } from "../../table/split/split-fingerprint.ts";
import type { Dataset, NumberFormat, TargetRule } from "../../table/types.ts";
import { areSameFiles } from "../same-files.ts";
import type { TrainedPipeline } from "../types.ts";

export interface StartOptions {
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly dataset: Dataset;
  /** SHA-256 of each file of the dataset. */
  readonly fileHashes: readonly string[];
  /** Goes on from these soft weights where document, files and split are still theirs. */
  readonly resume?: TrainedPipeline;
  /** Statistics are fitted on at most so many training rows; absent: as many as ever. */
  readonly fitRows?: number | undefined;
  /** Somebody waits for a result: statistics that are there already are good enough. */
  readonly isHurried?: boolean;
  /** Awaited between pieces of the work. */
  readonly pause?: () => Promise<void>;
}

export const noPause = async (): Promise<void> => {};

/** What settings and rules say of the columns and the split: under another key, weights would meet other columns or other rows. */
function splitKey({ training, rules, target }: PipelineDocument): string {
  const { seed, split, trainFraction, validationFraction, trainingOnlySources } = training;
  const levels = (list: TargetRule["classes"]) => list.map(({ label, spellings }) => [label, spellings]);
  // Lists, since a file brings the keys of objects in another order; and without reasons, which are words.
  const formatKey = ({ affixes, hasBothMarks, areLimitsRead, duration }: NumberFormat) => [
    affixes.map(({ before, after, factor }) => [before, after, factor]),
    ...[hasBothMarks, areLimitsRead],
    ...(duration ? [duration.unitSeconds, duration.short] : []),
  ];
  const columns = rules.map((rule) => [
    ...[rule.name, rule.type, rule.role, rule.missingMarkers, rule.decimalMark, rule.offset],
    ...[levels(rule.levels), rule.otherLabel, rule.dateFormat, rule.dateParts],
    ...(rule.numberFormat ? formatKey(rule.numberFormat) : []),
    ...(rule.hasLimitColumn ? ["limits"] : []),
  ]);
  const label = target && [target.name, target.task, levels(target.classes)];
  const parts = "parts" in split ? split.parts.map(({ value, split: part }) => [value, part]) : [];
  const method = [split.by, "column" in split ? split.column : "", parts];
  return JSON.stringify([seed, method, trainFraction, validationFraction, trainingOnlySources, columns, label]);
}

/** Whether no row that the weights have seen would test them now: the same files, and in fact the same rows in each split. */
function areRowsThose({ dataset, fileHashes }: StartOptions, resume: TrainedPipeline): boolean {
  // Not by the settings alone: rows may have been split by hand.
  const isSameSplit = resume.soft.statistics.split === splitFingerprint(dataset.split);
  return isSameSplit && areSameFiles(resume.fileHashes, fileHashes);
}

/**
 * Where the blend begins: at the weights of an earlier run whose pipeline and split are these very ones, else fitted and
 * initial.
 */
export async function startSoft(options: StartOptions): Promise<{
  readonly program: Program;
  readonly statistics: PipelineStatistics;
  /** The state to go on from; absent where training begins anew. */
  readonly resumed?: TrainingState;
  /** A line where an earlier run was given and does not fit. */
  readonly notes: readonly string[];
}> {
  const { catalogue, document, dataset, resume, fitRows, pause = noPause } = options;
  if (resume) {
    const { statistics, state } = resume.soft;
    const program = compile(catalogue, document, dataset.schema, statistics);
    const nodes = parameterNodes(program.nodes);
    const fits = nodes.every((node) => state.parameters[node.name]?.length === sizeOf(node.type.shape));
    const isSameKey = splitKey(document) === splitKey(resume.document);
    if (fits && isSameKey && areRowsThose(options, resume)) {
      return { program, statistics, ...(state.step > 0 ? { resumed: state } : {}), notes: [] };
    }
  }
  const notes = resume ? [runText("begunAnew")] : [];
  const { seed } = document.training;
  return { ...(await inPieces(fitInPieces({ catalogue, document, dataset, seed, maxRows: fitRows }), pause)), notes };
}
