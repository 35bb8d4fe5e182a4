/** How the numbers of a column of new rows are written, where it is otherwise than in training. */

import { readNumberCells } from "../cells/read-cells.ts";
import { markShown } from "../cells/read-number.ts";
import { splitNumber } from "../cells/split-number.ts";
import { asWritten } from "../column-builder.ts";
import { isMarker } from "../infer/missing-markers.ts";
import { cellText } from "../raw-column.ts";
import type { ColumnRule, NumberAffix, RawColumn } from "../types.ts";
import { middleOf, quantilesOf } from "./column-statistics.ts";
import { farValues } from "./far-values.ts";
import { distanceTo, judgeNumbers, type OutOfProportion } from "./judge-numbers.ts";
import { candidateRules, factorBelowHeader, times, unitOf } from "./number-rules.ts";
import { type ColumnToRead, emptyDoubt, type ReadAs, unreadableDoubt } from "./read-as.ts";
import type { FarValues, Recognised, RowsDoubt } from "./types.ts";
import { unitFactor } from "./units.ts";

interface Candidate {
  readonly rule: ColumnRule;
  /** One a row, NaN = missing. */
  readonly cells: Float64Array;
  /** Without the missing ones. */
  readonly values: Float64Array;
  readonly nFilled: number;
  readonly unreadable: { readonly count: number; readonly texts: readonly string[] };
  readonly odd: OutOfProportion | undefined;
}

/** So many cells more have to be read for another way of reading to be the right one: a share of the filled ones. */
const MORE = 0.02;

export function recogniseNumbers(asked: ColumnToRead): ReadAs {
  const { column, rule, reading, found, habit } = asked;
  const marked = withMarkers(column, rule);
  const own = candidate(asked, marked.rule);
  if (own.nFilled === 0) {
    const doubt = emptyDoubt(asked);
    return { rule: own.rule, recognised: marked.recognised, doubts: doubt ? [doubt] : [] };
  }
  const isOtherUnit = factorBelowHeader(asked) !== 1;
  const isPlain =
    !isOtherUnit && reading === undefined && own.odd === undefined && own.unreadable.count === 0 && habit === undefined;
  if (isPlain) return { rule: own.rule, recognised: marked.recognised, doubts: [], ...far(asked, own) };
  const others = candidateRules(marked.rule, found(), asked).map((other) => candidate(asked, other));
  const { chosen, doubt } = choose(asked, own, others);
  const recognised = [...marked.recognised, ...changes(rule, chosen, column)];
  const factor = factorBelowHeader(asked);
  if (column.unit !== undefined && factor !== undefined && factor !== 1 && reading?.factor === undefined) {
    recognised.push({ kind: "unit", column: rule.name, here: column.unit, usual: unitOf(rule), factor });
  }
  if (reading?.factor !== undefined) recognised.push({ kind: "factor", column: rule.name, factor: reading.factor });
  const doubts = [doubt ?? unitDoubt(asked) ?? doubtOf(asked, chosen)].filter((each) => each !== undefined);
  return { rule: chosen.rule, recognised, doubts, ...far(asked, chosen) };
}

/** Texts that mean missing in any table, and stand here for the first time. */
function withMarkers(column: RawColumn, rule: ColumnRule): { rule: ColumnRule; recognised: readonly Recognised[] } {
  const known = new Set(rule.missingMarkers.map((marker) => marker.toLowerCase()));
  const texts = column.dictionary.map((text) => text.trim());
  const markers = [...new Set(texts.filter((text) => isMarker(text) && !known.has(text.toLowerCase())))];
  if (markers.length === 0) return { rule, recognised: [] };
  const adapted = { ...rule, missingMarkers: [...rule.missingMarkers, ...markers] };
  return { rule: adapted, recognised: [{ kind: "markers", column: rule.name, texts: markers }] };
}

function candidate(asked: ColumnToRead, rule: ColumnRule): Candidate {
  const { column, usual, reading } = asked;
  const factor = reading?.factor ?? factorBelowHeader(asked) ?? 1;
  const scaled = factor === 1 ? rule : { ...rule, numberFormat: times(rule.numberFormat, factor) };
  const { values: cells, unreadable } = readNumberCells(column, scaled);
  const values = cells.filter((value) => !Number.isNaN(value));
  const texts = unreadable.examples.map(({ text }) => text);
  return {
    rule: scaled,
    cells,
    values,
    nFilled: values.length + unreadable.count,
    unreadable: { count: unreadable.count, texts },
    odd: usual && judgeNumbers(values, usual, "number"),
  };
}

/** The way that reads most; of those that read alike, the one whose values are as in training. */
function choose(
  asked: ColumnToRead,
  own: Candidate,
  others: readonly Candidate[],
): { chosen: Candidate; doubt?: RowsDoubt } {
  const { usual, reading, habit } = asked;
  if (reading?.decimalMark) return { chosen: others[0] ?? own };
  const fuller = others.find((other) => isFuller(other, own));
  if (fuller && own.odd === undefined) return { chosen: fuller };
  const least = Math.max(1, own.nFilled * MORE);
  const fewest = Math.min(own.unreadable.count, ...others.map(({ unreadable }) => unreadable.count));
  const readable = [own, ...others].filter(({ unreadable }) => unreadable.count < fewest + least);
  const fitting = readable.filter(({ odd }) => odd === undefined);
  const [first = readable[0], ...more] = fitting;
  const rival = more.find((other) => !areSame(first.cells, other.cells));
  if (rival === undefined) return { chosen: first };
  const [apart, rivalApart] = [first, rival].map(({ values }) => (usual ? distanceTo(values, usual) : 0));
  if (rivalApart + CLOSER < apart) return { chosen: rival };
  const isOtherMark = rival.rule.decimalMark !== first.rule.decimalMark;
  // Only other columns speak for the second, and either would do.
  const isOpen = isOtherMark && habit !== undefined && first === own && apart + CLOSER >= rivalApart;
  return { chosen: first, ...(isOpen ? { doubt: markDoubt(asked, own, rival) } : {}) };
}

