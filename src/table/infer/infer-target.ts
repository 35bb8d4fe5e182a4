import { studioError } from "../../base/error.ts";
import { taskText } from "../../base/texts/table.ts";
import { markersOf } from "../cells/markers.ts";
import { numberReader } from "../cells/read-number.ts";
import { type ColumnSummary, summaryOf, summaryUnder } from "../column-summary.ts";
import type { ColumnRule, Level, RawTable, TargetRule, Task } from "../types.ts";
import { assignRoles, SET_BY_YOU } from "./assign-roles.ts";
import { levelsOf } from "./column-levels.ts";
import { columnNamed, nearestName, splitCamelCase } from "./column-names.ts";
import { numberCells } from "./read-summary.ts";

const MAX_CLASSES = 200;
const CLASS_NAME = /\b(?:class|classes|label|category|species|type|kind|target|outcome|diagnosis|status)\b/i;

/**
 * What is to be predicted, and the rules with their roles in the light of it.
 *
 * @param wanted the name of its column, but for spaces, letter case and Unicode form where that is one column only.
 * @param override the task that the user chose, where it is not the inferred one.
 * @throws StudioError E_TARGET_COLUMN, E_TARGET_CONSTANT, E_TARGET_TASK, E_TARGET_CLASSES.
 */
export function inferTarget(
  table: RawTable,
  rules: readonly ColumnRule[],
  wanted: string,
  override?: Task,
): { target: TargetRule; rules: ColumnRule[] } {
  const names = table.columns.map(({ name }) => name);
  const targetName = columnNamed(names, wanted);
  const column = table.columns.find(({ name }) => name === targetName);
  const rule = rules.find(({ name }) => name === targetName);
  if (column === undefined || rule === undefined || targetName === undefined) {
    throw studioError("E_TARGET_COLUMN", { columns: names, got: wanted, near: nearestName(names, wanted) });
  }
  const summaries = { read: () => summaryUnder(column, rule), written: () => summaryOf(column) };
  const found = classesOf(summaries, rule);
  const { classes } = found;
  if (found.nValues < 2) {
    throw studioError("E_TARGET_CONSTANT", { column: targetName, value: classes[0]?.label });
  }
  const inferred = inferTask(rule, found);
  const { task, reason } = override === undefined ? inferred : { task: override, reason: SET_BY_YOU };
  assertTask(rule, task, found);
  const target: TargetRule = {
    name: targetName,
    task,
    taskReason: reason,
    classes: task === "regression" ? [] : classes,
  };
  return { target, rules: assignRoles(table, rules, target) };
}

/** The target's values as classes. */
interface FoundClasses {
  readonly nValues: number;
  /** Numbers ascending, texts in alphabetical order; none of more numbers than can be classes. */
  readonly classes: readonly Level[];
}

/** A column as its rule reads it, and as it is written. */
interface Summaries {
  readonly read: () => ColumnSummary;
  readonly written: () => ColumnSummary;
}

function classesOf(summaries: Summaries, rule: ColumnRule): FoundClasses {
  if (rule.type === "number") return numberClasses(summaries, rule);
  const { levels } = levelsOf(summaries.written(), markersOf(rule), Number.POSITIVE_INFINITY);
  return { nValues: levels.length, classes: [...levels].sort((a, b) => compareTexts(a.label, b.label)) };
}

function numberClasses({ read, written }: Summaries, rule: ColumnRule): FoundClasses {
  const { values } = numberCells(read(), rule).numbers;
  if (values.length > MAX_CLASSES) return { nValues: values.length, classes: [] };
  const spellings = new Map<number, string[]>();
  const reader = numberReader(rule);
  for (const { text } of written().texts) {
    const value = reader.ofText(text);
    spellings.set(value, [...(spellings.get(value) ?? []), text]);
  }
  const classes = Array.from(values, (value) => {
    const label = String(value);
    return { label, spellings: [label, ...(spellings.get(value) ?? []).filter((text) => text !== label)] };
  });
  return { nValues: values.length, classes };
}

/** The same order on every machine: without case by code unit, then with case. */
function compareTexts(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

function inferTask(rule: ColumnRule, { nValues, classes }: FoundClasses): { task: Task; reason: string } {
  const labels = classes.map(({ label }) => label);
  if (nValues === 2) return { task: "binary", reason: taskText("twoValues", { labels }) };
  if (rule.type === "date") return { task: "regression", reason: taskText("date") };
  if (rule.type !== "number") return { task: "multiclass", reason: taskText("texts", { count: nValues }) };
  if (classes.length === 0) return { task: "regression", reason: taskText("numbers", { count: nValues }) };
  const values = labels.map(Number);
  const areIntegers = values.every(Number.isInteger);
  const isRun =
    areIntegers && (values[0] === 0 || values[0] === 1) && values[values.length - 1] - values[0] === values.length - 1;
  if (classes.length <= 10 && isRun) {
    const [first, last] = [labels[0], labels[labels.length - 1]];
    return { task: "multiclass", reason: taskText("codes", { count: classes.length, first, last }) };
  }
  if (areIntegers && classes.length <= 30 && CLASS_NAME.test(splitCamelCase(rule.name))) {
    return { task: "multiclass", reason: taskText("namedClasses", { count: classes.length }) };
  }
  return { task: "regression", reason: taskText("numbers", { count: nValues }) };
}

function assertTask(rule: ColumnRule, task: Task, { nValues, classes }: FoundClasses): void {
  const column = rule.name;
  if (task === "regression" && rule.type !== "number" && rule.type !== "date") {
    throw studioError("E_TARGET_TASK", { column, task, labels: classes.map(({ label }) => label) });
  }
  if (task === "binary" && nValues !== 2) throw studioError("E_TARGET_TASK", { column, task, nValues });
  if (task !== "regression" && nValues > MAX_CLASSES) {
    throw studioError("E_TARGET_CLASSES", { column, most: MAX_CLASSES, nValues, isNumber: rule.type === "number" });
  }
}
