/** Cells of a preview as they are shown: what was predicted to three digits, cells of the file letter for letter. Pure. */
import { formatNumber, percent } from "../../base/numbers.ts";

/** As tables write a number, with whatever marks. */
const NUMBER = /^[-+−]?\d[\d.,'’\s]*(e[-+]?\d+)?$/i;

/** What stands in the place of a number that is not there. */
const GAP = /^([?*.–-]+|#?n\/?a|nan|null|none)$/i;

export interface Preview {
  /** Header first. */
  readonly rows: readonly (readonly string[])[];
  /** How many of the columns, the first ones, were predicted. */
  readonly nAdded: number;
  readonly isRegression: boolean;
}

export interface ShownPreview {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of each column: whether its cells are numbers, which stand to the right. */
  readonly areNumbers: readonly boolean[];
}

export function shownPreview({ rows: [header = [], ...rows], nAdded, isRegression }: Preview): ShownPreview {
  const areNumbers = header.map((_, column) => {
    const filled = rows.map((row) => row[column]).filter((cell) => cell !== "" && !GAP.test(cell));
    return filled.length > 0 && filled.every((cell) => NUMBER.test(cell));
  });
  const shown = (cell: string, column: number) => {
    // The first one holds the class, which may be called "1".
    const isScore = column < nAdded && (isRegression || column > 0);
    if (!isScore || cell === "" || !Number.isFinite(Number(cell))) return cell;
    return isRegression ? formatNumber(Number(cell)) : percent(Number(cell), 1);
  };
  return { header, rows: rows.map((row) => row.map(shown)), areNumbers };
}
