/** One table under one of its splits: what every method is given. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type OpenTable, openTable, textFile } from "../../src/app/open-table.ts";
import { type TrainingTable, trainingTable } from "../../src/app/training-table.ts";
import { tableFile } from "../../src/cli/files.ts";
import { splitSettingsSchema, type TableDecisions } from "../../src/pipeline/document.ts";
import type { Split } from "../../src/table/types.ts";
import { labelsOf } from "../../src/training/measure.ts";
import { plantedCsv } from "./planted.ts";
import { type ScoredPredictions, varianceOf } from "./score.ts";
import type { AccuracyTable } from "./tables.ts";

/** The shared data: beside the repository, or where DIFFML_DATA says. */
export const DATA_FOLDER = process.env.DIFFML_DATA ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));

export interface SplitTask {
  readonly row: AccuracyTable;
  readonly open: OpenTable;
  readonly table: TrainingTable;
  readonly decisions: TableDecisions;
  /** 1: the one that comes with the table, else the product's at seed 1; 2, 3, …: the product's at that seed. */
  readonly split: number;
  /** Whether the split came with the table. */
  readonly isGiven: boolean;
  /** Of first weights, batches and draws of hyperparameters. */
  readonly seed: number;
}

/** @throws where bytes are not those of the list. */
export async function openAccuracyTable(row: AccuracyTable, folder = DATA_FOLDER): Promise<OpenTable> {
  const paths = Object.keys(row.files);
  const open = await openTable(paths.map((path) => tableFile(join(folder, path))));
  for (const [index, { hash }] of open.table.sources.entries()) {
    const expected = row.files[paths[index]];
    if (hash !== expected) throw new Error(`${paths[index]}: expected the SHA-256 ${expected}, got ${hash}`);
  }
  if (!row.planted) return open;
  return openTable([textFile(`${row.name}.csv`, plantedCsv(row, open.table, row.planted))]);
}

/** @param seed of the trainings; absent: the number of the split. */
export function splitTask(options: {
  readonly row: AccuracyTable;
  readonly open: OpenTable;
  readonly split: number;
  readonly seed?: number | undefined;
  readonly folder?: string;
}): SplitTask {
  const { row, open, split, seed = split, folder = DATA_FOLDER } = options;
  const { target: name, task, without = [], missingTarget } = row;
  const decisions: TableDecisions = {
    overrides: [
      ...without.map((column) => ({ name: column, role: "aside" as const })),
      ...(missingTarget ? [{ name, missingMarkers: missingTarget }] : []),
    ],
    target: { name, task },
    dialects: [],
  };
  const isGiven = split === 1 && row.split !== undefined;
  const table = trainingTable({
    open,
    wishes: decisions,
    split: isGiven
      ? { letters: readFileSync(join(folder, row.split ?? ""), "utf8") }
      : splitSettingsSchema.parse({ seed: split }),
  });
  return { row, open, table, decisions, split, isGiven, seed };
}

/** What scoring predictions of a split's rows needs. */
export function scoredOn(
  { table: { dataset } }: SplitTask,
  split: Split,
  predictions: Float64Array,
): ScoredPredictions {
  const { task, classes } = dataset.schema.target;
  return {
    task,
    nClasses: task === "regression" ? 0 : classes.length,
    labels: labelsOf(dataset, dataset.split[split]),
    predictions,
    trainVariance: task === "regression" ? varianceOf(labelsOf(dataset, dataset.split.train)) : 1,
  };
}
