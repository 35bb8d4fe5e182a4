/** Cells of a port as people read them, and as numbers to count. */
import { formatNumber, percent } from "../../base/numbers.ts";
import type { CategoryPort, ColumnRef, FeaturesPort, NumberPort } from "../../blocks/ports.ts";
import type { ValueId } from "../../program/types.ts";
import { MISSING_CODE } from "../../table/types.ts";

/** float64 [rows, …] of a row-bound value, [1, …] of one that is the same for all rows. */
export type Read = (value: ValueId) => Float64Array;

/** A column of a port on some rows. */
export interface PortColumn {
  readonly name: string;
  /** As it is read; "" where it is missing. */
  readonly textOf: (row: number) => string;
  /** In the unit of the file where it has one, or the place of the level that it mostly is; NaN where it is missing. */
  readonly numberOf: (row: number) => number;
  /** Of a category: what the numbers of `numberOf` mean. */
  readonly levels?: readonly string[];
}

/** A share of a level that goes without saying. */
const WHOLE = 0.995;

/** @param names absent: all columns. */
export function portColumns(
  port: NumberPort | CategoryPort | FeaturesPort,
  read: Read,
  isWanted: (name: string) => boolean = () => true,
): readonly PortColumn[] {
  const placesOf = <Column extends ColumnRef>(columns: readonly Column[]) =>
    columns.flatMap((column, index) => (isWanted(column.name) ? [{ column, index, read }] : []));
  switch (port.type) {
    case "number":
      return placesOf(port.columns).map((place) => numberColumn(port, place));
    case "features": {
      const width = port.columns.length;
      const values = read(port.value);
      return placesOf(port.columns).map(({ column: { name }, index }) =>
        numbersOf(name, (row) => values[row * width + index]),
      );
    }
    case "category":
      return placesOf(port.columns).map((place) => categoryColumn(port, place));
    default:
      return port satisfies never;
  }
}

interface Place<Column> {
  readonly column: Column;
  readonly index: number;
  readonly read: Read;
}

function numbersOf(name: string, numberOf: (row: number) => number): PortColumn {
  const textOf = (row: number) => {
    const value = numberOf(row);
    return Number.isNaN(value) ? "" : formatNumber(value);
  };
  return { name, numberOf, textOf };
}

function numberColumn({ value, missing, columns }: NumberPort, { column, index, read }: Place<ColumnRef>): PortColumn {
  const width = columns.length;
  const [values, gaps] = [read(value), read(missing)];
  // A mask of a block may be the same for all rows.
  const isMissing = (row: number) => gaps[(gaps.length === width ? 0 : row * width) + index] > 0.5;
  const { name, offset = 0 } = column;
  return numbersOf(name, (row) => (isMissing(row) ? Number.NaN : values[row * width + index] + offset));
}

function categoryColumn(
  { pairs, columns }: CategoryPort,
  { column: { name, levels }, index, read }: Place<CategoryPort["columns"][number]>,
): PortColumn {
  const width = columns.length;
  const parts = pairs.map(({ codes, weights }) => {
    const shares = read(weights);
    const known = codes.kind === "value" ? read(codes.value) : undefined;
    return {
      codeOf: (row: number) => (codes.kind === "value" ? (known?.[row * width + index] ?? 0) : codes.codes[index]),
      // One for all, one a column, or one a cell.
      shareOf: (row: number) =>
        shares.length === 1 ? shares[0] : shares[(shares.length === width ? 0 : row * width) + index],
    };
  });
  const most = (row: number): readonly [code: number, share: number] => {
    const shares = new Map<number, number>();
    for (const { codeOf, shareOf } of parts) {
      const code = codeOf(row);
      shares.set(code, (shares.get(code) ?? 0) + shareOf(row));
    }
    return [...shares].reduce((best, each) => (each[1] > best[1] ? each : best), [MISSING_CODE, 0]);
  };
  const labels = levels.slice(1);
  return {
    name,
    levels: labels,
    textOf: (row) => {
      const [code, share] = most(row);
      if (code === MISSING_CODE) return "";
      return share < WHOLE ? `${levels[code]} ${percent(share)}` : levels[code];
    },
    numberOf: (row) => {
      const [code] = most(row);
      return code === MISSING_CODE ? Number.NaN : code - 1;
    },
  };
}
