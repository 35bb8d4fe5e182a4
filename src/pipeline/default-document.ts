/** Documents that the product makes by itself: the pipeline that it proposes, and the plain one that results are compared with. */
import type { Block } from "../blocks/block.ts";
import { blocks as allBlocks } from "../blocks/catalogue.generated.ts";
import type { DatasetSchema } from "../table/types.ts";
import { freeBlockNumber } from "./block-ids.ts";
import { accepts, type Catalogue } from "./checks.ts";
import { distinctEdges } from "./distinct-edges.ts";
import { type BlockInstance, documentSchema, type Edge, FORMAT_VERSION, type PipelineDocument } from "./document.ts";
import { proposeGraph } from "./propose-graph.ts";

/**
 * Pipeline parameters learn on held-out loss: a network learns a small table by heart, junk columns included, so that on
 * training loss their gates stay open. What is deployed, out-of-fold losses decide.
 */
export const PROPOSED_TRAINING = { plan: "bilevel", deploy: "ensemble" } as const;

/**
 * The pipeline that a table starts with: cleaning and encoding for each type of column that it has, gates, a network; rows of
 * several sources are weighed.
 */
export function defaultDocument(schema: DatasetSchema): PipelineDocument {
  const graph = proposeGraph(allBlocks, schema);
  const { number, category, weights, features } = graph.chains;
  const members = [...graph.sources, ...number, ...category, ...weights, ...features, ...graph.models];
  const idOf = (block: Block) => `n${members.indexOf(block) + 1}`;
  const blocks = members.map((block) => ({
    id: idOf(block),
    type: block.spec.id,
    version: block.spec.version,
    settings: block.parseSettings({}, block.spec.id),
  }));
  const edges = graph.edges.map(({ from, to }) => ({
    from: { block: idOf(from.block), port: from.port },
    to: { block: idOf(to.block), port: to.port },
  }));
  return documentSchema.parse({
    formatVersion: FORMAT_VERSION,
    blocks,
    edges,
    training: PROPOSED_TRAINING,
    nextBlock: freeBlockNumber({ blocks }),
  });
}

/**
 * The plain pipeline beside a document: the same model, source and training settings; other blocks do what their spec says
 * of plain pipelines, or stay as they are.
 */
export function plainDocument(document: PipelineDocument, catalogue: Catalogue): PipelineDocument {
  const bypassed = document.blocks.filter((block) => catalogue.get(block.type)?.spec.plain === "bypass");
  const edges = bypassed.reduce((sofar, block) => bypass(sofar, block, catalogue.get(block.type)!), document.edges);
  const blocks = document.blocks
    .filter((block) => !bypassed.includes(block))
    .map((block) => plainInstance(block, catalogue));
  return { ...document, blocks, edges };
}

function plainInstance(instance: BlockInstance, catalogue: Catalogue): BlockInstance {
  const plain = catalogue.get(instance.type)?.spec.plain;
  return typeof plain === "object" ? { ...instance, settings: { ...instance.settings, ...plain } } : instance;
}

/** Takes a block out: each edge from one of its outputs becomes edges from all that arrived at the input of that type. */
function bypass(edges: readonly Edge[], instance: BlockInstance, block: Block): Edge[] {
  return distinctEdges(
    edges.flatMap((edge) => {
      if (edge.to.block === instance.id) return [];
      if (edge.from.block !== instance.id) return [edge];
      const output = block.spec.outputs.find((port) => port.name === edge.from.port);
      const input = output && block.spec.inputs.find((port) => accepts(port.type, output.type));
      return edges
        .filter((arriving) => arriving.to.block === instance.id && arriving.to.port === input?.name)
        .map((arriving) => ({ from: arriving.from, to: edge.to }));
    }),
  );
}
