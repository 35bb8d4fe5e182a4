/** What leaves the studio in other languages: the part of a predictor that decides, and the rules by which its cells are read. */
import type { AppInfo } from "../base/app-name.ts";
import type { Catalogue } from "../pipeline/checks.ts";
import { type PrunedProgram, pruneProgram } from "../program/prune/prune-program.ts";
import type { ColumnRule } from "../table/types.ts";
import { predictedValues } from "../training/predicted-values.ts";
import type { TrainedPipeline } from "../training/types.ts";

export interface ExportOptions {
  readonly app: AppInfo;
  readonly catalogue: Catalogue;
}

/** Probabilities [classes], or a value [1] in the target's own unit, of each row. */
export function prunedPredictor({ predictor, schema }: TrainedPipeline): PrunedProgram {
  const { nodes, value } = predictedValues(predictor, schema.target.task);
  return pruneProgram(nodes, predictor.parameters, value);
}

/** Of the columns that are read, in the order in which the program has them. */
export function rulesRead({ document, schema }: TrainedPipeline): readonly ColumnRule[] {
  return document.rules.filter(({ role, name }) => role === "used" && name !== schema.target.name);
}
