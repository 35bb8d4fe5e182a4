import { studioError } from "../../base/error.ts";
import { taskText } from "../../base/texts/table.ts";
import { markersOf, readNumberCells } from "../cells/read-cells.ts";
import { numberReader } from "../cells/read-number.ts";
import type { ColumnRule, Level, RawColumn, RawTable, TargetRule, Task } from "../types.ts";
import { assignRoles, SET_BY_YOU } from "./assign-roles.ts";
import { splitCamelCase } from "./column-evidence.ts";
import { levelsOf } from "./column-levels.ts";
import { columnNamed, nearestName } from "./column-names.ts";
import { viewColumn } from "./column-view.ts";

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
  const classes = classesOf(column, rule);
  if (classes.length < 2) {
    throw studioError("E_TARGET_CONSTANT", { column: targetName, value: classes[0]?.label });
  }
  const inferred = inferTask(rule, classes);
  const { task, reason } = override === undefined ? inferred : { task: override, reason: SET_BY_YOU };
  assertTask(rule, task, classes);
  const target: TargetRule = {
    name: targetName,
    task,
    taskReason: reason,
    classes: task === "regression" ? [] : classes,
  };
  return { target, rules: assignRoles(table, rules, target) };
}

/** The target's values as classes: numbers ascending, texts in alphabetical order. */
function classesOf(column: RawColumn, rule: ColumnRule): Level[] {
  if (rule.type === "number") return numberClasses(column, rule);
  const { levels } = levelsOf(viewColumn(column), markersOf(rule), Number.POSITIVE_INFINITY);
  return [...levels].sort((a, b) => compareTexts(a.label, b.label));
}

function numberClasses(column: RawColumn, rule: ColumnRule): Level[] {
  const { values } = readNumberCells(column, rule);
  const spellings = new Map<number, Set<string>>();
  for (const value of values)
    if (!Number.isNaN(value) && !spellings.has(value)) spellings.set(value, new Set([String(value)]));
  const reader = numberReader(rule);
  for (const text of column.dictionary) {
    const value = reader.ofText(text);
    if (!Number.isNaN(value)) spellings.get(value)?.add(text.trim());
  }
  return [...spellings]
    .sort((a, b) => a[0] - b[0])
    .map(([value, texts]) => ({ label: String(value), spellings: [...texts] }));
}

/** The same order on every machine: without case by code unit, then with case. */
function compareTexts(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

function inferTask(rule: ColumnRule, classes: readonly Level[]): { task: Task; reason: string } {
  const labels = classes.map(({ label }) => label);
  if (classes.length === 2) return { task: "binary", reason: taskText("twoValues", { labels }) };
  if (rule.type === "date") return { task: "regression", reason: taskText("date") };
  if (rule.type !== "number") return { task: "multiclass", reason: taskText("texts", { count: classes.length }) };
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
  return { task: "regression", reason: taskText("numbers", { count: classes.length }) };
}

function assertTask(rule: ColumnRule, task: Task, classes: readonly Level[]): void {
  const column = rule.name;
  const nValues = classes.length;
  if (task === "regression" && rule.type !== "number" && rule.type !== "date") {
    throw studioError("E_TARGET_TASK", { column, task, labels: classes.map(({ label }) => label) });
  }
  if (task === "binary" && nValues !== 2) throw studioError("E_TARGET_TASK", { column, task, nValues });
  if (task !== "regression" && nValues > MAX_CLASSES) {
    throw studioError("E_TARGET_CLASSES", { column, most: MAX_CLASSES, nValues, isNumber: rule.type === "number" });
  }
}
