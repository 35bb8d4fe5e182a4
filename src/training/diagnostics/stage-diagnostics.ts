/** Diagnostics of stages, from what was said of the test rows for their metrics. */
import type { DatasetSchema, Task } from "../../table/types.ts";
import type { Stage } from "../phases.ts";
import { classDiagnostics } from "./class-diagnostics.ts";
import type { Diagnostics, StageDiagnostics } from "./diagnostics.ts";
import { numberDiagnostics } from "./number-diagnostics.ts";
import { type SlicedRows, slicesOf } from "./slices.ts";

/** What a stage said of the rows, as it was predicted for the metrics. */
interface Said {
  readonly task: Task;
  readonly nClasses: number;
  /** float64 [rows, nClasses] probabilities, or [rows], in the unit of the target. */
  readonly values: Float64Array;
}

interface OfStage extends Said {
  readonly stage: Stage;
}

export interface DiagnosedRows {
  /** float64 [rows], each with a label. */
  readonly labels: Float64Array;
  readonly deployed: OfStage;
  readonly opponent?: OfStage | undefined;
  /** What is deployed, on validation rows. */
  readonly validation?: { readonly labels: Float64Array; readonly deployed: Said } | undefined;
  /** The test rows in their table, to be cut into parts. */
  readonly sliced: Pick<SlicedRows, "columns" | "rows" | "groups" | "quantile" | "isOver">;
  readonly pause: () => Promise<void>;
}

/** @returns undefined of no rows. */
export async function diagnosticsOf(
  { target }: DatasetSchema,
  { labels: ofTest, deployed, opponent, validation, sliced, pause }: DiagnosedRows,
): Promise<Diagnostics | undefined> {
  if (ofTest.length === 0) return undefined;
  const of = async ({ task, nClasses, values }: Said, labels: Float64Array): Promise<StageDiagnostics> => {
    await pause();
    return task === "regression"
      ? numberDiagnostics({ labels, predictions: values })
      : classDiagnostics({ task, nClasses, labels, predictions: values }, pause);
  };
  const slices = await slicesOf({ ...sliced, predictions: deployed.values, pause });
  return {
    nRows: ofTest.length,
    labels: target.task === "regression" ? [] : target.classes.map(({ label }) => label),
    stages: { deployed: deployed.stage, ...(opponent ? { opponent: opponent.stage } : {}) },
    deployed: await of(deployed, ofTest),
    ...(opponent ? { opponent: await of(opponent, ofTest) } : {}),
    ...(validation && validation.labels.length > 0 && target.task !== "regression"
      ? { validation: await of(validation.deployed, validation.labels) }
      : {}),
    ...(slices ? { slices } : {}),
  };
}
