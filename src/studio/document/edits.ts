/** Pure edits of a pipeline document: each returns a new one and leaves the old one as it was. */
import type { Block } from "../../blocks/block.ts";
import { freeBlockNumber } from "../../pipeline/block-ids.ts";
import { PROPOSED_TRAINING } from "../../pipeline/default-document.ts";
import {
  type BlockInstance,
  documentSchema,
  type Edge,
  FORMAT_VERSION,
  type PipelineDocument,
  type TrainingSettings,
} from "../../pipeline/document.ts";
import { isJsonObject } from "../../pipeline/json-object.ts";
import { layOut, type Position } from "./layout.ts";

export function emptyDocument(): PipelineDocument {
  return documentSchema.parse({ formatVersion: FORMAT_VERSION, blocks: [], edges: [], training: PROPOSED_TRAINING });
}

/** A document with one more block, of default settings, and its id. */
export function withBlock(
  document: PipelineDocument,
  block: Block,
  position: Position,
): { readonly document: PipelineDocument; readonly id: string } {
  const number = freeBlockNumber(document);
  const id = `n${number}`;
  const settings = block.parseSettings({}, block.spec.id);
  const instance: BlockInstance = {
    id,
    type: block.spec.id,
    version: block.spec.version,
    settings: isJsonObject(settings) ? { ...settings } : {},
  };
  const next = {
    ...document,
    blocks: [...document.blocks, instance],
    nextBlock: number + 1,
    layout: { ...document.layout, [id]: { ...position } },
  };
  return { document: next, id };
}

/**
 * A proposal in place of the blocks and connections that are there; what else a person decided stays. A block keeps the id of
 * the one of its type that it takes the place of; every other one gets an id of its own.
 */
export function withProposal(document: PipelineDocument, proposal: PipelineDocument): PipelineDocument {
  let number = freeBlockNumber(document);
  const ids = new Map<string, string>();
  for (const { id, type } of proposal.blocks) {
    const kept = document.blocks.find((block) => block.type === type && ![...ids.values()].includes(block.id));
    ids.set(id, kept?.id ?? `n${number++}`);
  }
  const own = (id: string) => ids.get(id) ?? id;
  const blocks = proposal.blocks.map((block) => ({ ...block, id: own(block.id) }));
  const edges = proposal.edges.map(({ from, to }) => ({
    from: { ...from, block: own(from.block) },
    to: { ...to, block: own(to.block) },
  }));
  return { ...document, blocks, edges, nextBlock: number, layout: layOut({ blocks, edges }) };
}

/** Takes blocks out, and every connection that ends at one. */
export function withoutBlocks(document: PipelineDocument, ids: readonly string[]): PipelineDocument {
  const gone = new Set(ids);
  return {
    ...document,
    blocks: document.blocks.filter((block) => !gone.has(block.id)),
    edges: document.edges.filter((edge) => !gone.has(edge.from.block) && !gone.has(edge.to.block)),
    layout: Object.fromEntries(Object.entries(document.layout).filter(([id]) => !gone.has(id))),
  };
}

/** Places of the blocks that are there, and of no others. */
export function tidied(document: PipelineDocument): PipelineDocument {
  const ids = new Set(document.blocks.map(({ id }) => id));
  return {
    ...document,
    layout: Object.fromEntries(Object.entries(document.layout).filter(([id]) => ids.has(id))),
  };
}

/** Blocks with the connections between them, to be put down again. */
export interface Copied {
  readonly blocks: readonly BlockInstance[];
  readonly edges: readonly Edge[];
  readonly layout: Readonly<Record<string, Position>>;
}

export function copyOf(document: PipelineDocument, ids: readonly string[]): Copied {
  const chosen = new Set(ids);
  return {
    blocks: document.blocks.filter(({ id }) => chosen.has(id)),
    edges: document.edges.filter(({ from, to }) => chosen.has(from.block) && chosen.has(to.block)),
    layout: document.layout,
  };
}

