/**
 * Damage that differs by column, planted into a table, so that it is known: cells emptied, in another unit, or 0 where nothing was
 * measured, and columns that say nothing.
 */
import { randomPermutation, randomUniform, STREAMS } from "../../src/base/random.ts";
import { cellText } from "../../src/table/raw-column.ts";
import type { RawTable } from "../../src/table/types.ts";
import { quotedCsv } from "./quoted-csv.ts";
import type { AccuracyTable } from "./tables.ts";

/** Of the cells of a column that is damaged so. */
const EMPTIED = 0.2;
const IN_ANOTHER_UNIT = 0.05;
const UNIT = 1000;
const ZEROED = 0.1;
/** As many columns that say nothing as there are others, and so many at least. */
const LEAST_JUNK = 20;
/** With fewer different values, a number may be a level. */
const FEWEST_VALUES = 10;
/** Number columns get these in turn: each a cell as it becomes, and as it is where it is told which cells are damaged. */
const KINDS = ["sound", "emptied", "in another unit", "zeroed"] as const;

function isNumeric(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const nNumbers = filled.filter((cell) => Number.isFinite(Number(cell))).length;
  return nNumbers >= 0.95 * filled.length && new Set(filled).size >= FEWEST_VALUES;
}

/**
 * The table's cells with damage, as CSV: the target and what nobody may learn from stay as they are. Columns that say nothing
 * are others' cells in another order.
 *
 * @param seed   of which cells are hit.
 * @param isTold damaged cells are empty and columns that say nothing are left out: what somebody knows who is told of the damage.
 */
export function plantedCsv(
  { target, without = [] }: Pick<AccuracyTable, "target" | "without">,
  { columns, nRows }: Pick<RawTable, "columns" | "nRows">,
  { seed, isTold }: { readonly seed: number; readonly isTold: boolean },
): string {
  const texts = columns.map((column) => Array.from({ length: nRows }, (_, row) => cellText(column, row)));
  const isUsed = columns.map(({ name }) => name !== target && !without.includes(name));
  let nNumeric = 0;
  const damaged = texts.map((cells, at) => {
    if (!isUsed[at] || !isNumeric(cells)) return cells;
    const kind = KINDS[nNumeric++ % KINDS.length];
    const chance = (row: number) => randomUniform({ seed, stream: STREAMS.sample, step: at }, row);
    return cells.map((cell, row) => {
      const isEmpty = cell.trim() === "" || !Number.isFinite(Number(cell));
      switch (kind) {
        case "sound":
          return cell;
        case "emptied":
          return chance(row) < EMPTIED ? "" : cell;
        case "in another unit":
          return isEmpty || chance(row) >= IN_ANOTHER_UNIT ? cell : isTold ? "" : String(UNIT * Number(cell));
        case "zeroed":
          return isEmpty || chance(row) >= ZEROED ? cell : isTold ? "" : "0";
        default:
          return kind satisfies never;
      }
    });
  });
  const named = columns.map(({ name }, at) => ({ name, cells: damaged[at] }));
  const own = texts.filter((_, at) => isUsed[at]);
  const nJunk = isTold ? 0 : Math.max(own.length, LEAST_JUNK);
  const junk = Array.from({ length: nJunk }, (_, index) => {
    const order = randomPermutation({ seed, stream: STREAMS.sample, step: 10_000 + index }, nRows);
    const of = own[index % own.length];
    return { name: `other ${index + 1}`, cells: Array.from(order, (row) => of[row]) };
  });
  const all = [...named, ...junk];
  return quotedCsv(
    all.map(({ name }) => name),
    nRows,
    (column, row) => all[column].cells[row],
  );
}
