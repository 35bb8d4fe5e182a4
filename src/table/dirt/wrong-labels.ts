import { cellText } from "../raw-column.ts";
import { readLabels } from "../target-labels.ts";
import { type DirtTask, keyOf, type Plant, randomBelow, someRows } from "./dirt-task.ts";

/** Labels of some rows become another class, each as likely; of a regression, the value of another row. */
export const plantWrongLabels: Plant = (task) => {
  const { recipe, learned, target, draft } = task;
  const rows = someRows(learned, recipe.amounts.labels, keyOf(task, "labels", 0));
  const other = keyOf(task, "labels", 1);
  if (target.task === "regression") return dealLabels(task, "labels", rows);
  const codes = labelsOf(task);
  const present = [...new Set(Array.from(learned, (row) => codes[row]))].sort((a, b) => a - b);
  for (const row of rows) {
    const others = present.filter((code) => code !== codes[row]);
    if (others.length === 0) continue;
    const { spellings, label } = target.classes[others[randomBelow(others.length, other, row)]];
    draft.set("labels", target.name, row, spellings[0] ?? label);
  }
};

/** Rows get the labels of any of the rows that are learned from; those that get what they had are not changed. */
export function dealLabels(task: DirtTask, kind: "labels" | "source", rows: Uint32Array): void {
  const { table, learned, target, draft } = task;
  const column = table.columns.find(({ name }) => name === target.name);
  const labels = labelsOf(task);
  const key = keyOf(task, kind, 2);
  if (!column) return;
  for (const row of rows) {
    const from = learned[randomBelow(learned.length, key, row)];
    if (labels[from] !== labels[row]) draft.set(kind, target.name, row, cellText(column, from));
  }
}

function labelsOf({ table, rules, target }: DirtTask): Float64Array {
  const column = table.columns.find(({ name }) => name === target.name);
  const rule = rules.find(({ name }) => name === target.name);
  return column && rule ? readLabels(column, rule, target).labels : new Float64Array(table.nRows).fill(Number.NaN);
}
