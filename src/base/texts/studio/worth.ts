/** Words of the results: what blocks, columns and files are worth. */
import { defineTexts } from "../../define-texts.ts";
import { formatBesideError, formatSignedBesideError } from "../../numbers.ts";
import { countOf, listWords } from "../../words.ts";

const KINDS = { pipeline: "pipeline", choice: "choice", block: "block", column: "column", source: "file" } as const;
const SPLITS = { validation: "validation row", train: "training row" } as const;

export const worthText = defineTexts("studio.worth", {
  heading: "Price tags",
  none: "This run had no time left to find out what single blocks and columns are worth.",
  scrollable: "Price tags, scrollable",
  subject: "Part",
  gain: "What it is worth",
  gainHint: "right of the line: held-out rows are predicted better with it",
  number: "Loss that it saves",
  numberHint: "± standard error, on held-out rows",
  outside: ({ names }: { readonly names: readonly string[] }) =>
    `Outside of the picture, so that the others can be told apart: ${listWords(names, names.length)}. The number stands beside it.`,
  found: "Found",
  cost: "Longer training",
  costHint: "with it than without it, ± standard error; found out by training without it",
  longer: ({ more, standardError }: { readonly more: number; readonly standardError: number }) =>
    `${formatSignedBesideError(more, standardError)} ± ${formatBesideError(standardError, standardError)} s`,
  trainWithoutIt: "Train without it",
  trainWithoutThis: ({ name }: { readonly name: string }) => `Train without it: ${name}`,
  trainingWithout: ({ name }: { readonly name: string }) => `Training without ${name}`,
  cancelTraining: ({ name }: { readonly name: string }) => `Cancel: training without ${name}`,
  kind: ({ kind }: { readonly kind: keyof typeof KINDS }) => KINDS[kind],
  cheapest: ({ names }: { readonly names: readonly string[] }) =>
    `Without ${listWords(names, names.length)}, held-out rows are predicted no worse than by one standard error${names.length > 1 ? ", all of them left out at once" : ""}. That is the cheapest pipeline which is as good as far as can be told.`,
  trainWithout: "Leave out and train",
  retrainHint:
    "What was found without retraining mostly overstates what a block is worth, since nothing else could adapt. Training the pipeline again without each block takes about as long again as the run did.",
  noneHint: "Training it again without each block finds that out, and takes about as long again as the run did.",
  retrain: ({ duration }: { readonly duration: string }) =>
    `Train again${duration === "" ? "" : ` for ${duration}`}, retraining without each block`,
  stale: "The page now has other settings or data than this run: train first, or undo.",
  importance: "Columns that predictions rely on",
  importanceHint:
    "The cells of one column are dealt out anew among the rows: the worse the predictions get by that, the more the deployed pipeline relies on the column. Columns that say the same stand in for each other, so each of them looks less important than both are.",
  measure: "Measure",
  measuring: "Measuring columns",
  importanceScrollable: "Columns, scrollable",
  column: "Column",
  rise: ({ metric, isLoss }: { readonly metric: string; readonly isLoss: boolean }) =>
    `${isLoss ? "Rise" : "Fall"} of ${metric}`,
  riseNumber: ({ isLoss }: { readonly isLoss: boolean }) => `${isLoss ? "Rise" : "Fall"} ± spread`,
  rises: ({ rise, spread }: { readonly rise: number; readonly spread: number }) => {
    if (rise === 0 && spread === 0) return "0";
    return `${formatSignedBesideError(rise, spread)} ± ${formatBesideError(spread, spread)}`;
  },
  gate: "Gate of the blend",
  importanceHow: ({
    nRows,
    nRepeats,
    split,
    isDrawn,
  }: {
    readonly nRows: number;
    readonly nRepeats: number;
    readonly split: keyof typeof SPLITS;
    readonly isDrawn: boolean;
  }) =>
    `On ${countOf(nRows, SPLITS[split])}, dealt out ${nRepeats} times; ± is the standard deviation of these${isDrawn ? ", the bar reaches two of them to either side" : ""}. Parts of what is deployed were trained on some of these rows; test rows are not touched.`,
});
