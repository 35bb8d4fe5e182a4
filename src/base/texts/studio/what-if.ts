/** Words of the form that predicts one made-up row. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount, formatNumber, percent, withUnit } from "../../numbers.ts";
import { listQuoted } from "../../words.ts";

interface Between {
  /** Share of rows whose target lies there. */
  readonly level: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
}

/** What became of a cell. */
interface PassedCell {
  readonly became?: { readonly kind: "filled" | "moved" | "spelled"; readonly from: string; readonly to: string };
  readonly odd?: "unreadable" | "unseen";
}

export const whatIfText = defineTexts("studio.whatIf", {
  heading: "What if",
  explanation:
    "Write the cells of one row as a file would have them, leave empty what is not known, and see what the pipeline says of it and which cells that rests on.",
  notYet: "Once a pipeline is trained on an open table, a row can be made up here.",
  ofOther:
    "The pipeline was trained on another table, or for another target. Open those again, or train anew, and a row can be made up here.",
  row: "Row of the table",
  fill: "Fill in its cells",
  cells: "Cells of the row, scrollable",
  find: "Find a cell by its column",
  findHint: "Find a cell…",
  none: "No column is called so.",
  ask: "Predict this row",
  says: ({ label, share }: { readonly label: string; readonly share: number }) => `“${label}”, ${percent(share, 1)}`,
  saysValue: ({ value, unit }: { readonly value: number; readonly unit: string }) =>
    withUnit(formatNumber(value), unit),
  between: ({ level, low, high, unit }: Between) =>
    `, between ${formatNumber(low)} and ${withUnit(formatNumber(high), unit)} for ${percent(level)} of the rows`,
  others: ({ others }: { readonly others: readonly { readonly label: string; readonly share: number }[] }) =>
    others.map(({ label, share }) => `“${label}” ${percent(share, 1)}`).join(", "),
  odd: ({ columns }: { readonly columns: readonly string[] }) =>
    `Not readable, or never seen in training: ${listQuoted(columns)}. Such cells count as missing, or as unseen.`,
  became: ({ kind, from, to }: NonNullable<PassedCell["became"]>) =>
    kind === "filled" ? `filled in with ${to}` : kind === "moved" ? `${from} became ${to}` : `read as “${to}”`,
  oddCell: ({ odd }: { readonly odd: NonNullable<PassedCell["odd"]> }) =>
    odd === "unseen" ? "never seen in training" : "cannot be read: counts as missing",
  gate: ({ gate }: { readonly gate: number }) => (gate <= 0 ? "gate closed" : `gate ${percent(gate)} open`),
  passed: ({ isDeployed }: { readonly isDeployed: boolean }) =>
    isDeployed
      ? "Beside a cell, where there is anything to say of it: what the cleaning of the learned pipeline made of it, and how far the gate of its column stands open in the blend."
      : "Beside a cell, where there is anything to say of it: what the cleaning of the learned pipeline would make of it. No learned pipeline is deployed, so the prediction does not rest on that.",
  caption: ({ label }: { readonly label: string | undefined }) =>
    label === undefined
      ? "What each cell does to the prediction, beside the cell being missing"
      : `What each cell does to the probability of “${label}”, beside the cell being missing`,
  column: "Column",
  cell: "Cell",
  effect: "Effect",
  points: ({ change }: { readonly change: string }) => `${change} points`,
  more: ({ count }: { readonly count: number }) => `Show ${formatCount(count)} more`,
  how: "Each cell by itself: cells that say the same stand in for each other, and a missing cell is itself something that the pipeline may have learned from.",
});