/** Copies stand so far below and right of what was copied. */
const COPY_OFFSET = 40;

/** A document with the copied blocks once more, under ids of their own, and those ids. */
export function withCopies(
  document: PipelineDocument,
  copied: Copied,
): { readonly document: PipelineDocument; readonly ids: readonly string[] } {
  let number = freeBlockNumber(document);
  const ids = new Map(copied.blocks.map(({ id }) => [id, `n${number++}`]));
  const own = (id: string) => ids.get(id) ?? id;
  const places = copied.blocks.map(({ id }) => {
    const { x, y } = copied.layout[id] ?? { x: 0, y: 0 };
    return [own(id), { x: x + COPY_OFFSET, y: y + COPY_OFFSET }] as const;
  });
  const next = {
    ...document,
    blocks: [...document.blocks, ...copied.blocks.map((block) => ({ ...block, id: own(block.id) }))],
    edges: [
      ...document.edges,
      ...copied.edges.map(({ from, to }) => ({
        from: { ...from, block: own(from.block) },
        to: { ...to, block: own(to.block) },
      })),
    ],
    nextBlock: number,
    layout: { ...document.layout, ...Object.fromEntries(places) },
  };
  return { document: next, ids: [...ids.values()] };
}

export function withPositions(
  document: PipelineDocument,
  positions: Readonly<Record<string, Position>>,
): PipelineDocument {
  const moved = document.blocks.flatMap(({ id }) => (positions[id] ? [[id, { ...positions[id] }] as const] : []));
  return { ...document, layout: { ...document.layout, ...Object.fromEntries(moved) } };
}

export function withSettings(
  document: PipelineDocument,
  id: string,
  settings: BlockInstance["settings"],
): PipelineDocument {
  return { ...document, blocks: document.blocks.map((block) => (block.id === id ? { ...block, settings } : block)) };
}

export function withEdge(document: PipelineDocument, edge: Edge): PipelineDocument {
  return { ...document, edges: [...document.edges, edge] };
}

export function withoutEdges(document: PipelineDocument, ids: readonly string[]): PipelineDocument {
  const gone = new Set(ids);
  return { ...document, edges: document.edges.filter((edge) => !gone.has(edgeId(edge))) };
}

export function withTraining(document: PipelineDocument, change: Partial<TrainingSettings>): PipelineDocument {
  return { ...document, training: { ...document.training, ...change } };
}

/** Without decisions about columns and files that its rules do not name: nothing of a person's own tables is stored. */
export function withKnownDecisions(document: PipelineDocument): PipelineDocument {
  const known = new Set(document.rules.map(({ name }) => name));
  const { overrides, target } = document.table;
  const table = {
    overrides: overrides.filter(({ name }) => known.has(name)),
    dialects: [],
    ...(target && known.has(target.name) ? { target } : {}),
  };
  const { split } = document.training;
  const isKnown = "column" in split ? known.has(split.column) : split.by !== "files";
  return withTraining({ ...document, table }, isKnown ? {} : { split: { by: "random" } });
}

export function edgeId({ from, to }: Edge): string {
  return `${from.block}.${from.port}>${to.block}.${to.port}`;
}

/** Whether two documents are the same pipeline: blocks, settings and connections, whatever the ids and wherever they stand. */
export function isSamePipeline(a: PipelineDocument, b: PipelineDocument): boolean {
  return shapeOf(a) === shapeOf(b);
}

function shapeOf({ blocks, edges }: PipelineDocument): string {
  const places = new Map(blocks.map(({ id }, index) => [id, index]));
  const ends = edges.map(({ from, to }) => [places.get(from.block), from.port, places.get(to.block), to.port]);
  const texts = ends.map((end) => JSON.stringify(end)).sort();
  return JSON.stringify([blocks.map(({ type, settings }) => [type, sorted(settings)]), texts]);
}

/** Whether two values have other content, in whatever order their keys were written. */
export function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, sorted(value[key])]);
}
