/** Words of the plot of rows over two columns. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount } from "../../numbers.ts";
import { countOf } from "../../words.ts";

interface Drawn {
  readonly across: string;
  readonly up: string;
  /** Rows that are points, those of them that the grid shows, those that were looked at, and all of the table. */
  readonly nPoints: number;
  readonly nMet: number;
  readonly nLooked: number;
  readonly nRows: number;
  readonly hasBoxes: boolean;
}

export const scatterText = defineTexts("studio.scatter", {
  title: "Rows over two columns",
  across: "Across",
  up: "Up",
  figure: ({ across, up }: Pick<Drawn, "across" | "up">) => `${up} over ${across}`,
  hint: "Drag over points, and the grid shows their rows; filters of the grid choose points here. Click a point to go to its row, which has a ring. By keyboard, the card of a column filters by its numbers.",
  nothing: "No row has a value in both columns.",
  loading: "Looking at the rows…",
  summary: ({ across, up, nPoints, nMet, nLooked, nRows, hasBoxes }: Drawn) => {
    const drawn = `${up} over ${across}: ${countOf(nPoints, "row")} as ${nPoints === 1 ? "a point" : "points"}`;
    const of =
      nLooked < nRows ? `, of ${formatCount(nLooked)} that were drawn at random from ${formatCount(nRows)}` : "";
    const met = nMet === nPoints ? "; the grid has all of them." : `; the grid has ${formatCount(nMet)} of them.`;
    return `${drawn}${of}${met}${hasBoxes ? " Boxes: the middle half of each level, with its median; lines end at 5 and 95 %." : ""}`;
  },
  withoutFar: "Without numbers far out",
  everything: "Show all rows",
  pinRow: ({ row }: { readonly row: number }) => `Pin row ${formatCount(row + 1)}`,
  pinChosen: "Pin chosen rows",
  pinHint: ({ most }: { readonly most: number }) =>
    `Pinned rows, ${most} at most, are followed under “Decision surface” and have a square here.`,
  pinned: ({ rows }: { readonly rows: readonly number[] }) =>
    rows.length === 0 ? "No row is pinned." : `Pinned: ${rows.map((row) => formatCount(row + 1)).join(", ")}.`,
  save: "Save the plot of rows",
});
