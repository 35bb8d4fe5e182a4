/** What a person should know of a split, in words. */
import { splitText } from "../../base/texts/table.ts";
import type { Columns, Dataset } from "../types.ts";
import type { RowGroups } from "./row-groups.ts";

const FEW_ROWS = 10;

/** Says where a split has so few rows that its figures are hardly more than luck. */
export function fewNotes({ validation, test }: Dataset["split"]): readonly string[] {
  const isFew = ({ length }: Uint32Array) => length > 0 && length < FEW_ROWS;
  return isFew(validation) || isFew(test)
    ? [splitText("fewRows", { nValidation: validation.length, nTest: test.length })]
    : [];
}

/** What can be wrong with a split that was not dealt by lot, or with few rows: rows that are known from training, classes that are not. */
export function oddNotes(options: {
  readonly columns: Columns;
  readonly split: Dataset["split"];
  readonly repeats: RowGroups;
}): readonly string[] {
  const { columns, split, repeats } = options;
  const { labels, schema } = columns;
  const judging = [...split.validation, ...split.test];
  const trained = new Set(Array.from(split.train, (row) => repeats.ofRow[row]));
  const nKnown = judging.reduce((count, row) => count + Number(trained.has(repeats.ofRow[row])), 0);
  const known = nKnown > 0 ? [splitText("known", { nRows: nKnown })] : [];
  if (schema.target.task === "regression") return known;
  const learned = new Set(Array.from(split.train, (row) => labels[row]));
  const unlearned = new Set(judging.flatMap((row) => (learned.has(labels[row]) ? [] : [labels[row]])));
  const classes = [...unlearned].sort((a, b) => a - b).map((code) => schema.target.classes[code]?.label ?? "");
  return classes.length === 0 ? known : [...known, splitText("unlearned", { labels: classes })];
}
