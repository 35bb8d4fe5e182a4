/** Documents that the product makes by itself: the pipeline that it proposes, and the plain one that results are compared with. */
import type { Block } from "../blocks/block.ts";
import { blocks as allBlocks } from "../blocks/catalogue.generated.ts";
import type { DatasetSchema } from "../table/types.ts";
import { freeBlockNumber } from "./block-ids.ts";
import type { Catalogue } from "./checks.ts";
import { type BlockInstance, documentSchema, FORMAT_VERSION, type PipelineDocument } from "./document.ts";
import { proposeGraph } from "./propose-graph.ts";
import { bypassBlock } from "./without-block.ts";

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
  return proposedOf(allBlocks, schema);
}

/** The same, made of those of the given blocks that join a proposal. */
export function proposedOf(given: readonly Block[], schema: DatasetSchema): PipelineDocument {
  const graph = proposeGraph(given, schema);
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
  const less = bypassed.reduce((sofar, { id, type }) => bypassBlock(sofar, catalogue.get(type)!, id), document);
  return { ...less, blocks: less.blocks.map((block) => plainInstance(block, catalogue)) };
}

function plainInstance(instance: BlockInstance, catalogue: Catalogue): BlockInstance {
  const plain = catalogue.get(instance.type)?.spec.plain;
  return typeof plain === "object" ? { ...instance, settings: { ...instance.settings, ...plain } } : instance;
}
