/** Recognises columns that tell the split, by what their cells say. */

import { markersOf } from "../cells/markers.ts";
import { numberSummaryOf, summaryOf } from "../column-summary.ts";
import { splitCamelCase } from "../infer/column-names.ts";
import type { ColumnRule, RawColumn, Split } from "../types.ts";
import { SPLITS } from "./shares.ts";
import type { SplitPart } from "./split-method.ts";

/** Values of a column with how many rows have each, the most frequent first. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** More different values than this tell no split. */
const MOST_VALUES = 20;
/** Nor do longer ones. */
const LONGEST_VALUE = 200;

/** The values of a column beside missing ones; undefined where there are too many to tell a split. */
export function valuesOf(
  column: RawColumn,
  rule: Pick<ColumnRule, "missingMarkers">,
): readonly ValueCount[] | undefined {
  const markers = markersOf(rule);
  if (numberSummaryOf(column).numbers.values.length > MOST_VALUES + markers.size) return undefined;
  const { texts, numbers } = summaryOf(column);
  const values: ValueCount[] = [];
  const add = (value: string, count: number): boolean => {
    if (!markers.has(value.toLowerCase())) values.push({ value, count });
    return values.length <= MOST_VALUES && value.length <= LONGEST_VALUE;
  };
  const areFew =
    numbers.values.every((value, place) => add(String(value), numbers.counts[place])) &&
    texts.every(({ text, count }) => add(text, count));
  return areFew ? values.sort((a, b) => b.count - a.count) : undefined;
}

const SET = "(?:[ _-]?(?:set|split|data|sample|rows?))?";
const WORDS: Readonly<Record<Split, RegExp>> = {
  train: new RegExp(`^(?:train(?:ing)?|learn(?:ing)?|in[ _-]?sample)${SET}$`, "i"),
  validation: new RegExp(`^(?:val|valid(?:ation|ate)?|dev(?:elopment)?|tun(?:e|ing))${SET}$`, "i"),
  test: new RegExp(`^(?:test(?:ing)?|eval(?:uation)?|hold[ _-]?out|out[ _-]?of[ _-]?sample)${SET}$`, "i"),
};
const LETTERS: Readonly<Record<string, Split>> = { t: "train", v: "validation", e: "test" };
const YES = /^(?:1|true|yes|y|t)$/i;
const NO = /^(?:0|false|no|n|f)$/i;
const PLAIN_NAME = /^(?:data)?(?:split|subset|partition|set|sample)$/i;
const FOLD_NAME = /\bfolds?\b/i;

/**
 * What each value means, where all of them are known to tell a split: words, letters T V E, yes or no under a name such as
 * "is test", numbers under a name such as "split" or "fold".
 */
export function recogniseParts(name: string, values: readonly ValueCount[]): readonly SplitPart[] | undefined {
  if (values.length < 2) return undefined;
  const parts = byWords(values) ?? byFlag(name, values) ?? byNumber(name, values);
  return parts?.some(({ split }) => split === "train") ? parts : undefined;
}

function told(values: readonly ValueCount[], splitOf: (value: string) => Split | undefined): SplitPart[] | undefined {
  const parts = values.flatMap(({ value }) => {
    const split = splitOf(value);
    return split ? [{ value, split }] : [];
  });
  const isWhole = parts.length === values.length && new Set(parts.map(({ split }) => split)).size > 1;
  return isWhole ? parts : undefined;
}

function byWords(values: readonly ValueCount[]): SplitPart[] | undefined {
  const words = told(values, (value) => SPLITS.find((split) => WORDS[split].test(value)));
  return words ?? told(values, (value) => LETTERS[value.toLowerCase()]);
}

function byFlag(name: string, values: readonly ValueCount[]): SplitPart[] | undefined {
  const named = splitCamelCase(name).replace(/^(?:is|in|for)[ _-]/i, "");
  const split = SPLITS.find((each) => WORDS[each].test(named));
  if (!split || values.length !== 2) return undefined;
  return told(values, (value) => {
    if (YES.test(value)) return split;
    return NO.test(value) ? (split === "train" ? "test" : "train") : undefined;
  });
}

/** "split" of 0 and 1 or of 0, 1 and 2, most rows in the first; "fold" of 1 … k, whose last tests and last but one validates. */
function byNumber(name: string, values: readonly ValueCount[]): SplitPart[] | undefined {
  const numbers = values.map(({ value }) => Number(value)).sort((a, b) => a - b);
  const first = numbers[0];
  const isRun = (first === 0 || first === 1) && numbers.every((number, index) => number === first + index);
  if (!isRun) return undefined;
  const last = first + numbers.length - 1;
  if (FOLD_NAME.test(splitCamelCase(name)) && numbers.length >= 3) {
    return told(values, (value) =>
      Number(value) === last ? "test" : Number(value) === last - 1 ? "validation" : "train",
    );
  }
  const isLargestFirst = Number(values[0].value) === first && values[0].count > values[1].count;
  if (!PLAIN_NAME.test(name.trim()) || !isLargestFirst || numbers.length > 3) return undefined;
  const order: readonly Split[] = numbers.length === 2 ? ["train", "test"] : SPLITS;
  return told(values, (value) => order[Number(value) - first]);
}