/** So much nearer to training, as a distance of distributions, is clearly nearer. */
const CLOSER = 0.3;

/** Reads all that is read, alike, and more. */
function isFuller(other: Candidate, own: Candidate): boolean {
  if (other.odd !== undefined || other.unreadable.count >= own.unreadable.count) return false;
  return own.cells.every((value, row) => Number.isNaN(value) || value === other.cells[row]);
}

function areSame(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, row) => Object.is(value, b[row]));
}

function markDoubt({ column }: ColumnToRead, own: Candidate, rival: Candidate): RowsDoubt {
  const row = own.cells.findIndex((value, at) => !Object.is(value, rival.cells[at]));
  const [point, comma] = own.rule.decimalMark === "." ? [own, rival] : [rival, own];
  const { name } = own.rule;
  const choices = ([".", ","] as const).map((decimalMark) => ({ column: name, decimalMark }));
  const example = cellText(column, row).trim();
  return { kind: "mark", column: name, example, values: [point.cells[row], comma.cells[row]], choices };
}

/** What stands round the numbers names another unit, which nobody can bring to that of training. */
function unitDoubt({ column, rule, found, reading }: ColumnToRead): RowsDoubt | undefined {
  const here = found();
  if (reading?.factor !== undefined) return undefined;
  const [unit, usual] = [column.unit ?? (here?.type === "number" ? unitOf(here) : ""), unitOf(rule)];
  if (unit === "" || usual === "" || unitFactor(unit, usual) !== undefined) return undefined;
  return { kind: "unit", column: rule.name, here: unit, usual, choices: [{ column: rule.name, factor: 1 }] };
}

function doubtOf({ rule, usual, reading }: ColumnToRead, chosen: Candidate): RowsDoubt | undefined {
  const unreadable = unreadableDoubt({ rule, usual }, chosen.unreadable, chosen.nFilled);
  if (unreadable || usual === undefined || chosen.odd === undefined || reading?.factor !== undefined) return unreadable;
  const { odd, values } = chosen;
  const column = rule.name;
  return {
    kind: "range",
    column,
    isDate: false,
    how: odd.how,
    ...(odd.factor === undefined ? {} : { factor: odd.factor }),
    here: middleOf(quantilesOf(values)),
    usual: middleOf(usual.quantiles ?? []),
    choices: odd.factor === undefined ? [] : [{ column, factor: odd.factor }],
  };
}

function far({ usual }: ColumnToRead, { rule, values, odd }: Candidate): { far?: FarValues } {
  const found = odd === undefined ? farValues(rule, values, usual) : undefined;
  return found ? { far: found } : {};
}

/** What is otherwise than in training. */
function changes(usual: ColumnRule, { rule }: Candidate, column: RawColumn): Recognised[] {
  const { name } = usual;
  const said: Recognised[] = [];
  const isEither = (rule.numberFormat?.hasBothMarks ?? false) && !usual.numberFormat?.hasBothMarks;
  if (rule.decimalMark !== usual.decimalMark || isEither) {
    said.push({ kind: "mark", column: name, mark: rule.decimalMark, isEither });
  }
  const known = usual.numberFormat?.affixes ?? [];
  const isKnown = (affix: NumberAffix) =>
    known.some(({ before, after }) => before === affix.before && after === affix.after);
  const dressed = (rule.numberFormat?.affixes ?? []).filter(({ before, after }) => before !== "" || after !== "");
  const unit = dressed.find((affix) => !isKnown(affix));
  if (unit && unitFactor(unit.after, unitOf(usual)) !== 1) {
    const here = `${unit.before} ${unit.after}`.trim();
    said.push({ kind: "unit", column: name, here, usual: unitOf(usual), factor: unit.factor });
  } else if (rule.numberFormat !== usual.numberFormat && said.length === 0) {
    const row = Array.from(column.codes.keys()).find((at) => column.codes[at] >= 0 && isDressed(cellText(column, at)));
    if (row !== undefined) said.push({ kind: "writing", column: name, example: cellText(column, row).trim() });
  }
  return said;
}

function isDressed(text: string): boolean {
  const written = splitNumber(text);
  return written !== undefined && text.trim() !== written.body;
}

/** Whether some cell could be read with either decimal mark. */
export function isAmbiguous(stored: RawColumn): boolean {
  const column = asWritten(stored);
  const isEither = (text: string): boolean => {
    const shown = markShown(splitNumber(text)?.body ?? "");
    return shown === "point or group" || shown === "comma or group";
  };
  return (
    column.dictionary.some(isEither) ||
    column.numbers.some((value) => !Number.isInteger(value) && isEither(String(value)))
  );
}
