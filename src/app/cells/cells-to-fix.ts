/** Which cells of the table that a pipeline was trained on are worth fixing next, as people look at them. */
import { shortened } from "../../base/words.ts";
import { cellText } from "../../table/raw-column.ts";
import { type RankedCell, rankCells } from "../../training/cells/rank-cells.ts";
import { rowLossOf } from "../../training/cells/row-loss.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { splitOfRun } from "../compare.ts";
import type { TrainingTable } from "../training-table.ts";

export interface CellToFix extends RankedCell {
  /** What the cell says; of long ones, the beginning. */
  readonly text: string;
}

/** What the cells of one column, or of one row, are worth together. */
export interface GainOf<Key> {
  readonly of: Key;
  readonly nCells: number;
  readonly gain: number;
}

export interface CellsToFix {
  /** The most worthwhile first. */
  readonly cells: readonly CellToFix[];
  /** By column and by row of all cells that are worth something, the most worthwhile first. */
  readonly columns: readonly GainOf<string>[];
  readonly rows: readonly GainOf<number>[];
  /** Training and validation rows that were looked at, and the sum of their losses, which gains are parts of. */
  readonly nRows: number;
  readonly loss: number;
  readonly gain: number;
}

/** Cells that are ranked, and those that are shown; groups are of all. */
const MOST_RANKED = 2000;
const MOST_SHOWN = 200;
const LONGEST_TEXT = 80;
/** Cells that could take away less of what a row loses on average are not worth a look. */
const LEAST_GAIN = 0.05;

/**
 * Test rows are left out: what is told of them is told once, and nothing is chosen by it.
 *
 * @param table the table that it was trained on, split as then.
 * @throws E_COMPARE_SPLIT
 */
export async function cellsToFix(
  trained: TrainedPipeline,
  table: TrainingTable,
  { pause }: { readonly pause: () => Promise<void> },
): Promise<CellsToFix> {
  const { train, validation } = splitOfRun(trained, table);
  const { dataset, raw } = table;
  const rows = Uint32Array.from([...train, ...validation]).sort();
  const { labelScale } = trained.soft.statistics;
  const lossOfRun = rowLossOf(trained.document.training, { task: dataset.schema.target.task, labelScale });
  const ranked = await rankCells(
    trained.predictor,
    { columns: dataset, rows },
    { lossOfRun, seed: trained.report.seed, most: MOST_RANKED, pause },
  );
  const least = (LEAST_GAIN * ranked.loss) / Math.max(1, ranked.nRows);
  const worthwhile = ranked.cells.filter(({ gain }) => gain >= least);
  const byName = new Map(raw.columns.map((column) => [column.name, column]));
  const textOf = ({ row, column }: RankedCell) => {
    const own = byName.get(column);
    return own ? shortened(cellText(own, row), LONGEST_TEXT) : "";
  };
  return {
    cells: worthwhile.slice(0, MOST_SHOWN).map((cell) => ({ ...cell, text: textOf(cell) })),
    columns: gainsBy(worthwhile, ({ column }) => column),
    rows: gainsBy(worthwhile, ({ row }) => row).slice(0, MOST_SHOWN),
    nRows: ranked.nRows,
    loss: ranked.loss,
    gain: worthwhile.reduce((sum, { gain }) => sum + gain, 0),
  };
}

function gainsBy<Key>(cells: readonly RankedCell[], keyOf: (cell: RankedCell) => Key): readonly GainOf<Key>[] {
  const found = new Map<Key, { nCells: number; gain: number }>();
  for (const cell of cells) {
    const own = found.get(keyOf(cell)) ?? { nCells: 0, gain: 0 };
    found.set(keyOf(cell), { nCells: own.nCells + 1, gain: own.gain + cell.gain });
  }
  return [...found].map(([of, own]) => ({ of, ...own })).sort((a, b) => b.gain - a.gain);
}
