import { remember } from "../../base/remember.ts";
import { roleText } from "../../base/texts/table.ts";
import { markersOf } from "../cells/markers.ts";
import { type ColumnSummary, summaryUnder } from "../column-summary.ts";
import { leakFinder } from "../leaks/find-leaks.ts";
import type { ColumnRole, ColumnRule, RawTable, TargetRule } from "../types.ts";
import { splitCamelCase } from "./column-names.ts";
import { areMonotone, dateCells, numberCells } from "./read-summary.ts";

/** The reason of what a person chose; such a role or type is never inferred again. */
export const SET_BY_YOU = "set by you";

/** What the table says of a column. */
interface Place {
  /** How a column alone tells the target, in words. */
  readonly leakOf: ((rule: ColumnRule) => string | undefined) | undefined;
  /** The only column without a header, and the first: row names of a data frame stand there. */
  readonly isUnnamed: boolean;
}

interface Decision {
  readonly role: ColumnRole;
  readonly roleReason: string;
}

/** Gives every rule its role and the reason; roles that were set by hand stay. */
export function assignRoles(
  table: RawTable,
  rules: readonly ColumnRule[],
  target: TargetRule | undefined,
): ColumnRule[] {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const leakOf = target && leakFinder(table, rules, target);
  const unnamed = unnamedColumn(rules);
  return rules.map((rule) => {
    if (rule.name === target?.name) return { ...rule, role: "target", roleReason: roleText("target") };
    if (rule.roleReason === SET_BY_YOU && rule.role !== "target") return rule;
    const column = columns.get(rule.name);
    return column === undefined
      ? rule
      : { ...rule, ...decide(summaryUnder(column, rule), rule, { leakOf, isUnnamed: rule.name === unnamed }) };
  });
}

/** Why a target of numbers looks like one that names rows instead of saying something of them; undefined where it does not. */
export function identifierOfTarget(
  table: RawTable,
  rules: readonly ColumnRule[],
  target: TargetRule,
): string | undefined {
  const column = table.columns.find(({ name }) => name === target.name);
  const rule = rules.find(({ name }) => name === target.name);
  if (!column || rule?.type !== "number" || target.task !== "regression") return undefined;
  return identifierReason(rule, factsOf(summaryUnder(column, rule), rule), unnamedColumn(rules) === rule.name);
}

function unnamedColumn(rules: readonly ColumnRule[]): string | undefined {
  const unnamed = rules.filter(({ name }) => /^column \d+$/.test(name));
  return unnamed.length === 1 && unnamed[0] === rules[0] ? unnamed[0].name : undefined;
}

function decide(summary: ColumnSummary, rule: ColumnRule, place: Place): Decision {
  const aside = (roleReason: string): Decision => ({ role: "aside", roleReason });
  const facts = factsOf(summary, rule);
  const nMissing = facts.nRows - facts.nFilled;
  if (facts.nFilled === 0) return aside(roleText("empty"));
  if (nMissing > facts.nRows * 0.95) return aside(roleText("nearlyEmpty", { missingShare: nMissing / facts.nRows }));
  const isFlag = nMissing >= facts.nRows * 0.01;
  // Texts are counted here whatever their case; codes that it tells apart are several levels.
  const isConstant = facts.nDistinct === 1 && rule.levels.length <= 1;
  if (isConstant && !isFlag) return aside(roleText("constant"));
  const identifier = identifierReason(rule, facts, place.isUnnamed);
  if (identifier !== undefined) return aside(identifier);
  if (rule.type === "text") {
    const { nDistinct, nFilled, wordsPerCell } = facts;
    return aside(roleText("freeText", { nDistinct, nFilled, hasSentences: wordsPerCell >= 2 }));
  }
  const leak = place.leakOf?.(rule);
  if (leak !== undefined) return aside(leak);
  return { role: "used", roleReason: roleText(isConstant ? "flag" : "used") };
}

interface Facts {
  readonly nRows: number;
  /** Cells that mean something under the rule. */
  readonly nFilled: number;
  readonly nDistinct: number;
  readonly areIntegers: boolean;
  /** Whole numbers that all differ and rise (or fall) from row to row. */
  readonly isCounter: boolean;
  /** Whole numbers without a gap. */
  readonly isRun: boolean;
  readonly wordsPerCell: number;
}

