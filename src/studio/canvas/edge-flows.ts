/** How much travels along each connection: columns, less what gates hold back. Pure. */
import { catalogue } from "../../pipeline/catalogue.ts";
import { portSpec, topologicalOrder } from "../../pipeline/checks.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { DatasetSchema } from "../../table/types.ts";
import { edgeId } from "../document/edits.ts";

/** Widths of connections in pixels of the canvas. */
const [THIN, WIDE] = [1.5, 7];

/**
 * @param schema   columns of the open table; undefined where there is none.
 * @param openness mean of a block's gates, 0…1; 1 of a block that has none.
 * @returns by the ids of edges, in columns: what leaves a source by its type, and of every other block what arrives at it.
 */
export function edgeFlows(
  document: PipelineDocument,
  schema: Pick<DatasetSchema, "numbers" | "categories"> | undefined,
  openness: (block: string) => number,
): ReadonlyMap<string, number> {
  const arriving = new Map<string, number>();
  const flows = new Map<string, number>();
  for (const { id } of topologicalOrder(document) ?? document.blocks) {
    const inflow = arriving.get(id);
    for (const edge of document.edges) {
      if (edge.from.block !== id) continue;
      const type = portSpec(catalogue, document, edge.from, "outputs")?.type;
      // Weights are one number a row, whatever the columns.
      const isColumns = type === "number" || type === "category" || type === "features";
      const source = type === "category" ? schema?.categories.length : schema?.numbers.length;
      const flow = isColumns ? (inflow ?? source ?? 1) * openness(id) : 1;
      flows.set(edgeId(edge), flow);
      if (isColumns) arriving.set(edge.to.block, (arriving.get(edge.to.block) ?? 0) + flow);
    }
  }
  return flows;
}

/** As areas are compared, not lengths: the square root of the part of the most. @returns pixels of the canvas. */
export function edgeWidth(flow: number, most: number): number {
  return most <= 0 ? THIN : THIN + (WIDE - THIN) * Math.sqrt(Math.max(0, flow) / most);
}
