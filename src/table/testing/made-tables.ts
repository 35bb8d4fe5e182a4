import { StudioError } from "../../base/error.ts";
import { inferRules } from "../infer/infer-rules.ts";
import { tableFromRows } from "../stack.ts";
import type { ColumnRule, RawTable } from "../types.ts";

/** A table of named columns of equal length. */
export function tableOf(columns: Readonly<Record<string, readonly string[]>>): RawTable {
  const names = Object.keys(columns);
  const nRows = columns[names[0]].length;
  return tableFromRows(
    "made.csv",
    names,
    Array.from({ length: nRows }, (_, row) => names.map((name) => columns[name][row])),
  );
}

export function ruleOf(rules: readonly ColumnRule[], name: string): ColumnRule {
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule === undefined) throw new Error(`no rule for ${name}`);
  return rule;
}

export function inferOne(texts: readonly string[], name = "x"): ColumnRule {
  return inferRules(tableOf({ [name]: texts }))[0];
}

export function repeat(texts: readonly string[], times: number): string[] {
  return Array.from({ length: times }, () => texts).flat();
}

export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof StudioError) return error.details.code;
    throw error;
  }
  return "nothing was thrown";
}
