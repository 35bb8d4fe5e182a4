/** Words of the cells that are worth fixing next. */
import { defineTexts } from "../../define-texts.ts";
import { formatAlike, formatCount, formatNumber, percent } from "../../numbers.ts";
import { countOf, wordText } from "../../words.ts";

/** The parts that cells are listed in. */
const PARTS = { cells: "Cell by cell", columns: "By column", rows: "By row" } as const;

interface Paid {
  readonly nCells: number;
  readonly nRows: number;
  readonly verdict: "better" | "worse" | "no clear difference";
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly metric: keyof typeof METRIC;
  /** Of the metric. */
  readonly isMoreBetter: boolean;
  readonly isOnlyCells: boolean;
}

const METRIC = {
  logLoss: "log loss",
  balancedLogLoss: "balanced log loss",
  rmse: "typical error (RMSE)",
  quantileLoss: "quantile loss",
  mae: "typical error (mean absolute)",
  rocAuc: "ROC AUC",
  macroF1: "macro F1",
  balancedAccuracy: "balanced accuracy",
  accuracy: "accuracy",
  meanCost: "mean cost of mistakes",
} as const;

/** Nobody is altogether sure: what rounds to that is said to be over 99 %. */
const sure = (doubt: number) => percent(Math.min(doubt, 0.9999));

export const fixText = defineTexts("studio.fix", {
  heading: "Fix these cells next",
  intro:
    "Cells that probably say something wrong, or nothing, where that costs the trained pipeline most. Look up what is true and write it into the grid; do not make a cell fit. Rows that test the pipeline are left out.",
  working: "Asking the trained pipeline about each cell…",
  failed: ({ expected, got }: { readonly expected: string; readonly got: string }) =>
    `The cells could not be ranked: expected ${expected}, got ${got}.`,
  none: "No cell of the training and validation rows stands out: none is expected to be worth fixing.",
  summary: ({ nCells, share, nRows }: { readonly nCells: number; readonly share: number; readonly nRows: number }) =>
    `${countOf(nCells, "cell")} ${nCells === 1 ? "stands" : "stand"} out in ${countOf(nRows, "training and validation row")}; fixing ${nCells === 1 ? "it" : "them all"} could take away up to ${percent(share, share < 0.1 ? 1 : 0)} of the error on these rows, as the pipeline judges it.`,
  part: ({ part }: { readonly part: keyof typeof PARTS }) => PARTS[part],
  parts: "List the cells",
  row: "Row",
  column: "Column",
  says: "Says",
  expected: "Plausible",
  why: "Why",
  gain: "Could take away",
  gainHint: "Share of the error of all training and validation rows.",
  nCells: "Cells",
  empty: "(empty)",
  missing: "it is missing, and the pipeline errs on this row",
  unlikely: ({ doubt }: { readonly doubt: number }) =>
    `unlikely beside the rest of the row (${sure(doubt)} sure that it is wrong)`,
  level: ({ doubt }: { readonly doubt: number }) =>
    `rare or unknown beside the rest of the row (${sure(doubt)} sure that it is wrong)`,
  about: ({ value }: { readonly value: number }) => `about ${formatNumber(Number(value.toPrecision(3)))}`,
  share: ({ share }: { readonly share: number }) => percent(share, share < 0.001 ? 3 : 2),
  fix: "Fix",
  fixCell: ({ row, column }: { readonly row: number; readonly column: string }) =>
    `Fix ${column} in row ${formatCount(row)}`,
  edited: "edited",
  showColumn: ({ column }: { readonly column: string }) => `Show the cells of ${column}`,
  showRow: ({ row }: { readonly row: number }) => `Show row ${formatCount(row)} in the grid`,
  show: "Show",
  onlyColumn: ({ column }: { readonly column: string }) => `Only ${column}`,
  allColumns: "All columns",
  more: "Show more",
  retrain: "Train again with the edited cells",
  retrainHint: "Goes on from the learned weights where columns and rows are still the same, and tells whether it paid.",
  toTrain: ({ count }: { readonly count: number }) =>
    `${countOf(count, "edited cell")} ${count === 1 ? "differs" : "differ"} from what the last run was trained on.`,
  paid: ({ nCells, nRows, verdict, difference, low, high, metric, isMoreBetter, isOnlyCells }: Paid) => {
    const cells = countOf(nCells, "edited cell");
    const [amount, from, to] = formatAlike([Math.abs(difference), low, high]);
    const range = `${from} to ${to}`;
    const rows = `on ${countOf(nRows, "row")} that the models were not trained on`;
    const other = isOnlyCells ? "" : " Other settings have changed, too, so this is not of the cells alone.";
    const [good, bad] = isMoreBetter ? ["higher", "lower"] : ["lower", "higher"];
    switch (verdict) {
      case "better":
        return `It paid: with ${cells} the ${METRIC[metric]} is ${good} by ${amount} (${wordText("interval")} ${range}), ${rows}.${other}`;
      case "worse":
        return `It did not pay: with ${cells} the ${METRIC[metric]} is ${bad} by ${amount} (${wordText("interval")}: ${good} by ${range}), ${rows}.${other}`;
      case "no clear difference":
        return `No clear difference yet: with ${cells} the ${METRIC[metric]} is ${difference >= 0 ? good : bad} by ${amount} (${wordText("interval")}: ${good} by ${range}), ${rows}.${other}`;
      default:
        return verdict satisfies never;
    }
  },
});
