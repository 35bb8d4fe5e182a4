/** The pipeline alone, as a link holds it: nothing that says what stands in cells, or how files are called. Pure. */
import { documentSchema, FORMAT_VERSION, type PipelineDocument, type TrainingSettings } from "./document.ts";

/** What is decided about one table, and stays behind. */
export const LEFT_BEHIND = ["markers", "files", "edits", "rows", "dirt", "parts", "costs"] as const;
export type LeftBehind = (typeof LEFT_BEHIND)[number];

export interface SharedDocument {
  readonly document: PipelineDocument;
  /** In the order of `LEFT_BEHIND`. */
  readonly leftBehind: readonly LeftBehind[];
}

/**
 * What goes is named, field by field, so that what documents come to hold later stays behind until somebody decides. Names of columns
 * go where settings or decisions need them; a rule that reads cells, a level, a class or a fingerprint of a file never does.
 *
 * @param options.isOfSample the open table comes with the studio: dirt that is planted there tells of nobody's cells.
 */
export function sharedDocument(
  { name, blocks, edges, training, table, nextBlock, layout }: PipelineDocument,
  { isOfSample = false } = {},
): SharedDocument {
  const { costs, optimiseFor, split, trainingOnlySources, ...settings } = training;
  const { overrides, target, dialects, edits = [], rows = [], dirt } = table;
  const hasCosts = costs !== undefined && Object.keys(costs).length > 0;
  const has: Readonly<Record<LeftBehind, boolean>> = {
    markers: overrides.some(({ missingMarkers }) => missingMarkers !== undefined),
    files: dialects.length > 0 || trainingOnlySources.length > 0,
    edits: edits.length > 0,
    rows: rows.length > 0,
    dirt: dirt !== undefined && !isOfSample,
    parts: "parts" in split,
    costs: hasCosts,
  };
  // Without what mistakes cost, it would be optimised for something else under the same name.
  const keepsAim = optimiseFor !== undefined && !(hasCosts && optimiseFor === "meanCost");
  const document = documentSchema.parse({
    ...{ formatVersion: FORMAT_VERSION, name, blocks, edges, nextBlock, layout },
    training: { ...settings, ...(keepsAim ? { optimiseFor } : {}), split: withoutParts(split) },
    table: {
      overrides: overrides.map(({ name: column, type, role, decimalMark, dateFormat }) => ({
        ...{ name: column, type, role, decimalMark, dateFormat },
      })),
      target,
      ...(isOfSample ? { dirt } : {}),
    },
  });
  return { document, leftBehind: LEFT_BEHIND.filter((each) => has[each]) };
}

/** Parts are levels, or files: without them, chance decides. */
const withoutParts = (split: TrainingSettings["split"]): TrainingSettings["split"] =>
  "parts" in split ? { by: "random" } : split;
