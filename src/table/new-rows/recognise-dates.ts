/** How the dates of a column of new rows are written, where it is otherwise than in training. */

import { dateReader } from "../cells/date-format.ts";
import { readDateCells } from "../cells/read-cells.ts";
import { asWritten } from "../column-builder.ts";
import { isMarker } from "../infer/missing-markers.ts";
import { cellText } from "../raw-column.ts";
import type { ColumnRule, RawColumn } from "../types.ts";
import { middleOf, quantilesOf } from "./column-statistics.ts";
import { farValues } from "./far-values.ts";
import { judgeNumbers, type OutOfProportion } from "./judge-numbers.ts";
import { type ColumnToRead, emptyDoubt, type ReadAs, unreadableDoubt } from "./read-as.ts";
import type { FarValues, Recognised, RowsDoubt } from "./types.ts";

const FORMATS = ["iso", "ymd", "dmy", "mdy", "dmy-words", "clock-year"] as const;
const MORE = 0.02;

interface Candidate {
  readonly rule: ColumnRule;
  readonly days: Float64Array;
  readonly unreadable: { readonly count: number; readonly texts: readonly string[] };
  readonly odd: OutOfProportion | undefined;
}

export function recogniseDates(asked: ColumnToRead): ReadAs {
  const { column, reading } = asked;
  const marked = withMarkers(column, asked.rule);
  const rule = marked?.rule ?? asked.rule;
  const recognised: Recognised[] = marked ? [marked.recognised] : [];
  const own = candidate(asked, rule, reading?.dateFormat ?? rule.dateFormat);
  const nFilled = own.days.length + own.unreadable.count;
  if (nFilled === 0) {
    const doubt = emptyDoubt(asked);
    return { rule, recognised, doubts: doubt ? [doubt] : [] };
  }
  const isReadable = own.unreadable.count <= nFilled * MORE && own.odd === undefined;
  const { chosen, doubt } = isReadable || reading?.dateFormat ? { chosen: own } : choose(asked, rule, own);
  const { dateFormat } = chosen.rule;
  if (dateFormat !== asked.rule.dateFormat) {
    const example = exampleOf(column, dateFormat);
    recognised.push({ kind: "dates", column: rule.name, example, here: dateFormat, usual: asked.rule.dateFormat });
  }
  const doubts = [doubt ?? doubtOf(asked, chosen, nFilled)].filter((each) => each !== undefined);
  return { rule: chosen.rule, recognised, doubts, ...far(asked, chosen) };
}

function withMarkers(column: RawColumn, rule: ColumnRule): { rule: ColumnRule; recognised: Recognised } | undefined {
  const known = new Set(rule.missingMarkers.map((marker) => marker.toLowerCase()));
  const isNew = (text: string): boolean => isMarker(text) && !known.has(text.toLowerCase());
  const texts = [...new Set(column.dictionary.map((text) => text.trim()).filter(isNew))];
  if (texts.length === 0) return undefined;
  const missingMarkers = [...rule.missingMarkers, ...texts];
  return { rule: { ...rule, missingMarkers }, recognised: { kind: "markers", column: rule.name, texts } };
}

function candidate({ column, usual }: ColumnToRead, rule: ColumnRule, dateFormat: string): Candidate {
  const read = { ...rule, dateFormat };
  const { parts, unreadable } = readDateCells(column, read);
  const days = parts.days.filter((value) => !Number.isNaN(value));
  const texts = unreadable.examples.map(({ text }) => text);
  const odd = usual && judgeNumbers(days, usual, "date");
  return { rule: read, days, unreadable: { count: unreadable.count, texts }, odd };
}

/** The format that reads most, that of training first; day or month first is asked where both read all and neither is odd. */
function choose(asked: ColumnToRead, rule: ColumnRule, own: Candidate): { chosen: Candidate; doubt?: RowsDoubt } {
  const found = asked.found();
  const formats = new Set<string>(found?.type === "date" ? [found.dateFormat, ...FORMATS] : FORMATS);
  formats.delete(rule.dateFormat);
  const others = [...formats].map((format) => candidate(asked, rule, format));
  const least = Math.max(1, (own.days.length + own.unreadable.count) * MORE);
  const most = Math.max(own.days.length, ...others.map(({ days }) => days.length));
  const readable = [own, ...others].filter(({ days }) => days.length > most - least);
  const fitting = readable.filter(({ odd }) => odd === undefined);
  const candidates = fitting.length > 0 ? fitting : readable;
  const order = (wanted: string) => candidates.find((each) => each.rule.dateFormat === wanted);
  const [first] = candidates;
  const [dmy, mdy] = [order("dmy"), order("mdy")];
  const isOpen =
    first !== own && dmy && mdy && dmy.days.some((days, at) => days !== mdy.days[at]) && !hasPoints(asked.column);
  if (!isOpen) return { chosen: hasPoints(asked.column) && first !== own ? (dmy ?? first) : first };
  const column = rule.name;
  const choices = ["dmy", "mdy"].map((dateFormat) => ({ column, dateFormat }));
  return { chosen: first, doubt: { kind: "date order", column, example: exampleOf(asked.column, "dmy"), choices } };
}

/** 03.04.2020 has the day first wherever it is written. */
function hasPoints(column: RawColumn): boolean {
  return asWritten(column).dictionary.every((text) => !/^\s*\d{1,2}[/ -]\d/.test(text));
}

function exampleOf(column: RawColumn, dateFormat: string): string {
  const read = dateReader(dateFormat);
  for (let row = 0; row < column.codes.length; row++) {
    const text = cellText(column, row).trim();
    if (read?.(text) !== undefined) return text;
  }
  return "";
}

function doubtOf({ rule, usual }: ColumnToRead, { odd, days, unreadable }: Candidate, nFilled: number) {
  const column = rule.name;
  const unread = unreadableDoubt({ rule, usual }, unreadable, nFilled);
  if (unread || usual === undefined || odd === undefined) return unread;
  const here = middleOf(quantilesOf(days));
  const doubt: RowsDoubt = {
    ...{ kind: "range", column, isDate: true, how: odd.how },
    ...{ here, usual: middleOf(usual.quantiles ?? []), choices: [] },
  };
  return doubt;
}

function far({ usual }: ColumnToRead, { rule, days, odd }: Candidate): { far?: FarValues } {
  const found = odd === undefined ? farValues(rule, days, usual) : undefined;
  return found ? { far: found } : {};
}
