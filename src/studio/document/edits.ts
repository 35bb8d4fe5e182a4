/** Pure edits of a pipeline document: each returns a new one and leaves the old one as it was. */
import type { Block } from "../../blocks/block.ts";
import type { BlockInstance, Edge, PipelineDocument, TrainingSettings } from "../../pipeline/document.ts";
import { trainingSettingsSchema } from "../../pipeline/document.ts";

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Pixels between two blocks side by side, and between two rows; the nodes' own size fits in between. */
export const COLUMN_WIDTH = 224;
export const ROW_HEIGHT = 150;

export function emptyDocument(): PipelineDocument {
  return {
    formatVersion: 1,
    name: "Untitled pipeline",
    blocks: [],
    edges: [],
    training: trainingSettingsSchema.parse({}),
    rules: [],
  };
}

/** The first "n1", "n2", … that no block has. */
export function unusedId(document: PipelineDocument): string {
  const used = new Set(document.blocks.map((block) => block.id));
  let number = document.blocks.length + 1;
  while (used.has(`n${number}`)) number++;
  return `n${number}`;
}

/** A place right of `near` (or of the rightmost block) that no block covers; rows below are tried in turn. */
export function freePosition(document: PipelineDocument, near: BlockInstance | undefined): Position {
  const rightmost = document.blocks.reduce<BlockInstance | undefined>(
    (best, block) => (!best || block.position.x > best.position.x ? block : best),
    undefined,
  );
  const start = near ?? rightmost;
  if (!start) return { x: 0, y: 0 };
  const x = start.position.x + COLUMN_WIDTH;
  const isFree = (y: number) =>
    document.blocks.every(
      ({ position }) => Math.abs(position.x - x) >= COLUMN_WIDTH - 30 || Math.abs(position.y - y) >= ROW_HEIGHT - 20,
    );
  let y = start.position.y;
  while (!isFree(y)) y += ROW_HEIGHT;
  return { x, y };
}

export function withBlock(document: PipelineDocument, block: Block, id: string, position: Position): PipelineDocument {
  const settings = block.parseSettings({}, block.spec.id);
  const instance: BlockInstance = {
    id,
    type: block.spec.id,
    version: block.spec.version,
    settings: isRecord(settings) ? settings : {},
    position: { ...position },
  };
  return { ...document, blocks: [...document.blocks, instance] };
}

/** Takes blocks out, and every connection that ends at one. */
export function withoutBlocks(document: PipelineDocument, ids: readonly string[]): PipelineDocument {
  const gone = new Set(ids);
  return {
    ...document,
    blocks: document.blocks.filter((block) => !gone.has(block.id)),
    edges: document.edges.filter((edge) => !gone.has(edge.from.block) && !gone.has(edge.to.block)),
  };
}

export function withPositions(
  document: PipelineDocument,
  positions: Readonly<Record<string, Position>>,
): PipelineDocument {
  return {
    ...document,
    blocks: document.blocks.map((block) =>
      positions[block.id] ? { ...block, position: { ...positions[block.id] } } : block,
    ),
  };
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

export function edgeId({ from, to }: Edge): string {
  return `${from.block}.${from.port}>${to.block}.${to.port}`;
}

/** Whether two documents are the same pipeline: blocks, settings and connections, wherever the blocks stand. */
export function isSamePipeline(a: PipelineDocument, b: PipelineDocument): boolean {
  const shape = (document: PipelineDocument) =>
    JSON.stringify([
      document.blocks.map(({ id, type, settings }) => [id, type, sorted(settings)]),
      document.edges.map(edgeId).sort(),
    ]);
  return shape(a) === shape(b);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, sorted(value[key])]);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
