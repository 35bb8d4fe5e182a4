/** A document with one more block right behind the table: what arrives there goes through it. */
import type { Block } from "../blocks/block.ts";
import { freeBlockNumber } from "./block-ids.ts";
import { type Catalogue, portSpec } from "./checks.ts";
import { distinctEdges } from "./distinct-edges.ts";
import { documentSchema, type Edge, type PipelineDocument } from "./document.ts";

/** Blocks that the view of the data offers. */
export function blocksBehindTable(catalogue: Catalogue): readonly Block[] {
  return [...catalogue.values()].filter(({ spec }) => spec.isOfferedWithTable === true);
}

/**
 * Columns of the block's kind, as they leave the table and the blocks of its type that are there already, go through it.
 *
 * @returns undefined where the pipeline takes no such columns from the table.
 */
export function withBlockBehindTable(
  document: PipelineDocument,
  catalogue: Catalogue,
  block: Block,
): PipelineDocument | undefined {
  const { spec } = block;
  const [[input], [output]] = [spec.inputs, spec.outputs];
  const isBefore = ({ type }: { readonly type: string }) =>
    type === spec.id || catalogue.get(type)?.spec.inputs.length === 0;
  const before = new Set(document.blocks.filter(isBefore).map(({ id }) => id));
  const isCut = ({ from, to }: Edge) =>
    before.has(from.block) &&
    !before.has(to.block) &&
    portSpec(catalogue, document, from, "outputs")?.type === input.type;
  const cut = document.edges.filter(isCut);
  if (cut.length === 0) return undefined;
  const number = freeBlockNumber(document);
  const id = `n${number}`;
  const edges = cut.flatMap(({ from, to }): Edge[] => [
    { from, to: { block: id, port: input.name } },
    { from: { block: id, port: output.name }, to },
  ]);
  const settings = block.parseSettings({}, `${spec.id} (block ${id})`);
  return documentSchema.parse({
    ...document,
    blocks: [...document.blocks, { id, type: spec.id, version: spec.version, settings }],
    edges: [...document.edges.filter((edge) => !isCut(edge)), ...distinctEdges(edges)],
    nextBlock: number + 1,
  });
}
