/** Dates of one column whose day and month stand in another order from file to file. */

import { asWritten, columnFromTexts } from "../column-builder.ts";
import { ingestIssue } from "../ingest-issue.ts";
import type { RawColumn, RawTable } from "../types.ts";
import { textsOf } from "./texts-of.ts";

type Order = "dmy" | "mdy";

/** Groups: first and second number, year, time of day. */
const NUMERIC = /^\s*(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/;
/** Of the different texts of a column, at least so many are such dates. */
const SHARE = 0.8;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Where one file shows that days come first (27/02/2021) and another that months do (02/27/2021), each is read as it shows. Their
 * dates are written so that no other reading is left: 2021-02-03, or 03-Feb-21.
 */
export function alignDates(tables: readonly RawTable[]): readonly RawTable[] {
  const shown = tables.map(({ columns }) => new Map(columns.map((column) => [column.name, orderShown(column)])));
  const ordersOf = (name: string) => new Set(shown.flatMap((orders) => orders.get(name) ?? []));
  return tables.map((table, index) => {
    const issues = [];
    const columns: RawColumn[] = [];
    for (const column of table.columns) {
      const order = shown[index].get(column.name);
      if (order === undefined || ordersOf(column.name).size < 2) {
        columns.push(column);
        continue;
      }
      const before = textsOf(column);
      const after = before.map((text) => settle(text, order));
      const changed = before.filter((text, row) => text !== after[row]);
      const args = { column: column.name, example: changed[0], order };
      issues.push(ingestIssue("W_FILES_DATES", { where: table.sources[0].name, count: changed.length }, args));
      columns.push({ ...column, ...columnFromTexts(column.name, after) });
    }
    return issues.length === 0 ? table : { ...table, columns, issues: [...table.issues, ...issues] };
  });
}

/** The order that the column's cells leave alone; undefined where they show none, or both. */
function orderShown(column: RawColumn): Order | undefined {
  const { dictionary } = asWritten(column);
  const orders = new Set<Order>();
  let nDates = 0;
  for (const text of dictionary) {
    const match = NUMERIC.exec(text);
    if (match === null) continue;
    const [first, second] = [Number(match[1]), Number(match[3])];
    if (first > 31 || second > 31 || Math.min(first, second) > 12) return undefined;
    nDates++;
    if (first > 12) orders.add("dmy");
    if (second > 12) orders.add("mdy");
  }
  return orders.size === 1 && nDates >= SHARE * dictionary.length ? [...orders][0] : undefined;
}

function settle(text: string, order: Order): string {
  const match = NUMERIC.exec(text);
  if (match === null) return text;
  const [, first, , second, year, rest] = match;
  const [day, month] = order === "dmy" ? [first, second] : [second, first];
  const two = (digits: string) => digits.padStart(2, "0");
  const date =
    year.length === 4
      ? `${year}-${two(month)}-${two(day)}`
      : `${two(day)}-${MONTHS[Number(month) - 1] ?? month}-${year}`;
  return `${date}${rest}`;
}
