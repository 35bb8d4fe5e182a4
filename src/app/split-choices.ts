/** How the rows of a table could be split, and what a column means that is to tell it. */
import { studioError } from "../base/error.ts";
import { remember } from "../base/remember.ts";
import { recogniseParts, valuesOf } from "../table/split/recognise-parts.ts";
import type { SplitMethod } from "../table/split/split-method.ts";
import type { SplitOffer } from "../table/split/split-offer.ts";
import { splitOffers } from "../table/split/split-offers.ts";
import type { ColumnRule } from "../table/types.ts";
import type { TableDescription } from "./describe-table.ts";
import type { OpenTable } from "./open-table.ts";

const offers = remember<OpenTable, readonly SplitOffer[]>();

/** What of a rule offers look at. */
function seenOf({ name, type, role, missingMarkers, decimalMark, dateFormat }: ColumnRule): unknown {
  return [name, type, role === "target", missingMarkers, decimalMark, dateFormat];
}

/** Columns that rows could be split by, each with the reason. */
export function offeredSplits(open: OpenTable, { rules }: TableDescription): readonly SplitOffer[] {
  return offers(open, JSON.stringify(rules.map(seenOf)), () => splitOffers(open.table, rules));
}

/**
 * The split that a column tells, where its values are known to.
 *
 * @throws StudioError E_SPLIT_COLUMN where the table has no such column; E_SPLIT_VALUES where its values do not say.
 */
export function splitToldBy(open: OpenTable, { rules }: TableDescription, name: string): SplitMethod {
  const column = open.table.columns.find((other) => other.name === name);
  const rule = rules.find((other) => other.name === name);
  if (!column || !rule) {
    throw studioError("E_SPLIT_COLUMN", { column: name, isTarget: false, columns: rules.map((each) => each.name) });
  }
  const values = valuesOf(column, rule);
  const parts = values && recogniseParts(name, values);
  if (!parts) throw studioError("E_SPLIT_VALUES", { column: name, values: values?.map(({ value }) => value) ?? [] });
  return { by: "column", column: name, parts };
}
