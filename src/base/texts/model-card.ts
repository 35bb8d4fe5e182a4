/** Words of the model card that files hold, and of what can be read of single rows in them. */
import { defineTexts } from "../define-texts.ts";
import { formatNumber, formatShare } from "../numbers.ts";
import { countOf, listQuoted, listWords } from "../words.ts";

const MOST_NAMES = 8;

interface Purpose {
  readonly target: string;
  readonly task: string;
  readonly classes: readonly string[];
  readonly nColumns: number;
  readonly unit: string | undefined;
}

interface Rows {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly nFiles: number;
}

interface Told {
  readonly single: readonly { readonly column: string; readonly nTexts: number }[];
  readonly alone: readonly string[];
  readonly few: readonly string[];
}

/** By what a class is said. */
type Says =
  | { readonly by: "likeliest" }
  | { readonly by: "threshold"; readonly label: string; readonly threshold: number }
  | { readonly by: "costs"; readonly wereTrained: boolean };

export const cardText = defineTexts("card", {
  says: (says: Says) => {
    switch (says.by) {
      case "likeliest":
        return "Of each row the likeliest class is said.";
      case "threshold":
        return `${JSON.stringify(says.label)} is said from a probability of ${formatNumber(says.threshold)} on, else the likeliest of the other classes. That was chosen after training; what was measured in training is of the likeliest class.`;
      case "costs":
        return says.wereTrained
          ? "Of each row the class is said that is expected to cost least, by the costs that pipelines were compared by; other measures of classes in training are of the likeliest class."
          : "Of each row the class is said that is expected to cost least, by costs that were chosen after training; what was measured in training is of the likeliest class.";
      default:
        return says satisfies never;
    }
  },
  purpose: ({ target, task, classes, nColumns, unit }: Purpose) => {
    const what = classes.length > 0 ? `: ${listWords(classes, 20)}` : unit === undefined ? "" : `, in ${unit}`;
    return `Predicts ${JSON.stringify(target)} (${task}${what}) of a row from its ${countOf(nColumns, "column")}, for rows of the kind that it was trained on.`;
  },
  data: ({ train, validation, test, nFiles }: Rows) =>
    `${countOf(train, "row")} to train on, ${countOf(validation, "row")} to steer by, ${countOf(test, "row")} to test on, from ${countOf(nFiles, "file")}.`,
  holdsNoRows: "No rows, and no weights of rows.",
  holdsNames: ({ nColumns, nLevels }: { readonly nColumns: number; readonly nLevels: number }) =>
    `The names of ${countOf(nColumns, "column")}, of the target and its classes, and ${countOf(nLevels, "text")} of categories as cells write them.`,
  holdsQuantiles: ({ nColumns }: { readonly nColumns: number }) =>
    `Seventeen quantiles of ${countOf(nColumns, "column")}, the least and the greatest cell of each among them.`,
  holdsSuspicious: ({ nRows }: { readonly nRows: number }) =>
    `Of ${countOf(nRows, "row")} whose labels look wrong, the number and the class.`,
  told: ({ single, alone, few }: Told) => {
    const texts = single.map(({ column, nTexts }) => `${JSON.stringify(column)} (${nTexts})`);
    return [
      ...(single.length > 0 ? [`texts that stand in one row alone, of ${listWords(texts, MOST_NAMES)}`] : []),
      ...(alone.length > 0
        ? [`the least or greatest cell, far from all others, of ${listQuoted(alone, MOST_NAMES)}`]
        : []),
      ...(few.length > 0 ? [`the few cells there are of ${listQuoted(few, MOST_NAMES)}`] : []),
    ].join("; ");
  },
  tells: ({ words }: { readonly words: string }) =>
    `What stands in this file may tell of single rows: ${words}. If that must not leave, set those columns aside, or their rare texts to missing, and train again.`,
  kind: "It knows what its training rows hold. Rows of another time, place or way of measuring are predicted all the same, and may be predicted wrongly.",
  fairness:
    "What is unjust in the labels or the columns has been learned, too; nobody has looked whether groups of people are treated alike.",
  untested: "No row was left to test on: nothing says how good it is.",
  fewTested: ({ nRows, width }: { readonly nRows: number; readonly width: number }) =>
    `There were ${countOf(nRows, "test row")}: a share of right answers is known to about ${formatShare(width)} either way.`,
  missing: "Cells that cannot be read, and texts that training did not see, are predicted as missing or as unseen.",
});
