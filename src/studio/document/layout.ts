/** Where blocks stand on the canvas. Only the studio knows; a pipeline is the same wherever its blocks stand. */
import type { Edge, PipelineDocument } from "../../pipeline/document.ts";

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Pixels between two blocks side by side, and between two rows; the nodes' own size fits in between. */
export const COLUMN_WIDTH = 240;
export const ROW_HEIGHT = 130;
/** Pixels that stay free in a column for a connection that passes it. */
const LANE_HEIGHT = 50;

type Graph = Pick<PipelineDocument, "blocks" | "edges">;

/** A block, or a connection where it passes a column. */
interface Item {
  readonly key: string;
  readonly block: string | undefined;
  /** Keys of what stands before it. */
  readonly before: readonly string[];
  /** Decides between items that would stand at the same height. */
  readonly order: number;
}

export function positionOf({ layout }: Pick<PipelineDocument, "layout">, block: string): Position {
  return layout[block] ?? { x: 0, y: 0 };
}

/** A document in which every block has its place: new ones stand beside those that have one. */
export function arranged(document: PipelineDocument): PipelineDocument {
  const missing = document.blocks.filter(({ id }) => !Object.hasOwn(document.layout, id));
  if (missing.length === 0) return document;
  if (missing.length === document.blocks.length) return { ...document, layout: layOut(document) };
  const layout = { ...document.layout };
  for (const { id } of missing) layout[id] = freePosition({ layout });
  return { ...document, layout };
}

/** A place right of `near` (or of the rightmost block) that no block covers; rows below are tried in turn. */
export function freePosition({ layout }: Pick<PipelineDocument, "layout">, near?: string): Position {
  const places = Object.values(layout);
  const rightmost = places.reduce<Position | undefined>((best, at) => (!best || at.x > best.x ? at : best), undefined);
  const start = (near === undefined ? undefined : layout[near]) ?? rightmost;
  if (!start) return { x: 0, y: 0 };
  const x = start.x + COLUMN_WIDTH;
  const isFree = (y: number) =>
    places.every((at) => Math.abs(at.x - x) >= COLUMN_WIDTH - 30 || Math.abs(at.y - y) >= ROW_HEIGHT - 20);
  let { y } = start;
  while (!isFree(y)) y += ROW_HEIGHT;
  return { x, y };
}

/** Columns by the longest way from a source; in each, blocks stand as near as they can to what they take from. */
export function layOut(graph: Graph): Readonly<Record<string, Position>> {
  const depths = depthsOf(graph);
  const heights = new Map<string, number>();
  const positions: [string, Position][] = [];
  for (const [depth, items] of columnsOf(graph, depths).entries()) {
    const wishes = items.map(({ before }) => mean(before.map((key) => heights.get(key) ?? 0)));
    const sorted = items
      .map((item, index) => ({ item, wish: wishes[index] }))
      .sort((a, b) => a.wish - b.wish || a.item.order - b.item.order);
    const placed = stack(
      sorted.map(({ item, wish }) => ({ wish, size: item.block === undefined ? LANE_HEIGHT : ROW_HEIGHT })),
    );
    for (const [index, { item }] of sorted.entries()) {
      heights.set(item.key, placed[index]);
      if (item.block !== undefined)
        positions.push([item.block, { x: depth * COLUMN_WIDTH, y: Math.round(placed[index]) }]);
    }
  }
  return Object.fromEntries(positions);
}

/** Blocks, and for each connection that passes columns a free lane in every one of them. */
function columnsOf({ blocks, edges }: Graph, depths: ReadonlyMap<string, number>): readonly (readonly Item[])[] {
  const columns: Item[][] = Array.from({ length: Math.max(-1, ...depths.values()) + 1 }, () => []);
  const arriving = new Map<string, { readonly key: string; readonly order: number }[]>(
    blocks.map(({ id }) => [id, []]),
  );
  for (const [order, { from, to }] of edges.entries()) {
    const [start, end] = [depths.get(from.block), depths.get(to.block)];
    if (start === undefined || end === undefined) continue;
    let key = `block:${from.block}`;
    for (let depth = start + 1; depth < end; depth++) {
      const lane = `lane:${order}:${depth}`;
      columns[depth].push({ key: lane, block: undefined, before: [key], order });
      key = lane;
    }
    // A connection of a circle, which no pipeline may have, may lead back.
    if (start < end) arriving.get(to.block)?.push({ key, order });
  }
  for (const [index, { id }] of blocks.entries()) {
    const before = arriving.get(id) ?? [];
    const order = Math.min(edges.length + index, ...before.map((each) => each.order));
    columns[depths.get(id) ?? 0].push({ key: `block:${id}`, block: id, before: before.map(({ key }) => key), order });
  }
  return columns;
}

function depthsOf({ blocks, edges }: Graph): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const visiting = new Set<string>();
  const arriving = new Map<string, Edge[]>(blocks.map(({ id }) => [id, []]));
  for (const edge of edges) arriving.get(edge.to.block)?.push(edge);
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const before = arriving.get(id);
    if (!before || visiting.has(id)) return -1;
    visiting.add(id);
    const depth = 1 + Math.max(-1, ...before.map(({ from }) => depthOf(from.block)));
    visiting.delete(id);
    depths.set(id, depth);
    return depth;
  };
  for (const { id } of blocks) depthOf(id);
  return depths;
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value / values.length, 0);

/**
 * Heights in the given order that keep their distance and are nearest to the wishes (least squares: neighbours that would
 * come too near share the mean of their wishes, as in isotonic regression).
 */
function stack(items: readonly { readonly wish: number; readonly size: number }[]): readonly number[] {
  let offset = 0;
  const offsets = items.map(({ size }, index) => {
    if (index > 0) offset += (items[index - 1].size + size) / 2;
    return offset;
  });
  const groups: { sum: number; count: number }[] = [];
  for (const [index, { wish }] of items.entries()) {
    groups.push({ sum: wish - offsets[index], count: 1 });
    for (;;) {
      const [one, other] = [groups.at(-2), groups.at(-1)];
      if (!one || !other || one.sum / one.count <= other.sum / other.count) break;
      groups.splice(-2, 2, { sum: one.sum + other.sum, count: one.count + other.count });
    }
  }
  const shifts = groups.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count));
  return offsets.map((each, index) => each + shifts[index]);
}