const known = remember<ColumnSummary, Facts>(2);

function factsOf(summary: ColumnSummary, rule: ColumnRule): Facts {
  const { type, missingMarkers, decimalMark, numberFormat, dateFormat } = rule;
  const reading = JSON.stringify([type, missingMarkers, decimalMark, numberFormat, dateFormat]);
  return known(summary, reading, () => gatherFacts(summary, rule));
}

function gatherFacts(summary: ColumnSummary, rule: ColumnRule): Facts {
  switch (rule.type) {
    case "number":
      return numberFacts(summary, rule);
    case "date": {
      const { days, nReadable } = dateCells(summary, rule);
      const { nRows } = summary;
      return { ...NO_ORDER, nRows, nFilled: nReadable, nDistinct: days.values.length, wordsPerCell: 1 };
    }
    case "category":
    case "text":
      return levelFacts(summary, rule);
    default:
      return rule.type satisfies never;
  }
}

const NO_ORDER = { areIntegers: false, isCounter: false, isRun: false };

function numberFacts(summary: ColumnSummary, rule: ColumnRule): Facts {
  const { values, nCells: nFilled } = numberCells(summary, rule).numbers;
  const nDistinct = values.length;
  const areIntegers = values.every(Number.isInteger);
  const areUnique = areIntegers && nDistinct === nFilled;
  const isRun = areUnique && values[nFilled - 1] - values[0] === nFilled - 1;
  const isCounter = areUnique && areMonotone(summary, rule);
  return { nRows: summary.nRows, nFilled, nDistinct, areIntegers, isCounter, isRun, wordsPerCell: 1 };
}

/** Characters in which words are counted. */
const LONG = 1000;

function levelFacts({ nRows, texts, numbers }: ColumnSummary, rule: ColumnRule): Facts {
  const markers = markersOf(rule);
  const different = new Set<string>();
  let nFilled = 0;
  let nNumbers = 0;
  for (const [place, value] of numbers.values.entries()) {
    if (markers.has(String(value))) continue;
    nNumbers++;
    nFilled += numbers.counts[place];
  }
  let words = nFilled;
  for (const { text, count } of texts) {
    const key = text.toLowerCase();
    if (markers.has(key)) continue;
    different.add(key);
    nFilled += count;
    words += count * key.slice(0, LONG).split(/\s+/).length;
  }
  const wordsPerCell = words / Math.max(1, nFilled);
  return { ...NO_ORDER, nRows, nFilled, nDistinct: different.size + nNumbers, wordsPerCell };
}

const ID_NAME =
  /\b(?:id|ids|uuid|guid|key|index|idx|rownames?|row names|serial|record|unnamed)\b|\b(?:number|no|nr|num|code|phone)$/i;
const TIME_NAME = /\b(?:year|month|day|date|time|week|hour|quarter|timestamp)s?\b/i;

function identifierReason(rule: ColumnRule, facts: Facts, isUnnamed: boolean): string | undefined {
  const { nFilled, nDistinct } = facts;
  const name = splitCamelCase(rule.name);
  const isUnique = nDistinct === nFilled;
  const isNamed = ID_NAME.test(name);
  const found = { nDistinct, nFilled, areIntegers: rule.type === "number", isNamedSo: isNamed };
  if (rule.type === "number") {
    if (!facts.areIntegers || TIME_NAME.test(name)) return undefined;
    if (isNamed && nFilled >= 5 && nDistinct >= nFilled * 0.9) {
      return roleText("identifier", found);
    }
    if (isUnique && isUnnamed && nFilled >= 10) return roleText("rowNumber");
    if (facts.isCounter && ((facts.isRun && nFilled >= 10) || nFilled >= 50)) {
      return roleText("counter");
    }
    return undefined;
  }
  if (rule.type === "date" || facts.wordsPerCell > 1.5) return undefined;
  const isLong = nFilled >= 20 || (nFilled >= 10 && isUnique);
  if (isLong && nDistinct >= nFilled * 0.95) {
    return roleText("identifier", found);
  }
  return undefined;
}
