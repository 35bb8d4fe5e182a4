/** What a document says of tables, and what it holds after a run. */
import { documentSchema, type PipelineDocument } from "../pipeline/document.ts";
import type { FollowedRules } from "./describe-table.ts";
import type { TrainingTable } from "./training-table.ts";

/** How a document read the files that it was trained on; undefined where it was not. */
export function followedRules({ rules, target, table, training }: PipelineDocument): FollowedRules | undefined {
  const { overrides } = table;
  return target && rules.length > 0 ? { rules, target, overrides, split: training.split } : undefined;
}

/** The document of a run: the rules that made its dataset, and of what was decided that which is about these files. */
export function documentOfRun(document: PipelineDocument, { rules, target, dataset }: TrainingTable): PipelineDocument {
  const names = new Set(rules.map(({ name }) => name));
  const files = new Set(dataset.schema.sources);
  const { overrides, dialects } = document.table;
  const table = {
    ...document.table,
    overrides: overrides.filter(({ name }) => names.has(name)),
    dialects: dialects.filter(({ file }) => files.has(file)),
  };
  return documentSchema.parse({ ...document, table, rules, target });
}
