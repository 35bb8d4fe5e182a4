/** What a document says of tables, and what it holds after a run. */
import { documentSchema, type PipelineDocument } from "../pipeline/document.ts";
import { decisionsAbout } from "../pipeline/table-decisions.ts";
import type { FollowedRules, TableWishes } from "./describe-table.ts";
import type { TrainingTable } from "./training-table.ts";

/** How a document read the files that it was trained on; undefined where it was not. */
export function followedRules({ rules, target, table, training }: PipelineDocument): FollowedRules | undefined {
  const { overrides, rows } = table;
  return target && rules.length > 0 ? { rules, target, overrides, rows, split: training.split } : undefined;
}

/** @param trained the document of a pipeline that training goes on from. */
export function wishesOf({ table }: Pick<PipelineDocument, "table">, trained?: PipelineDocument): TableWishes {
  const { overrides, target, rows, dirt } = table;
  return { overrides, target, rows, dirt, follow: trained && followedRules(trained) };
}

/** The document of a run: the rules that made its dataset, and of what was decided that which is about these files. */
export function documentOfRun(
  document: PipelineDocument,
  { rules, target, dataset, fileHashes }: TrainingTable,
): PipelineDocument {
  const columns = rules.map(({ name }) => name);
  const table = decisionsAbout(document.table, { columns, files: dataset.schema.sources, hashes: fileHashes });
  return documentSchema.parse({ ...document, table, rules, target });
}
