/** Rows of the table that a pipeline was trained on whose target nobody knows: what it says of just these. */
import { applyRules } from "../table/apply-rules.ts";
import { cellsOfRows } from "../table/raw-column.ts";
import type { TrainedPipeline } from "../training/types.ts";
import type { PipelineRows } from "./predict.ts";
import type { TrainingTable } from "./training-table.ts";

/** In the order of the table. They were read together with all others: there is nothing to ask about how they are written. */
export function unlabelledRows(trained: TrainedPipeline, { raw, dataset }: TrainingTable): PipelineRows {
  const rows = Uint32Array.from(dataset.labels.keys()).filter((row) => Number.isNaN(dataset.labels[row]));
  const table = {
    ...raw,
    nRows: rows.length,
    columns: raw.columns.map((column) => cellsOfRows(column, rows)),
    sourceOfRow: Uint16Array.from(rows, (row) => raw.sourceOfRow[row]),
  };
  const { rules } = trained.document;
  return {
    ...{ trained, table, known: table, rules },
    ...applyRules(table, rules, trained.schema.target),
    fit: { recognised: [], doubts: [], targetDoubts: [], far: [] },
    labelled: new Uint32Array(0),
    trainedOn: [],
  };
}
