/** Diagnostics of stages, from what was said of the test rows for their metrics. */
import type { DatasetSchema, Task } from "../../table/types.ts";
import { classDiagnostics } from "./class-diagnostics.ts";
import type { Diagnostics, StageDiagnostics } from "./diagnostics.ts";
import { numberDiagnostics } from "./number-diagnostics.ts";

/** What a stage said of the rows, as it was predicted for the metrics. */
interface Said {
  readonly task: Task;
  readonly nClasses: number;
  /** float64 [rows, nClasses] probabilities, or [rows], in the unit of the target. */
  readonly values: Float64Array;
}

export interface DiagnosedRows {
  /** float64 [rows], each with a label. */
  readonly labels: Float64Array;
  readonly deployed: Said;
  readonly opponent?: Said | undefined;
  readonly pause: () => Promise<void>;
}

/** @returns undefined of no rows. */
export async function diagnosticsOf(
  { target }: DatasetSchema,
  { labels, deployed, opponent, pause }: DiagnosedRows,
): Promise<Diagnostics | undefined> {
  if (labels.length === 0) return undefined;
  const of = async ({ task, nClasses, values }: Said): Promise<StageDiagnostics> => {
    await pause();
    return task === "regression"
      ? numberDiagnostics({ labels, predictions: values })
      : classDiagnostics({ task, nClasses, labels, predictions: values }, pause);
  };
  return {
    nRows: labels.length,
    labels: target.task === "regression" ? [] : target.classes.map(({ label }) => label),
    deployed: await of(deployed),
    ...(opponent ? { opponent: await of(opponent) } : {}),
  };
}
