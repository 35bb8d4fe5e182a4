/** A pipeline as training leaves it, without the time that training takes: rules and statistics of real rows, parameters moved at random. */
import { type OpenTable, openTable, textFile } from "../../src/app/open-table.ts";
import { trainingTable } from "../../src/app/training-table.ts";
import { randomNormal, STREAMS } from "../../src/base/random.ts";
import { csvLine } from "../../src/export/prediction-writer.ts";
import { tinyPipeline } from "../../src/export/testing/tiny-pipeline.ts";
import { catalogue } from "../../src/pipeline/catalogue.ts";
import { defaultDocument } from "../../src/pipeline/default-document.ts";
import { splitSettingsSchema } from "../../src/pipeline/document.ts";
import { fit } from "../../src/pipeline/fit.ts";
import { hardenParameters, initialParameters } from "../../src/program/parameters.ts";
import { columnStatistics } from "../../src/table/new-rows/column-statistics.ts";
import { cellText } from "../../src/table/raw-column.ts";
import type { RawTable, Task } from "../../src/table/types.ts";
import { predictorOf } from "../../src/training/predict.ts";
import type { TrainedPipeline } from "../../src/training/types.ts";

const SEED = 7;
/** Of the moves of parameters: far enough that no number of them is without effect. */
const MOVE = 0.3;

export interface Wanted {
  readonly target: string;
  readonly task?: Task;
  readonly without?: readonly string[];
}

/** Cells as one CSV text. @param rows numbers from 0; absent: all. */
export function csvOfTable({ columns, nRows }: RawTable, rows?: readonly number[]): string {
  const chosen = rows ?? Array.from({ length: nRows }, (_, row) => row);
  const lines = chosen.map((row) => csvLine(columns.map((column) => cellText(column, row))));
  return [csvLine(columns.map(({ name }) => name)), ...lines].join("");
}

/** Every other row, so that the rest holds levels and texts that the pipeline has not seen. */
export function halfOf(table: RawTable): Promise<OpenTable> {
  const rows = Array.from({ length: Math.ceil(table.nRows / 2) }, (_, at) => 2 * at);
  return openTable([textFile("half.csv", csvOfTable(table, rows))]);
}

/** The pipeline that the studio proposes for the rows. @param isHard whether its choices are made. */
export function fittedPipeline(
  open: OpenTable,
  { target, task, without = [] }: Wanted,
  isHard = true,
): TrainedPipeline {
  const table = trainingTable({
    open,
    wishes: {
      overrides: without.map((name) => ({ name, role: "aside" as const })),
      target: { name: target, ...(task ? { task } : {}) },
    },
    split: splitSettingsSchema.parse({ seed: SEED }),
  });
  const { dataset, rules } = table;
  const document = { ...defaultDocument(dataset.schema), rules: [...rules], target: table.target };
  const { program, statistics } = fit({ catalogue, document, dataset, seed: SEED });
  const moved = Object.fromEntries(
    Object.entries(initialParameters(program, SEED)).map(([name, values], step) => [
      name,
      values.map((value, i) => value + MOVE * randomNormal({ seed: SEED, stream: STREAMS.sample, step }, i)),
    ]),
  );
  const parameters = isHard ? hardenParameters(program, moved).values : moved;
  const predictor = predictorOf(program, parameters, statistics);
  const base = tinyPipeline(table.target.task);
  return {
    ...base,
    document,
    schema: dataset.schema,
    predictor,
    soft: { statistics, state: { step: 0, parameters: moved, optimiser: {} } },
    columns: columnStatistics(table.raw, rules, target),
  };
}
