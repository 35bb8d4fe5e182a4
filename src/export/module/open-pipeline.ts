/**
 * Predicting with an exported pipeline, without the studio: what `npm run build:module` makes one file of, without dependencies, for
 * Node and for pages.
 */

import { predictedClasses } from "../../pipeline/decision.ts";
import { type ApplyReport, applyRules } from "../../table/apply-rules.ts";
import { columnFromTexts } from "../../table/column-builder.ts";
import { matchNames } from "../../table/new-rows/match-names.ts";
import { recogniseLevels } from "../../table/new-rows/recognise-levels.ts";
import type { ColumnRule, RawColumn, RawTable, TargetRule } from "../../table/types.ts";
import { boundsOf } from "../../training/interval-bounds.ts";
import { readLimits } from "./read-limits.ts";
import { rowValues } from "./row-values.ts";
import { type StoredPipeline, storedPipeline } from "./stored-pipeline.ts";

/** A text as files write it, or what a program has read already: numbers, yes and no, nothing. */
export type Cell = string | number | boolean | null | undefined;

export interface Options {
  /** Predict also where a column is absent or most of its cells cannot be read. */
  readonly force?: boolean;
}

export interface Predicted {
  /** A class as the training file writes it, or a number in its unit, for each row. */
  readonly predictions: readonly (string | number)[];
  /** [rows][classes], in the order of `classes`; absent where numbers are predicted. */
  readonly probabilities?: readonly (readonly number[])[];
  /** [rows][2]: between which values the target should lie, for the share of rows that `interval.level` of the file says; absent where that is not known. */
  readonly intervals?: readonly (readonly [low: number, high: number])[];
  /** What the rules of training did not foresee: cells that mean nothing, levels that nobody saw. */
  readonly report: ApplyReport;
}

export interface Pipeline {
  readonly target: string;
  readonly task: TargetRule["task"];
  readonly classes: readonly string[];
  /** Names of the columns that are read. */
  readonly columns: readonly string[];
  /** @throws Error where rows are not like those of training, unless `force`. */
  predict(rows: readonly Readonly<Record<string, Cell>>[], options?: Options): Predicted;
}

/**
 * Opens the JSON file of a trained pipeline, and lets it predict the made-up rows that it holds.
 *
 * @throws Error where the text is no such file, or does not predict what it did when it was saved.
 */
export function openPipeline(text: string): Pipeline {
  const stored = storedPipeline(text);
  const { target, selfTest, decision, interval } = stored;
  const columns = usedRules(stored).map(({ name }) => name);
  const rows = selfTest.rows.map((row) => Object.fromEntries(selfTest.columns.map((name, at) => [name, row[at]])));
  const { values } = valuesOf(stored, rows, { force: true, asWritten: true });
  const scale = Math.abs(stored.labelScale) || 1;
  const isSame = values.every((value, at) => {
    const expected = selfTest.expected[at];
    const most = selfTest.tolerance * Math.max(scale, Math.abs(expected - stored.labelOffset));
    return Object.is(value, expected) || Math.abs(value - expected) <= most;
  });
  const classes = target.classes.map(({ label }) => label);
  const labelsOf = (probabilities: ArrayLike<number>) =>
    Array.from(predictedClasses(probabilities, classes.length, decision), (code) => classes[code]);
  const isSaid = selfTest.said === undefined || labelsOf(selfTest.expected).join("\n") === selfTest.said.join("\n");
  if (!isSame || !isSaid || values.length !== selfTest.expected.length) {
    throw new Error("This pipeline does not predict what it did when it was saved: the file is damaged.");
  }
  return {
    target: target.name,
    task: target.task,
    classes,
    columns,
    predict(given, { force = false } = {}) {
      const { values: all, report } = valuesOf(stored, given, { force, asWritten: false });
      if (classes.length === 0) {
        const predictions = Array.from(all);
        const intervals = interval && predictions.map((value) => boundsOf(value, interval));
        return { predictions, ...(intervals ? { intervals } : {}), report };
      }
      const probabilities = given.map((_, row) =>
        Array.from(all.subarray(row * classes.length, (row + 1) * classes.length)),
      );
      return { predictions: labelsOf(all), probabilities, report };
    },
  };
}

const usedRules = ({ rules, target }: StoredPipeline) =>
  rules.filter(({ role, name }) => role === "used" && name !== target.name);

interface Reading {
  readonly force: boolean;
  /** By the rules of training alone. */
  readonly asWritten: boolean;
}

function valuesOf(
  stored: StoredPipeline,
  rows: readonly Readonly<Record<string, Cell>>[],
  { force, asWritten }: Reading,
) {
  const used = usedRules(stored);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const found = new Map(
    matchNames(
      used.map(({ name }) => name),
      names,
    ).map((match) => [match.name, match.found]),
  );
  const columns = used.flatMap((rule): RawColumn[] => {
    const name = found.get(rule.name);
    return name === undefined
      ? []
      : [
          columnFromTexts(
            rule.name,
            rows.map((row) => textOf(row[name], rule)),
          ),
        ];
  });
  const table: RawTable = {
    nRows: rows.length,
    columns,
    sources: [],
    sourceOfRow: new Uint16Array(rows.length),
    issues: [],
  };
  const rules = asWritten ? stored.rules : stored.rules.map((rule) => withLevels(rule, table));
  const { columns: read, report: asWrittenReport } = applyRules(table, rules, stored.target);
  const report = asWritten ? asWrittenReport : readLimits(read, asWrittenReport, { table, rules });
  // No row, no column: there is nothing to judge.
  if (!force && rows.length > 0) assertAlike(report, rows.length);
  return { values: rowValues(stored, read), report };
}

/** New spellings of levels, as the studio recognises them. */
function withLevels(rule: ColumnRule, table: RawTable): ColumnRule {
  const column = table.columns.find(({ name }) => name === rule.name);
  if (column === undefined || rule.type === "number" || rule.type === "date") return rule;
  return recogniseLevels({ column, rule, usual: undefined, reading: undefined, found: () => undefined }).rule;
}

/** A number is written with the mark by which its column is read. */
function textOf(cell: Cell, { decimalMark }: ColumnRule): string {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return "";
  return typeof cell === "number" ? String(cell).replace(".", decimalMark) : String(cell);
}

const FEWEST_UNREADABLE = 5;

/** @throws Error */
function assertAlike({ missingColumns, unreadableCells }: ApplyReport, nRows: number): void {
  const problems = [
    ...missingColumns.map((name) => `${name}: no such column here`),
    ...unreadableCells
      .filter(({ count }) => count >= FEWEST_UNREADABLE && count >= nRows / 2)
      .map(
        ({ column, count, examples }) =>
          `${column}: ${count} cells cannot be read, such as ${JSON.stringify(examples[0]?.text)}`,
      ),
  ];
  if (problems.length === 0) return;
  throw new Error(
    `These rows are not like those of training: ${problems.join("; ")}. { force: true } predicts them all the same.`,
  );
}
