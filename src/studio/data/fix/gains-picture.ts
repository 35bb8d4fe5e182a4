/** What fixing cells could take away, as a picture to save, and as numbers. Pure. */
import type { CellsToFix } from "../../../app/cells/cells-to-fix.ts";
import { formatCount } from "../../../base/numbers.ts";
import { fixText } from "../../../base/texts/studio/fix.ts";
import type { Picture, RowsCell } from "../../ui/picture/picture.ts";

/** More lines than these nobody reads in a picture. */
const MOST_LINES = 40;

/** In what the cells are listed. */
type Part = "cells" | "columns" | "rows";

interface Line {
  /** What it is about: as many words as there are heads. */
  readonly words: readonly string[];
  readonly gain: number;
}

export function gainsPicture(found: CellsToFix, part: Part): Picture {
  const lines = linesOf(found, part);
  const most = lines[0]?.gain ?? 1;
  const bar = (gain: number): RowsCell => ({
    ...{ kind: "share", share: gain / most, colour: "var(--series-1)", ground: "var(--color-sunken)" },
  });
  return {
    title: `${fixText("heading")}: ${fixText("part", { part })}`,
    caption: fixText("gainHint"),
    body: {
      kind: "rows",
      columns: [
        ...headsOf(part).map((head) => ({ kind: "text", head }) as const),
        { kind: "marks", head: fixText("gain"), range: [0, 1], marks: [] },
        { kind: "text", head: "", isNumber: true },
      ],
      rows: lines.slice(0, MOST_LINES).map(({ words, gain }) => ({
        cells: [...words, bar(gain), fixText("share", { share: gain / found.loss })],
      })),
    },
  };
}

export const gainRows = (found: CellsToFix, part: Part) => [
  [...headsOf(part), "share"],
  ...linesOf(found, part).map(({ words, gain }) => [...words, gain / found.loss]),
];

const headsOf = (part: Part) =>
  part === "cells"
    ? [fixText("row"), fixText("column"), fixText("says"), fixText("expected")]
    : [fixText(part === "columns" ? "column" : "row"), fixText("nCells")];

function linesOf({ cells, columns, rows }: CellsToFix, part: Part): readonly Line[] {
  if (part === "cells")
    return cells.map(({ row, column, text, expected, gain }) => ({
      words: [
        ...[formatCount(row + 1), column, text],
        typeof expected === "number" ? fixText("about", { value: expected }) : expected,
      ],
      gain,
    }));
  return (part === "columns" ? columns : rows).map(({ of, nCells, gain }) => ({
    words: [typeof of === "string" ? of : formatCount(of + 1), formatCount(nCells)],
    gain,
  }));
}
