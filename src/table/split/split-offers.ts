/** Which columns rows could be split by, each with the reason. What is offered is never done unasked. */
import { remember } from "../../base/remember.ts";
import { splitOfferText } from "../../base/texts/table.ts";
import { isTimeOfDay } from "../cells/date-format.ts";
import { summaryOf } from "../column-summary.ts";
import { splitCamelCase } from "../infer/column-names.ts";
import { dateCells } from "../infer/read-summary.ts";
import type { ColumnRule, RawColumn, RawTable } from "../types.ts";
import { groupOffers } from "./group-offers.ts";
import { timesOf } from "./read-split-column.ts";
import { recogniseParts, valuesOf } from "./recognise-parts.ts";
import type { RuledColumn, SplitOffer } from "./split-offer.ts";
import { timeWords } from "./time-words.ts";

/** Columns that tell the split, then those that repeat like an identifier, then dates. */
export function splitOffers(table: RawTable, rules: readonly ColumnRule[]): readonly SplitOffer[] {
  const ruleOf = new Map(rules.map((rule) => [rule.name, rule]));
  const columns = table.columns.flatMap((column) => {
    const rule = ruleOf.get(column.name);
    return rule && rule.role !== "target" ? [{ column, rule }] : [];
  });
  const given = columns.flatMap(partsOffer);
  const others = columns.filter(({ column }) => !given.some(({ method }) => method.column === column.name));
  return [...given, ...groupOffers(others), ...others.flatMap(timeOffer)];
}

function partsOffer({ column, rule }: RuledColumn): readonly SplitOffer[] {
  const values = rule.type === "date" ? undefined : valuesOf(column, rule);
  const parts = values && recogniseParts(column.name, values);
  if (!values || !parts) return [];
  return [{ method: { by: "column", column: column.name, parts }, reason: splitOfferText("parts", { values }) }];
}

const BIRTH = /\b(?:birth|birthday|born|dob)\b/i;
/** Fewer different days than this are no course of time. */
const FEWEST_TIMES = 5;

const rowsInOrder = remember<RawColumn, boolean>(2);

function timeOffer({ column, rule }: RuledColumn): readonly SplitOffer[] {
  if (rule.type !== "date" || isTimeOfDay(rule.dateFormat) || BIRTH.test(splitCamelCase(column.name))) return [];
  const { values, nCells } = dateCells(summaryOf(column), rule).days;
  if (values.length < FEWEST_TIMES || nCells < column.codes.length / 2) return [];
  const [first, last] = [values[0], values[values.length - 1]].map((time) => timeWords(time, true));
  const areRowsInOrder = rowsInOrder(column, JSON.stringify([rule.dateFormat, rule.missingMarkers]), () => {
    const known = timesOf(column, rule).times.filter((time) => !Number.isNaN(time));
    return known.every((time, index) => index === 0 || time >= known[index - 1]);
  });
  const reason = splitOfferText("time", { first, last, areRowsInOrder });
  return [{ method: { by: "time", column: column.name }, reason }];
}
