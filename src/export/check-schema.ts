/** Whether the columns and labels that a stored program predicts with are those that the file's document says. */
import { studioError } from "../base/error.ts";
import { inShort } from "../base/parse-with.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import { schemaOf } from "../table/apply-rules.ts";
import type { DatasetSchema, TargetRule } from "../table/types.ts";
import { canonical } from "./json-values.ts";

const textOf = (value: unknown): string => JSON.stringify(canonical(value));

const withoutReason = ({ taskReason: _, ...target }: TargetRule) => target;

/**
 * The schema follows from rules and target. A file in which it does not cannot be believed: nobody can know which of the two
 * was meant, and labels or columns would be taken for each other.
 *
 * @throws E_FILE_SCHEMA with the first difference.
 */
export function checkSchema({ rules, target }: PipelineDocument, schema: DatasetSchema, where: string): void {
  const follows = schemaOf(rules, target ?? schema.target, []);
  const pairs: readonly (readonly [at: string, follows: unknown, stored: unknown])[] = [
    ["schema.target", target && withoutReason(target), withoutReason(schema.target)],
    ["schema.numbers", follows.numbers, schema.numbers],
    ["schema.categories", follows.categories, schema.categories],
  ];
  for (const [at, expected, got] of pairs) {
    if (textOf(expected) !== textOf(got))
      throw studioError("E_FILE_SCHEMA", { where: `${where}, ${at}`, ...apart(expected, got) });
  }
}

/** The parts in which two values differ, in short. */
function apart(expected: unknown, got: unknown): { readonly expected: string; readonly got: string } {
  if (Array.isArray(expected) && Array.isArray(got)) {
    if (expected.length !== got.length) return { expected: `${expected.length} columns`, got: `${got.length}` };
    const at = expected.findIndex((item, index) => textOf(item) !== textOf(got[index]));
    return apart(expected[at], got[at]);
  }
  if (isRecord(expected) && isRecord(got)) {
    const key = Object.keys(expected).find((each) => textOf(expected[each]) !== textOf(got[each]));
    if (key !== undefined) return { expected: `${key} ${inShort(expected[key])}`, got: inShort(got[key]) };
  }
  return { expected: inShort(expected), got: inShort(got) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
