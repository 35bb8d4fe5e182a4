/** What is said of new rows: what was recognised, and what is asked before they are predicted. */
import { defineTexts } from "../define-texts.ts";
import { formatCount, formatDay, formatNumber, formatPart, formatPercent } from "../numbers.ts";
import { countOf, listQuoted, listWords } from "../words.ts";
import { dateFormatWords } from "./table.ts";

const MARKS = { ".": "points", ",": "commas" } as const;

interface Column {
  readonly column: string;
}

interface Cells extends Column {
  readonly count: number;
  readonly nFilled: number;
  readonly examples: readonly string[];
}

interface Range extends Column {
  readonly how: "range" | "scale" | "sign";
  readonly factor?: number;
  readonly isDate: boolean;
  readonly here: readonly [low: number, high: number];
  readonly usual: readonly [low: number, high: number];
}

function times(factor: number): string {
  if (factor === -1) return "with the other sign";
  return factor < 1 ? `${formatCount(Math.round(1 / factor))} times as large` : `${formatCount(factor)} times smaller`;
}

export const newRowsText = defineTexts("newRows", {
  name: ({ column, found }: Column & { readonly found: string }) =>
    `Column ${JSON.stringify(found)} is read as ${column}.`,
  place: ({ columns }: { readonly columns: readonly string[] }) =>
    `The names of columns are missing here or in training, so columns are read in the order of training: ${listWords(columns, 8)}.`,
  mark: ({ column, mark, isEither }: Column & { readonly mark: "." | ","; readonly isEither: boolean }) =>
    isEither
      ? `${column}: some cells have decimal points here and some decimal commas; each is read as it shows.`
      : `${column}: decimal ${MARKS[mark]} here, ${MARKS[mark === "." ? "," : "."]} in training.`,
  unit: ({ column, here, usual, factor }: Column & { here: string; usual: string; factor: number }) => {
    const read = factor === 1 ? "" : `; numbers are multiplied by ${formatNumber(factor)}`;
    return `${column}: ${here} here, ${usual === "" ? "no unit" : usual} in training${read}.`;
  },
  writing: ({ column, example }: Column & { readonly example: string }) =>
    `${column}: numbers are written otherwise than in training, such as ${listQuoted([example])}, and read as numbers.`,
  dates: ({ column, example, here, usual }: Column & { example: string; here: string; usual: string }) =>
    `${column}: ${example} here (${dateFormatWords(here)}), ${dateFormatWords(usual)} in training.`,
  markers: ({ column, texts }: Column & { readonly texts: readonly string[] }) =>
    `${column}: ${listQuoted(texts)} ${texts.length === 1 ? "stands" : "stand"} for missing here.`,
  levels: ({
    column,
    pairs,
  }: Column & { readonly pairs: readonly { readonly text: string; readonly label: string }[] }) =>
    `${column}: ${listWords(pairs.map(({ text, label }) => `"${text}" is read as "${label}"`))}.`,
  factor: ({ column, factor }: Column & { readonly factor: number }) =>
    factor === 1
      ? `${column}: read as it stands, as you decided.`
      : `${column}: multiplied by ${factor}, as you decided.`,
  far: ({ column, count, examples }: Column & { readonly count: number; readonly examples: readonly string[] }) =>
    `${column}: ${countOf(count, "value")} far outside of what training had, such as ${listWords(examples)}.`,
  absent: ({ column }: Column) => `${column}: no such column here; training had it.`,
  empty: ({ column, usualShare }: Column & { readonly usualShare: number }) =>
    `${column}: nothing but missing cells here; in training ${formatPercent(usualShare, 0)} were filled.`,
  unreadable: ({ column, count, nFilled, examples, type }: Cells & { readonly type: "number" | "date" }) =>
    `${column}: ${formatPart(count, nFilled)} of the filled cells are no ${type}s, such as ${listQuoted(examples)}; training had ${type}s.`,
  unknown: ({ column, count, nFilled, examples, known }: Cells & { readonly known: readonly string[] }) =>
    `${column}: ${formatPart(count, nFilled)} of the filled cells were never seen in training, such as ${listQuoted(examples)}; training had ${listQuoted(known)}.`,
  range: ({ column, how, factor, isDate, here, usual }: Range) => {
    const shown = isDate ? formatDay : formatNumber;
    const span = ([low, high]: readonly [number, number]) =>
      low === high ? shown(low) : `${shown(low)} to ${shown(high)}`;
    const found = `${column}: ${span(here)} here, ${span(usual)} in training`;
    if (factor !== undefined && factor !== -1) return `${found}, about ${times(factor)}.`;
    return how === "sign" ? `${found}: the sign is another one.` : `${found}.`;
  },
  openMark: ({
    column,
    example,
    values: [point, comma],
  }: Column & { example: string; values: readonly [number, number] }) =>
    `${column}: ${example} may be ${formatNumber(point)} or ${formatNumber(comma)}; other columns have another decimal mark than in training.`,
  openOrder: ({ column, example }: Column & { readonly example: string }) =>
    `${column}: dates such as ${example} may have the day or the month first; training has neither order.`,
  openUnit: ({ column, here, usual }: Column & { readonly here: string; readonly usual: string }) =>
    `${column}: ${here} here, ${usual} in training; nothing says how one becomes the other.`,
  readFrom: ({ column, from }: Column & { readonly from: string }) => `Read ${JSON.stringify(from)} as ${column}`,
  readMark: ({ column, mark }: Column & { readonly mark: "." | "," }) => `Read ${column} with decimal ${MARKS[mark]}`,
  readDates: ({ column, format }: Column & { readonly format: string }) =>
    `Read ${column} as ${dateFormatWords(format)}`,
  readFactor: ({ column, factor }: Column & { readonly factor: number }) =>
    factor === 1 ? `Read ${column} as it stands` : `Multiply ${column} by ${factor}`,
});
