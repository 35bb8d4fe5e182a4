/** A variant of a document: the same pipeline, with features of its number columns beside them. */
import type { Block } from "../blocks/block.ts";
import { freeBlockNumber } from "./block-ids.ts";
import { type Catalogue, portSpec } from "./checks.ts";
import { documentSchema, type Edge, type PipelineDocument } from "./document.ts";

/** The block that makes features of number columns and gives nothing else. */
function encoderOf(catalogue: Catalogue): Block | undefined {
  return [...catalogue.values()].find(({ spec: { inputs, outputs } }) => {
    return inputs[0]?.type === "number" && outputs.length === 1 && outputs[0].type === "features";
  });
}

/**
 * Wherever number columns arrive as features, their encoding arrives beside them. The document itself where none do.
 *
 * @param settings of the block that encodes; what is absent is as its spec says.
 * @throws E_BLOCK_SETTINGS
 */
export function encodeNumbers(document: PipelineDocument, catalogue: Catalogue, settings: object): PipelineDocument {
  const encoder = encoderOf(catalogue);
  const arriving = document.edges.filter(
    ({ from, to }) =>
      portSpec(catalogue, document, from, "outputs")?.type === "number" &&
      portSpec(catalogue, document, to, "inputs")?.type === "features",
  );
  if (!encoder || arriving.length === 0) return document;
  const { spec } = encoder;
  const number = freeBlockNumber(document);
  const id = `n${number}`;
  const edges = arriving.flatMap(({ from, to }): Edge[] => [
    { from, to: { block: id, port: spec.inputs[0].name } },
    { from: { block: id, port: spec.outputs[0].name }, to },
  ]);
  const instance = {
    id,
    type: spec.id,
    version: spec.version,
    settings: encoder.parseSettings(settings, `${spec.id} (block ${id})`),
  };
  return documentSchema.parse({
    ...document,
    blocks: [...document.blocks, instance],
    edges: [...document.edges, ...distinct(edges)],
    nextBlock: number + 1,
  });
}

function distinct(edges: readonly Edge[]): readonly Edge[] {
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}
