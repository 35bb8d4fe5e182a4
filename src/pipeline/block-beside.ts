/** A variant of a document: the same pipeline, with what one more block makes of its columns beside them. */
import type { Block } from "../blocks/block.ts";
import { freeBlockNumber } from "./block-ids.ts";
import { type Catalogue, portSpec } from "./checks.ts";
import { distinctEdges } from "./distinct-edges.ts";
import { documentSchema, type Edge, type PipelineDocument } from "./document.ts";

/**
 * Wherever the kind of columns that a block reads arrives as features, what it makes of them arrives beside them.
 *
 * @param settings of the block; what is absent is as its spec says.
 * @returns undefined where no such columns arrive, or the block is there already.
 * @throws E_BLOCK_SETTINGS
 */
export function withBlockBeside(
  document: PipelineDocument,
  catalogue: Catalogue,
  { block, settings }: { readonly block: Block; readonly settings: object },
): PipelineDocument | undefined {
  const { spec } = block;
  const [[input], [output]] = [spec.inputs, spec.outputs];
  if (document.blocks.some(({ type }) => type === spec.id)) return undefined;
  const arriving = document.edges.filter(
    ({ from, to }) =>
      portSpec(catalogue, document, from, "outputs")?.type === input.type &&
      portSpec(catalogue, document, to, "inputs")?.type === output.type,
  );
  if (arriving.length === 0) return undefined;
  const number = freeBlockNumber(document);
  const id = `n${number}`;
  const edges = arriving.flatMap(({ from, to }): Edge[] => [
    { from, to: { block: id, port: input.name } },
    { from: { block: id, port: output.name }, to },
  ]);
  const parsed = block.parseSettings(settings, `${spec.id} (block ${id})`);
  return documentSchema.parse({
    ...document,
    blocks: [...document.blocks, { id, type: spec.id, version: spec.version, settings: parsed }],
    edges: [...document.edges, ...distinctEdges(edges)],
    nextBlock: number + 1,
  });
}
