/** Cells of single training rows that can be read from what a file holds: it has no rows, but names levels and quantiles. */
import { quantileAt } from "../table/new-rows/column-statistics.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { rulesRead } from "./pruned-predictor.ts";

export interface ToldCells {
  /** Columns of whose levels some stand in one row each, with how many. */
  readonly single: readonly { readonly column: string; readonly nTexts: number }[];
  /** Number and date columns whose least or greatest cell lies alone, far beyond all the others. */
  readonly alone: readonly string[];
  /** Columns of so few cells that their quantiles are the cells. */
  readonly few: readonly string[];
}

/** Quantiles are stored of seventeen shares: of about as many cells, they are the cells. */
const FEW_CELLS = 34;

/** The end beyond the middle 98 %, in widths of these: one row may be known by it. */
const FAR = 1;

/** @returns nothing of files of earlier studios, which do not say what columns held. */
export function toldCells(trained: TrainedPipeline): ToldCells {
  const { columns = [], schema } = trained;
  const used = rulesRead(trained);
  const ruleOf = new Map([...used.map((rule) => [rule.name, rule] as const)]);
  const single: { column: string; nTexts: number }[] = [];
  const alone: string[] = [];
  const few: string[] = [];
  for (const { name, nFilled, quantiles, onceShare = 0 } of columns) {
    const rule = ruleOf.get(name);
    if (rule === undefined && name !== schema.target.name) continue;
    if (quantiles !== undefined && nFilled > 0) {
      if (nFilled <= FEW_CELLS) few.push(name);
      else if (isAlone(quantiles)) alone.push(name);
      continue;
    }
    // The texts of pooled levels, the rarest, are not in the file.
    const nTexts = Math.round(onceShare * nFilled);
    if (rule !== undefined && nTexts > 0 && rule.otherLabel === "") single.push({ column: name, nTexts });
  }
  return { single, alone, few };
}

function isAlone(quantiles: readonly number[]): boolean {
  const [low, high] = [quantileAt(quantiles, 0.01), quantileAt(quantiles, 0.99)];
  const beyond = Math.max(low - quantileAt(quantiles, 0), quantileAt(quantiles, 1) - high);
  return beyond > FAR * (high - low);
}

export const tellsCells = ({ single, alone, few }: ToldCells): boolean => single.length + alone.length + few.length > 0;
