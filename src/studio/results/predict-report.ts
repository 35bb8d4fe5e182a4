/** What a person should know about new rows before taking their predictions along. Pure. */

import { countOf } from "../../base/words.ts";
import type { PredictionView } from "../../worker/protocol.ts";

export interface PredictNote {
  readonly kind: "warning" | "news";
  readonly title: string;
  readonly lines: readonly string[];
}

const quoted = (text: string) => `“${text}”`;

/** Only what is there to say; empty when everything was as expected. */
export function predictNotes({
  report,
  metrics,
  trainedOn,
}: Pick<PredictionView, "report" | "metrics" | "trainedOn">): readonly PredictNote[] {
  const notes: PredictNote[] = [];
  const hasTarget = metrics !== undefined;
  const { missingColumns, unknownLevels, unreadableCells, pooledLevels, extraColumns, nUnlabelled } = report;
  if (hasTarget && trainedOn.length > 0) {
    notes.push({
      kind: "warning",
      title: "The pipeline was trained on rows of this file, so on new rows it will be less right than here",
      lines: [trainedOn.map(quoted).join(", ")],
    });
  }
  if (missingColumns.length > 0) {
    notes.push({
      kind: "warning",
      title: `${countOf(missingColumns.length, "column")} not in the file, taken as missing in every row`,
      lines: [missingColumns.map(quoted).join(", ")],
    });
  }
  if (unknownLevels.length > 0) {
    notes.push({
      kind: "warning",
      title: `Values never seen in training, in ${countOf(unknownLevels.length, "column")}`,
      lines: unknownLevels.map(
        ({ column, count, examples }) =>
          `${quoted(column)}: ${countOf(count, "cell")}, such as ${examples.map(({ text }) => quoted(text)).join(", ")}`,
      ),
    });
  }
  if (unreadableCells.length > 0) {
    notes.push({
      kind: "warning",
      title: `Cells that cannot be read, taken as missing, in ${countOf(unreadableCells.length, "column")}`,
      lines: unreadableCells.map(
        ({ column, count, examples }) =>
          `${quoted(column)}: ${countOf(count, "cell")}, such as ${examples
            .map(({ row, text }) => `${quoted(text)} in row ${row}`)
            .join(", ")}`,
      ),
    });
  }
  if (pooledLevels.length > 0) {
    notes.push({
      kind: "news",
      title: `Rare values, read as one pooled level, in ${countOf(pooledLevels.length, "column")}`,
      lines: pooledLevels.map(({ column, count }) => `${quoted(column)}: ${countOf(count, "cell")}`),
    });
  }
  if (extraColumns.length > 0) {
    notes.push({
      kind: "news",
      title: `${countOf(extraColumns.length, "column")} that the pipeline does not know, kept and not used`,
      lines: [extraColumns.map(quoted).join(", ")],
    });
  }
  if (hasTarget && nUnlabelled > 0) {
    notes.push({
      kind: "news",
      title: `${countOf(nUnlabelled, "row")} without a target value, predicted all the same`,
      lines: [],
    });
  }
  return notes;
}

/** "new rows.csv" → "new rows-predictions.csv" */
export function predictionsName(names: readonly string[]): string {
  const base = names.length === 1 ? names[0].replace(/\.[^.]+$/, "") : "rows";
  return `${base}-predictions.csv`;
}
