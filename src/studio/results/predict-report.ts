/** What a person should know about new rows before taking their predictions along. Pure. */

import { newRowsText } from "../../base/texts/new-rows.ts";
import { predictText } from "../../base/texts/studio/results.ts";
import { doubtWords, recognisedWords } from "../../table/new-rows/rows-words.ts";
import type { PredictionView } from "../../worker/protocol.ts";

export interface PredictNote {
  readonly kind: "warning" | "news";
  readonly title: string;
  readonly lines: readonly string[];
}

/** Only what is there to say; empty when everything was as expected. */
export function predictNotes({
  report,
  fit,
  metrics,
  trainedOn,
}: Pick<PredictionView, "report" | "fit" | "metrics" | "trainedOn">): readonly PredictNote[] {
  const notes: PredictNote[] = [];
  const hasTarget = metrics !== undefined;
  const { unknownLevels, unreadableCells, pooledLevels, extraColumns, nUnlabelled } = report;
  if (hasTarget && trainedOn.length > 0) {
    notes.push({
      kind: "warning",
      title: predictText("trainedOn"),
      lines: [predictText("names", { names: trainedOn })],
    });
  }
  const { doubts, targetDoubts, recognised, far } = fit;
  if (doubts.length > 0) {
    notes.push({ kind: "warning", title: predictText("forced"), lines: doubts.map(doubtWords) });
  }
  if (hasTarget && targetDoubts.length > 0) {
    notes.push({ kind: "warning", title: predictText("targetDoubts"), lines: targetDoubts.map(doubtWords) });
  }
  if (recognised.length > 0) {
    notes.push({ kind: "news", title: predictText("recognised"), lines: recognised.map(recognisedWords) });
  }
  if (far.length > 0) {
    notes.push({
      kind: "warning",
      title: predictText("far", { count: far.length }),
      lines: far.map((values) => newRowsText("far", values)),
    });
  }
  if (unknownLevels.length > 0) {
    notes.push({
      kind: "warning",
      title: predictText("unknownLevels", { count: unknownLevels.length }),
      lines: unknownLevels.map(({ column, count, examples }) =>
        predictText("cellsSuchAs", { column, count, examples: examples.map(({ text }) => text) }),
      ),
    });
  }
  if (unreadableCells.length > 0) {
    notes.push({
      kind: "warning",
      title: predictText("unreadableCells", { count: unreadableCells.length }),
      lines: unreadableCells.map((cells) => predictText("cellsInRows", cells)),
    });
  }
  if (pooledLevels.length > 0) {
    notes.push({
      kind: "news",
      title: predictText("pooledLevels", { count: pooledLevels.length }),
      lines: pooledLevels.map((cells) => predictText("cells", cells)),
    });
  }
  if (extraColumns.length > 0) {
    notes.push({
      kind: "news",
      title: predictText("extraColumns", { count: extraColumns.length }),
      lines: [predictText("names", { names: extraColumns })],
    });
  }
  if (hasTarget && nUnlabelled > 0) {
    notes.push({
      kind: "news",
      title: predictText("unlabelled", { nRows: nUnlabelled }),
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
