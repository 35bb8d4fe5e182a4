/** What can be chosen of a split on the page. Pure. */
import type { ColumnView, TableView } from "../../app/view-table.ts";
import { isTimeOfDay } from "../../table/cells/date-format.ts";
import { recogniseParts, type ValueCount } from "../../table/split/recognise-parts.ts";
import type { SplitMethod, SplitPart } from "../../table/split/split-method.ts";
import type { Split } from "../../table/types.ts";

/** Ways that need a column. */
export type ColumnMethod = Extract<SplitMethod, { readonly column: string }>["by"];

/** Of all rows that are dealt; the rest tests. */
interface TrainingShares {
  readonly train: number;
  readonly validation: number;
}

export const USUAL_SHARES: readonly TrainingShares[] = [
  { train: 0.6, validation: 0.2 },
  { train: 0.5, validation: 0.25 },
  { train: 0.7, validation: 0.15 },
  { train: 0.8, validation: 0.1 },
  { train: 0.4, validation: 0.2 },
  { train: 0.34, validation: 0.33 },
];

export const shareKey = ({ train, validation }: TrainingShares): string => `${train} ${validation}`;

/** Names of the columns that could serve, those that are offered first. */
export function columnsFor(
  by: ColumnMethod,
  view: TableView,
): { readonly offered: readonly string[]; readonly others: readonly string[] } {
  const offered = view.splits.flatMap(({ method }) => (method.by === by ? [method.column] : []));
  const canServe = ({ rule, values }: ColumnView) => {
    if (rule.role === "target" || offered.includes(rule.name)) return false;
    if (by === "time") return rule.type === "number" || (rule.type === "date" && !isTimeOfDay(rule.dateFormat));
    return by === "group" || (values !== undefined && values.length > 1);
  };
  return { offered, others: view.columns.filter(canServe).map(({ rule }) => rule.name) };
}

/** The split by a column as it is offered, or as the column's values can be understood. */
export function splitBy(by: ColumnMethod, column: string, view: TableView): SplitMethod {
  if (by !== "column") return { by, column };
  const offer = view.splits.find(({ method }) => method.by === by && method.column === column);
  if (offer) return offer.method;
  const values = valuesOf(column, view);
  return { by, column, parts: recogniseParts(column, values) ?? commonestTrains(values) };
}

/** Most rows are mostly trained on; the rest is for a person to say. */
function commonestTrains(values: readonly ValueCount[]): readonly SplitPart[] {
  return values.slice(0, 1).map(({ value }) => ({ value, split: "train" }));
}

/** One file is left out, to test on; all others are trained on. */
export function fileTests(name: string): SplitMethod {
  return { by: "files", parts: [{ value: name, split: "test" }] };
}

export function lastFileTests({ sources }: TableView): SplitMethod {
  const last = sources.at(-1);
  return last ? fileTests(last.name) : { by: "files", parts: [] };
}

/** The values, or files, whose split a person says, with how many rows have each. */
export function valuesToTell(split: SplitMethod, view: TableView): readonly ValueCount[] {
  if (split.by === "files") return view.sources.map(({ name, nRows }) => ({ value: name, count: nRows }));
  return split.by === "column" ? valuesOf(split.column, view) : [];
}

function valuesOf(column: string, view: TableView): readonly ValueCount[] {
  return view.columns.find(({ rule }) => rule.name === column)?.values ?? [];
}

/** @param split undefined: rows with this value are in no split. */
export function withPart(parts: readonly SplitPart[], value: string, split: Split | undefined): readonly SplitPart[] {
  const others = parts.filter((part) => part.value !== value);
  return split ? [...others, { value, split }] : others;
}
