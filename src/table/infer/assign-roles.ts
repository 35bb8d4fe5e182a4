import { roleText } from "../../base/texts/table.ts";
import { markersOf, readDateCells, readNumberCells } from "../cells/read-cells.ts";
import { readLabels } from "../target-labels.ts";
import type { ColumnRole, ColumnRule, RawColumn, RawTable, TargetRule } from "../types.ts";
import { splitCamelCase } from "./column-evidence.ts";
import { countDistinct } from "./column-view.ts";
import { findLeak, type LeakTarget, sampleLabelled } from "./target-leak.ts";

/** The reason of what a person chose; such a role or type is never inferred again. */
export const SET_BY_YOU = "set by you";

/** What the table says of a column. */
interface Place {
  readonly leakTarget: LeakTarget | undefined;
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
  const leakTarget = leakTargetOf(columns, rules, target);
  const unnamed = unnamedColumn(rules);
  return rules.map((rule) => {
    if (rule.name === target?.name) return { ...rule, role: "target", roleReason: roleText("target") };
    if (rule.roleReason === SET_BY_YOU && rule.role !== "target") return rule;
    const column = columns.get(rule.name);
    return column === undefined
      ? rule
      : { ...rule, ...decide(column, rule, { leakTarget, isUnnamed: rule.name === unnamed }) };
  });
}

function unnamedColumn(rules: readonly ColumnRule[]): string | undefined {
  const unnamed = rules.filter(({ name }) => /^column \d+$/.test(name));
  return unnamed.length === 1 && unnamed[0] === rules[0] ? unnamed[0].name : undefined;
}

function leakTargetOf(
  columns: ReadonlyMap<string, RawColumn>,
  rules: readonly ColumnRule[],
  target: TargetRule | undefined,
): LeakTarget | undefined {
  const column = target && columns.get(target.name);
  const rule = target && rules.find(({ name }) => name === target.name);
  if (target === undefined || column === undefined || rule === undefined) return undefined;
  const { labels } = readLabels(column, rule, target);
  return { task: target.task, ...sampleLabelled(labels, columns.size) };
}

function decide(column: RawColumn, rule: ColumnRule, place: Place): Decision {
  const aside = (roleReason: string): Decision => ({ role: "aside", roleReason });
  const facts = factsOf(column, rule);
  const nMissing = facts.nRows - facts.nFilled;
  if (facts.nFilled === 0) return aside(roleText("empty"));
  if (nMissing > facts.nRows * 0.95) return aside(roleText("nearlyEmpty", { missingShare: nMissing / facts.nRows }));
  const isFlag = nMissing >= facts.nRows * 0.01;
  if (facts.nDistinct === 1 && !isFlag) return aside(roleText("constant"));
  const identifier = identifierReason(rule, facts, place.isUnnamed);
  if (identifier !== undefined) return aside(identifier);
  if (rule.type === "text") {
    const { nDistinct, nFilled, wordsPerCell } = facts;
    return aside(roleText("freeText", { nDistinct, nFilled, hasSentences: wordsPerCell >= 2 }));
  }
  const leak = place.leakTarget && findLeak(column, rule, place.leakTarget);
  if (leak !== undefined) return aside(leak);
  return { role: "used", roleReason: roleText(facts.nDistinct === 1 ? "flag" : "used") };
}

interface Facts {
  readonly nRows: number;
  /** Cells that mean something under the rule. */
  readonly nFilled: number;
  readonly nDistinct: number;
  readonly areIntegers: boolean;
  /** The values rise (or fall) from row to row without a tie. */
  readonly isMonotone: boolean;
  /** Whole numbers without a gap. */
  readonly isRun: boolean;
  readonly wordsPerCell: number;
}

function factsOf(column: RawColumn, rule: ColumnRule): Facts {
  if (rule.type === "number") return numberFacts(readNumberCells(column, rule).values);
  if (rule.type === "date") return numberFacts(readDateCells(column, rule).parts.days);
  const markers = markersOf(rule);
  const counts = new Int32Array(column.dictionary.length);
  const numbers = new Set<number>();
  let nFilled = 0;
  for (const [row, code] of column.codes.entries()) {
    if (code >= 0) {
      counts[code]++;
    } else if (!markers.has(String(column.numbers[row]))) {
      numbers.add(column.numbers[row]);
      nFilled++;
    }
  }
  const texts = new Set<string>();
  let words = nFilled;
  for (const [code, text] of column.dictionary.entries()) {
    const key = text.trim().toLowerCase();
    if (markers.has(key) || counts[code] === 0) continue;
    texts.add(key);
    nFilled += counts[code];
    words += counts[code] * key.split(/\s+/).length;
  }
  const nDistinct = texts.size + numbers.size;
  const wordsPerCell = words / Math.max(1, nFilled);
  return {
    nRows: column.codes.length,
    nFilled,
    nDistinct,
    areIntegers: false,
    isMonotone: false,
    isRun: false,
    wordsPerCell,
  };
}

function numberFacts(values: Float64Array): Facts {
  const filled = values.filter((value) => !Number.isNaN(value));
  const direction = filled.length > 1 ? Math.sign(filled[1] - filled[0]) : 0;
  const isMonotone =
    direction !== 0 &&
    filled.every((value, index) => index === 0 || Math.sign(value - filled[index - 1]) === direction);
  const sorted = filled.sort();
  const nFilled = sorted.length;
  const nDistinct = countDistinct(sorted);
  const areIntegers = sorted.every(Number.isInteger);
  const isRun = areIntegers && nDistinct === nFilled && sorted[nFilled - 1] - sorted[0] === nFilled - 1;
  return { nRows: values.length, nFilled, nDistinct, areIntegers, isMonotone, isRun, wordsPerCell: 1 };
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
    if (isUnique && facts.isMonotone && ((facts.isRun && nFilled >= 10) || nFilled >= 50)) {
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
