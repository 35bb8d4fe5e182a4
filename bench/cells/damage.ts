/** Damage of single cells, planted by a seed, each with what the cell said before. */
import { randomUniform, STREAMS } from "../../src/base/random.ts";
import { cellText } from "../../src/table/raw-column.ts";
import type { RawTable } from "../../src/table/types.ts";

export interface DamagedCell {
  /** From 0. */
  readonly row: number;
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

interface DamageOptions {
  /** Columns that are damaged. */
  readonly columns: readonly string[];
  /** Rows that are. */
  readonly rows: readonly number[];
  /** Share of their cells. */
  readonly rate: number;
  readonly seed: number;
}

/** With fewer different values, a number may be a level. */
const FEWEST_VALUES = 10;
const NUMBER_KINDS = ["emptied", "another unit", "another row's", "zero"] as const;
const LEVEL_KINDS = ["emptied", "misspelt", "another row's"] as const;
type Kind = (typeof NUMBER_KINDS)[number] | (typeof LEVEL_KINDS)[number];
const UNIT = 100;

/** Filled cells of these rows and columns, each hit with the same chance, and in one of several ways with the same chance. */
export function damagedCells(table: RawTable, { columns, rows, rate, seed }: DamageOptions): readonly DamagedCell[] {
  const chosen = table.columns.filter(({ name }) => columns.includes(name));
  return chosen.flatMap((column, index) => {
    const texts = Array.from({ length: table.nRows }, (_, row) => cellText(column, row));
    const filled = texts.filter((text) => text.trim() !== "");
    const numeric = filled.filter((text) => Number.isFinite(Number(text))).length >= 0.95 * filled.length;
    const isNumber = numeric && new Set(filled).size >= FEWEST_VALUES;
    const kinds: readonly Kind[] = isNumber ? NUMBER_KINDS : LEVEL_KINDS;
    return rows.flatMap((row) => {
      const draw = (step: number) => randomUniform({ seed, stream: STREAMS.sample, step: 4 * index + step }, row);
      const from = texts[row];
      if (from.trim() === "" || draw(0) >= rate) return [];
      const kind = kinds[Math.floor(draw(1) * kinds.length)];
      const to = damaged(from, kind, { other: texts[rows[Math.floor(draw(2) * rows.length)]] });
      return to === from ? [] : [{ row, column: column.name, from, to }];
    });
  });
}

function damaged(text: string, kind: Kind, { other }: { readonly other: string }): string {
  switch (kind) {
    case "emptied":
      return "";
    case "another unit":
      return Number.isFinite(Number(text)) ? String(UNIT * Number(text)) : text;
    case "another row's":
      return other;
    case "zero":
      return "0";
    case "misspelt":
      return `${text.slice(0, 1)}${text}`;
    default:
      return kind satisfies never;
  }
}
