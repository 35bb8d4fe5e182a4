/** Which columns rows could be split by, each with the reason. What is offered is never done unasked. */
import { splitOfferText } from "../../base/texts/table.ts";
import { splitCamelCase } from "../infer/column-evidence.ts";
import type { ColumnRule, RawTable } from "../types.ts";
import { groupOffers } from "./group-offers.ts";
import { timesOf } from "./read-split-column.ts";
import { recogniseParts, valuesOf } from "./recognise-parts.ts";
import type { RuledColumn, SplitOffer } from "./split-offer.ts";
import { timeWords } from "./time-words.ts";

/** Columns that tell the split, then those that repeat like an identifier, then dates. */
export function splitOffers(table: RawTable, rules: readonly ColumnRule[]): readonly SplitOffer[] {
  const columns = table.columns.flatMap((column) => {
    const rule = rules.find(({ name }) => name === column.name);
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

function timeOffer({ column, rule }: RuledColumn): readonly SplitOffer[] {
  if (rule.type !== "date" || BIRTH.test(splitCamelCase(column.name))) return [];
  const { times } = timesOf(column, rule);
  const known = times.filter((time) => !Number.isNaN(time));
  const areRowsInOrder = known.every((time, index) => index === 0 || time >= known[index - 1]);
  known.sort();
  if (new Set(known).size < FEWEST_TIMES || known.length < times.length / 2) return [];
  const [first, last] = [known[0], known[known.length - 1]].map((time) => timeWords(time, true));
  const reason = splitOfferText("time", { first, last, areRowsInOrder });
  return [{ method: { by: "time", column: column.name }, reason }];
}
